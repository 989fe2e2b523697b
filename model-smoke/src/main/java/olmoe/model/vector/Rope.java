package olmoe.model.vector;

import olmoe.model.Shape;

/// Rotary position embedding: element i of the first half of a head turns with element i of the
/// second half, by position * theta^(-2i / headSize).
final class Rope {
    private final int half;
    private final float[] cosine; // (positions, half)
    private final float[] sine;

    Rope(Shape shape, int positions) {
        half = shape.headSize() / 2;
        cosine = new float[positions * half];
        sine = new float[positions * half];
        for (int i = 0; i < half; i++) {
            double inverse = StrictMath.pow(shape.ropeTheta(), -2.0 * i / shape.headSize());
            for (int position = 0; position < positions; position++) {
                cosine[position * half + i] = (float) StrictMath.cos(position * inverse);
                sine[position * half + i] = (float) StrictMath.sin(position * inverse);
            }
        }
    }

    /// Turns all heads of one row in place, by `direction` 1; the gradient turns back by -1.
    void turn(float[] x, int at, int heads, int position, float direction) {
        int table = position * half;
        for (int head = 0; head < heads; head++) {
            int first = at + head * 2 * half;
            int second = first + half;
            for (int i = 0; i < half; i++) {
                float c = cosine[table + i];
                float s = direction * sine[table + i];
                float a = x[first + i];
                float b = x[second + i];
                x[first + i] = a * c - b * s;
                x[second + i] = b * c + a * s;
            }
        }
    }
}

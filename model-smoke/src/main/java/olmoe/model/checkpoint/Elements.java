package olmoe.model.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import olmoe.release.format.SafetensorsType;

/// Stored numbers, little-endian, in one of the float formats.
final class Elements {
    private Elements() {}

    /// The exact value of element i.
    static double get(ByteBuffer stored, SafetensorsType type, int i) {
        return switch (type) {
            case F64 -> stored.getDouble(8 * i);
            case F32 -> stored.getFloat(4 * i);
            case BF16 -> BrainFloat.widen(stored.getShort(2 * i));
            case F16 -> Float.float16ToFloat(stored.getShort(2 * i));
            default -> throw new IllegalArgumentException("not a float type: " + type);
        };
    }

    /// The same numbers in another format: the bytes themselves for the same one, exact where the other
    /// is wider, else rounded to nearest, ties to even.
    static byte[] convert(byte[] stored, SafetensorsType from, SafetensorsType to) {
        if (from == to) {
            return stored;
        }
        ByteBuffer source = ByteBuffer.wrap(stored).order(ByteOrder.LITTLE_ENDIAN);
        int count = stored.length / from.bytes();
        ByteBuffer target =
                ByteBuffer.allocate(Math.multiplyExact(count, to.bytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            double value = get(source, from, i);
            switch (to) {
                case F64 -> target.putDouble(value);
                case F32 -> target.putFloat((float) value);
                case BF16 -> target.putShort(BrainFloat.round((float) value));
                case F16 -> target.putShort(Float.floatToFloat16((float) value));
                default -> throw new IllegalArgumentException("not a float type: " + to);
            }
        }
        return target.array();
    }

    /// Elements of a (rows, columns) matrix in the order of its transpose.
    static byte[] transpose(byte[] stored, int size, int rows, int columns) {
        byte[] turned = new byte[stored.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                System.arraycopy(stored, (i * columns + j) * size, turned, (j * rows + i) * size, size);
            }
        }
        return turned;
    }
}

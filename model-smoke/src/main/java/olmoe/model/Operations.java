package olmoe.model;

import java.util.Arrays;
import olmoe.model.Layout.Tensor;

/// The arithmetic of {@link ScalarModel} on rows of doubles, each next to its derivative. Sums run
/// over k ascending and transcendental functions are `StrictMath`'s, so results are equal on every
/// machine. Backward functions add to what is in `dx` and `gradient`.
final class Operations {
    private Operations() {}

    /// y = x W^T: x (N, columns), y (N, rows).
    static double[] linear(double[] parameters, Tensor w, double[] x) {
        int rows = w.rows();
        int columns = w.columns();
        double[] y = new double[x.length / columns * rows];
        for (int n = 0; n * columns < x.length; n++) {
            for (int i = 0; i < rows; i++) {
                int at = w.start() + i * columns;
                double sum = 0;
                for (int j = 0; j < columns; j++) {
                    sum += parameters[at + j] * x[n * columns + j];
                }
                y[n * rows + i] = sum;
            }
        }
        return y;
    }

    static void linearBackward(double[] parameters, Tensor w, double[] x, double[] dy, double[] dx, double[] gradient) {
        int rows = w.rows();
        int columns = w.columns();
        for (int n = 0; n * columns < x.length; n++) {
            for (int i = 0; i < rows; i++) {
                int at = w.start() + i * columns;
                double d = dy[n * rows + i];
                for (int j = 0; j < columns; j++) {
                    dx[n * columns + j] += d * parameters[at + j];
                    gradient[at + j] += d * x[n * columns + j];
                }
            }
        }
    }

    /// y = x / sqrt(mean(x^2) + epsilon) * w on each row of x (N, width).
    static double[] rmsNorm(double[] parameters, Tensor w, double epsilon, double[] x) {
        int width = w.rows();
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double scale = inverseRms(x, row, width, epsilon);
            for (int i = 0; i < width; i++) {
                y[row + i] = x[row + i] * scale * parameters[w.start() + i];
            }
        }
        return y;
    }

    static void rmsNormBackward(
            double[] parameters, Tensor w, double epsilon, double[] x, double[] dy, double[] dx, double[] gradient) {
        int width = w.rows();
        for (int row = 0; row < x.length; row += width) {
            double scale = inverseRms(x, row, width, epsilon);
            double dot = 0;
            for (int i = 0; i < width; i++) {
                dot += dy[row + i] * parameters[w.start() + i] * x[row + i];
                gradient[w.start() + i] += dy[row + i] * x[row + i] * scale;
            }
            double common = dot * scale * scale * scale / width;
            for (int i = 0; i < width; i++) {
                dx[row + i] += dy[row + i] * parameters[w.start() + i] * scale - x[row + i] * common;
            }
        }
    }

    /// y = (x - mean) / sqrt(variance + epsilon) on each row of x (N, width).
    static double[] layerNorm(int width, double epsilon, double[] x) {
        double[] y = centred(width, x);
        for (int row = 0; row < x.length; row += width) {
            double scale = inverseRms(y, row, width, epsilon);
            for (int i = row; i < row + width; i++) {
                y[i] *= scale;
            }
        }
        return y;
    }

    static void layerNormBackward(int width, double epsilon, double[] x, double[] dy, double[] dx) {
        double[] centred = centred(width, x);
        double[] dcentred = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double scale = inverseRms(centred, row, width, epsilon);
            double dot = 0;
            for (int i = row; i < row + width; i++) {
                dot += dy[i] * centred[i];
            }
            for (int i = row; i < row + width; i++) {
                dcentred[i] = dy[i] * scale - centred[i] * dot * scale * scale * scale / width;
            }
        }
        add(dx, centred(width, dcentred)); // taking the mean away is its own derivative
    }

    private static double[] centred(int width, double[] x) {
        double[] y = new double[x.length];
        for (int row = 0; row < x.length; row += width) {
            double mean = 0;
            for (int i = row; i < row + width; i++) {
                mean += x[i] / width;
            }
            for (int i = row; i < row + width; i++) {
                y[i] = x[i] - mean;
            }
        }
        return y;
    }

    private static double inverseRms(double[] x, int row, int width, double epsilon) {
        double squares = 0;
        for (int i = row; i < row + width; i++) {
            squares += x[i] * x[i];
        }
        return 1 / Math.sqrt(squares / width + epsilon);
    }

    /// Turns each head of x (T, heads * size) by its position: element i of the first half of a head
    /// with element i of the second half (half-split, as in transformers), by the angle
    /// position * theta^(-2i/size). `direction` 1 turns, -1 turns back, which is the derivative.
    static void rotate(double[] x, int begin, int end, int width, int size, double theta, int direction) {
        int half = size / 2;
        double[] frequency = new double[half];
        for (int i = 0; i < half; i++) {
            frequency[i] = StrictMath.pow(theta, -2.0 * i / size);
        }
        for (int n = begin; n < end; n++) {
            for (int i = 0; i < half; i++) {
                double angle = (n - begin) * frequency[i];
                double cos = StrictMath.cos(angle);
                double sin = direction * StrictMath.sin(angle);
                for (int head = n * width; head < (n + 1) * width; head += size) {
                    double first = x[head + i];
                    double second = x[head + half + i];
                    x[head + i] = first * cos - second * sin;
                    x[head + half + i] = second * cos + first * sin;
                }
            }
        }
    }

    /// Replaces `x[begin..end)` by its softmax and returns the logarithm of the sum of exponentials.
    static double softmax(double[] x, int begin, int end) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = begin; i < end; i++) {
            most = Math.max(most, x[i]);
        }
        double sum = 0;
        for (int i = begin; i < end; i++) {
            x[i] = StrictMath.exp(x[i] - most);
            sum += x[i];
        }
        for (int i = begin; i < end; i++) {
            x[i] /= sum;
        }
        return most + StrictMath.log(sum);
    }

    /// The derivative through a softmax with output p, into `dx[begin..end)`, which held dp.
    static void softmaxBackward(double[] p, double[] dx, int begin, int end) {
        double dot = 0;
        for (int i = begin; i < end; i++) {
            dot += p[i] * dx[i];
        }
        for (int i = begin; i < end; i++) {
            dx[i] = p[i] * (dx[i] - dot);
        }
    }

    static double silu(double x) {
        return x * sigmoid(x);
    }

    static double siluSlope(double x) {
        double s = sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    private static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /// The indices of the k largest values, largest first; of equal ones the smaller index first.
    static int[] top(double[] values, int begin, int end, int k) {
        int[] chosen = new int[k];
        boolean[] taken = new boolean[end - begin];
        for (int slot = 0; slot < k; slot++) {
            int best = -1;
            for (int i = 0; i < taken.length; i++) {
                if (!taken[i] && (best < 0 || values[begin + i] > values[begin + best])) {
                    best = i;
                }
            }
            taken[best] = true;
            chosen[slot] = best;
        }
        return chosen;
    }

    /// Every value limited to -bound..bound; the array itself if bound is 0, which stands for none.
    static double[] clip(double[] x, double bound) {
        if (bound == 0) {
            return x;
        }
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.clamp(x[i], -bound, bound);
        }
        return y;
    }

    /// Sets the derivative to zero where {@link #clip} changed the value.
    static void clipBackward(double[] x, double bound, double[] dx) {
        for (int i = 0; bound != 0 && i < x.length; i++) {
            if (Math.abs(x[i]) > bound) {
                dx[i] = 0;
            }
        }
    }

    static double[] row(double[] x, int n, int width) {
        return Arrays.copyOfRange(x, n * width, (n + 1) * width);
    }

    static void addRow(double[] target, int n, double[] row, double factor) {
        for (int i = 0; i < row.length; i++) {
            target[n * row.length + i] += factor * row[i];
        }
    }

    static void add(double[] target, double[] other) {
        for (int i = 0; i < target.length; i++) {
            target[i] += other[i];
        }
    }
}

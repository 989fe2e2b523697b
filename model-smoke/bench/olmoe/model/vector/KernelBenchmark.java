package olmoe.model.vector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Matrix products at training's shapes against the FMA peak of the same core in the same run.
final class KernelBenchmark {
    private static final Gemm GEMM = new Gemm(Kernels.best());
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private KernelBenchmark() {}

    public static void main(String[] args) {
        for (int round = 0; round < 2; round++) {
            double peak = PeakProbe.fma(300_000_000L);
            double bytes = PeakProbe.read(300_000_000L);
            System.out.printf(Locale.ROOT, "{\"peak-gflops\":%.1f,\"read-gb-per-s\":%.1f}%n", peak, bytes);
            for (int[] s : new int[][] {
                {64, 1024, 1024},
                {2048, 1024, 1024},
                {48, 1024, 2048},
                {48, 1024, 1024},
                {16, 1024, 2048},
                {4, 1024, 2048},
                {1, 1024, 2048}
            }) {
                multiply(s[0], s[1], s[2], peak);
            }
            for (int[] s : new int[][] {{1024, 1024, 1024}, {1024, 1024, 256}, {1024, 1024, 48}}) {
                gradient(s[0], s[1], s[2], peak);
            }
        }
    }

    private static void multiply(int rows, int columns, int depth, double peak) {
        float[] a = floats(rows * depth);
        Panels b = new Panels(depth, columns).packRows(floats(depth * columns), 0, columns);
        float[] c = new float[rows * columns];
        report("multiply", rows, columns, depth, peak, () -> GEMM.multiply(a, 0, depth, rows, b, c, 0, columns, false));
    }

    /// The gradient of a matrix from inputs and output gradients of some rows, packing included.
    private static void gradient(int outputs, int inputs, int rows, double peak) {
        Linear linear = new Linear(Kernels.best(), 0, outputs, inputs, false, false);
        float[] x = floats(rows * inputs);
        float[] dy = floats(rows * outputs);
        float[] gradients = new float[outputs * inputs];
        Scratch scratch = new Scratch();
        Runnable run = () -> linear.addGradient(x, 0, inputs, dy, 0, outputs, rows, gradients, scratch);
        report("gradient", outputs, inputs, rows, peak, run);
    }

    private static void report(String name, int rows, int columns, int depth, double peak, Runnable run) {
        double flops = 2.0 * rows * columns * depth;
        double best = 0;
        double[] all = new double[5];
        for (int sample = 0; sample < all.length; sample++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long count = 0;
            long spent;
            do {
                run.run();
                count++;
                spent = THREADS.getCurrentThreadCpuTime() - start;
            } while (spent < 150_000_000L);
            all[sample] = flops * count / spent;
        }
        Arrays.sort(all);
        best = all[all.length - 1];
        System.out.printf(
                Locale.ROOT,
                "{\"kernel\":\"%s\",\"rows\":%d,\"columns\":%d,\"depth\":%d,\"gflops\":%.1f,\"median\":%.1f,\"of-peak\":%.2f}%n",
                name,
                rows,
                columns,
                depth,
                best,
                all[2],
                best / peak);
    }

    private static float[] floats(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}

package olmoe.model.vector;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// What one core of this machine can do at most: fused multiply-adds on registers, and reads of memory
/// that no cache holds. Best of several samples, by the CPU time of the thread.
final class PeakProbe {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int SAMPLES = 5;
    private static final float[] MEMORY = new float[64 << 20]; // 256 MiB
    private static float sink;

    private PeakProbe() {}

    /// GFLOP/s, two for each fused multiply-add.
    static double fma(long nanosEach) {
        double best = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long rounds = 0;
            long spent;
            do {
                sink += chains(100_000);
                rounds++;
                spent = THREADS.getCurrentThreadCpuTime() - start;
            } while (spent < nanosEach);
            best = Math.max(best, rounds * 100_000.0 * 12 * 2 * SPECIES.length() / spent);
        }
        return best;
    }

    private static float chains(int steps) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.999f);
        FloatVector y = FloatVector.broadcast(SPECIES, 0.001f);
        FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int step = 0; step < steps; step++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        return a.add(b)
                .add(c)
                .add(d)
                .add(e)
                .add(f)
                .add(g)
                .add(h)
                .add(i)
                .add(j)
                .add(k)
                .add(l)
                .lane(0);
    }

    /// GB/s (10^9 bytes) of sequential reads.
    static double read(long nanosEach) {
        double best = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            long start = THREADS.getCurrentThreadCpuTime();
            long rounds = 0;
            long spent;
            do {
                sink += sum();
                rounds++;
                spent = THREADS.getCurrentThreadCpuTime() - start;
            } while (spent < nanosEach);
            best = Math.max(best, rounds * 4.0 * MEMORY.length / spent);
        }
        return best;
    }

    private static float sum() {
        int width = SPECIES.length();
        FloatVector a = FloatVector.zero(SPECIES), b = a, c = a, d = a;
        for (int i = 0; i < MEMORY.length; i += 4 * width) {
            a = a.add(FloatVector.fromArray(SPECIES, MEMORY, i));
            b = b.add(FloatVector.fromArray(SPECIES, MEMORY, i + width));
            c = c.add(FloatVector.fromArray(SPECIES, MEMORY, i + 2 * width));
            d = d.add(FloatVector.fromArray(SPECIES, MEMORY, i + 3 * width));
        }
        return a.add(b).add(c).add(d).lane(0);
    }
}

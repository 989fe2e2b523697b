package olmoe.filters;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/// Gives one input after the other to a reader until there were enough or the time is up, and tells how many there
/// were, how many the reader refused and how long the slowest took, in processor time. Stops at the first that
/// throws or takes 5 s, with its seed.
public final class Fuzz {
    private static final long LONGEST_NANOS = 5_000_000_000L;

    /// Makes an input and reads it.
    public interface Case {
        /// @return whether it was taken, not refused
        boolean read(Random random) throws Exception;
    }

    private Fuzz() {}

    /// @param arguments the number of inputs, the seconds at most, and the first seed or nothing for 1
    public static void run(String what, String[] arguments, Case fuzzed) {
        long inputs = Long.parseLong(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        long first = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        long refused = 0;
        long slowest = 0;
        long slowestSeed = 0;
        long seed = first;
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        for (; seed < first + inputs && System.nanoTime() < end; seed++) {
            long start = clock.getCurrentThreadCpuTime();
            try {
                refused += fuzzed.read(new Random(seed)) ? 0 : 1;
            } catch (Exception | Error e) {
                throw new IllegalStateException(what + ", seed " + seed, e);
            }
            long nanos = clock.getCurrentThreadCpuTime() - start;
            if (nanos > slowest) {
                slowest = nanos;
                slowestSeed = seed;
            }
            if (nanos > LONGEST_NANOS) {
                throw new IllegalStateException(what + ", seed " + seed + ": " + nanos + " ns");
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d inputs, %d refused, the slowest %.3f s (seed %d), the next seed is %d%n",
                what,
                seed - first,
                refused,
                slowest / 1e9,
                slowestSeed,
                seed);
    }

    /// Some bytes of a file changed, doubled, swapped for others of it or cut off.
    public static byte[] damaged(byte[] file, Random random) {
        byte[] damaged = file.clone();
        for (int n = random.nextInt(12); n > 0 && damaged.length > 0; n--) {
            int at = random.nextInt(damaged.length);
            int length = Math.min(damaged.length - at, 1 + random.nextInt(64));
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) (random.nextBoolean() ? 0x7f : random.nextBoolean() ? -1 : 0);
                case 2 -> System.arraycopy(file, random.nextInt(file.length - length + 1), damaged, at, length);
                default -> damaged = without(damaged, at, length);
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(damaged, random.nextInt(damaged.length + 1)) : damaged;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        byte[] left = new byte[bytes.length - length];
        System.arraycopy(bytes, 0, left, 0, at);
        System.arraycopy(bytes, at + length, left, at, left.length - at);
        return left;
    }
}

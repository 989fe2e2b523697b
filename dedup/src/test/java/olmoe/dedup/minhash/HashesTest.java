package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// Values of the Python packages xxhash 3.8.2 and numpy 2.4.6.
class HashesTest {

    @Test
    void xxHashEqualsThePackage() {
        assertEquals(Long.parseUnsignedLong("17241709254077376921"), XxHash64.hash(new byte[0]));
        assertEquals(Long.parseUnsignedLong("7797000677988824208"), hash("the quick brown fox jumps"));
        assertEquals(Long.parseUnsignedLong("3985758137895276467"), hash("a".repeat(100)));
    }

    @Test
    void twisterEqualsRandomState() {
        MersenneTwister random = new MersenneTwister(1);
        long mask = (1L << 61) - 1;
        assertEquals(775169054918279404L - 1, random.nextLong() & mask);
        assertEquals(1758426461858698313L - 1, random.nextLong() & mask);
    }

    private static long hash(String text) {
        return XxHash64.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}

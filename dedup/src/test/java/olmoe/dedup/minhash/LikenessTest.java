package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikenessTest {

    /// Sets of all sizes, some beyond the table, that share from none to all; also where many hashes end alike.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void saysWhatTheWholeComparisonSays(long seed) {
        Random random = new Random(seed);
        Likeness likeness = new Likeness();
        int similar = 0;
        for (int round = 0; round < 300; round++) {
            int[] one = set(random, random.nextInt(round % 50 == 0 ? 6000 : 600));
            for (int other = 0; other < 3; other++) {
                int[] edited = edited(random, one);
                for (double threshold : new double[] {0.01, 0.5, 0.8, 1}) {
                    double expected = Jaccard.similarity(one, edited, threshold);
                    assertEquals(expected, likeness.similarity(one, edited, threshold));
                    assertEquals(expected, likeness.similarity(edited, one, threshold));
                    similar += expected > 0 && expected < 1 ? 1 : 0;
                }
            }
        }
        assertTrue(similar > 100, similar + " that are alike and not equal");
    }

    @Test
    void anEmptySetResemblesNone() {
        Likeness likeness = new Likeness();
        assertEquals(-1, likeness.similarity(new int[0], new int[] {1, 2}, 0.5));
        assertEquals(-1, likeness.similarity(new int[] {1, 2}, new int[0], 0.5));
    }

    private static int[] set(Random random, int size) {
        boolean alike = random.nextInt(4) == 0;
        return random.ints(size)
                .map(hash -> alike ? hash & 0xFFFF0003 : hash)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int[] edited(Random random, int[] set) {
        double share = random.nextDouble() * random.nextDouble();
        return Arrays.stream(set)
                .map(hash -> random.nextDouble() < share ? random.nextInt() : hash)
                .sorted()
                .distinct()
                .toArray();
    }
}

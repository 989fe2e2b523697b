package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Words of many windows against the plain rule: of all neighbours the least rank, of equal ones the leftmost.
class LongWordsTest {
    private static final int LETTERS = 3;

    /// Merges in no order that training would give: of tokens that a later merge makes, of one token by two pairs.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyListOfMergesIsFollowed(long seed) {
        Random random = new Random(seed);
        int tokens = LETTERS + 1 + random.nextInt(40);
        int ranks = tokens - LETTERS + random.nextInt(20);
        int[] results = new int[ranks];
        for (int rank = 0; rank < ranks; rank++) {
            results[rank] = LETTERS + random.nextInt(tokens - LETTERS);
        }
        BytePairs pairs = new BytePairs(results, ranks);
        for (int rank = 0; rank < ranks; rank++) {
            while (!pairs.add(random.nextInt(tokens), random.nextInt(tokens), rank)) {
                // there already
            }
        }
        BytePairs.Work work = new BytePairs.Work();
        for (int n = 0; n < 60; n++) {
            int period = 1 + random.nextInt(90);
            int[] unit = random.ints(period, 0, LETTERS).toArray();
            int changes = random.nextInt(4);
            compare(
                    pairs,
                    work,
                    BytePairs.SHORT - 2 + random.nextInt(1500),
                    i -> random.nextInt(100) < changes ? random.nextInt(LETTERS) : unit[i % period]);
        }
    }

    /// Tokens of 2, 4, ... 1,024 of one letter: the windows begin too short for them, also the second size does.
    @Test
    void tokensLongerThanAWindowAreFound() {
        int[] results = new int[10];
        Arrays.setAll(results, rank -> rank + 2);
        BytePairs pairs = new BytePairs(results, results.length);
        pairs.add(0, 0, 0);
        for (int rank = 1; rank < results.length; rank++) {
            pairs.add(rank + 1, rank + 1, rank);
        }
        BytePairs.Work work = new BytePairs.Work();
        for (int length : new int[] {63, 64, 65, 127, 128, 129, 200, 511, 512, 513, 1023, 1024, 5000, 9999}) {
            compare(pairs, work, length, i -> 0);
            compare(pairs, work, length, i -> i == length - 70 ? 1 : 0);
        }
    }

    /// The last id decides on all before it: a pair of it is merged first, then always the one to the left.
    @Test
    void theEndOfAWordMayDecideOnItsBegin() {
        // 0 0 0 0 1: (0,1) gives 1 first, before any (0,0) gives 2
        BytePairs pairs = new BytePairs(new int[] {1, 2}, 2);
        pairs.add(0, 1, 0);
        pairs.add(0, 0, 1);
        BytePairs.Work work = new BytePairs.Work();
        int[] ids = compare(pairs, work, 3000, i -> i == 2999 ? 1 : 0);
        assertEquals(1, ids.length);
    }

    private static int[] compare(BytePairs pairs, BytePairs.Work work, int length, IntUnaryOperator symbols) {
        int[] ids = new int[length];
        Arrays.setAll(ids, symbols);
        work.reserve(length);
        System.arraycopy(ids, 0, work.ids, 0, length);
        int[] expected = merge(pairs, ids);
        int count = pairs.merge(work, length);
        assertArrayEquals(expected, Arrays.copyOf(work.ids, count));
        return expected;
    }

    private static int[] merge(BytePairs pairs, int[] symbols) {
        int[] ids = symbols.clone();
        int length = ids.length;
        while (true) {
            int best = BytePairs.NONE;
            int at = 0;
            for (int i = 0; i + 1 < length; i++) {
                int rank = pairs.rank(ids[i], ids[i + 1]);
                if (rank != BytePairs.NONE && (best == BytePairs.NONE || rank < best)) {
                    best = rank;
                    at = i;
                }
            }
            if (best == BytePairs.NONE) {
                return Arrays.copyOf(ids, length);
            }
            ids[at] = pairs.result(best);
            System.arraycopy(ids, at + 2, ids, at + 1, length - at - 2);
            length--;
        }
    }
}

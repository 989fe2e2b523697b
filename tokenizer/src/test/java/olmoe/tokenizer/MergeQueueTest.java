package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeQueueTest {
    private record Waiting(long count, long pair, int[] words) {}

    /// Rare and frequent ones, some put back with another count, as what is rarer has to wait for what is not.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesTheMostFrequentAndOfThemThatOfTheSmallerIds(long seed) {
        Random random = new Random(seed);
        PairCounts pairs = new PairCounts();
        MergeQueue queue = new MergeQueue(pairs);
        PriorityQueue<Waiting> expected = new PriorityQueue<>(
                Comparator.comparingLong(Waiting::count).reversed().thenComparingLong(Waiting::pair));
        for (int i = 0; i < 20_000; i++) {
            if (expected.isEmpty() || random.nextInt(3) < (i < 12_000 ? 2 : 1)) {
                long pair = (long) i << 32 | random.nextInt(1000); // each once, so that no two are equal
                pair ^= (random.nextInt() & 0xFFL) << 48;
                long count = 1 + random.nextInt(random.nextBoolean() ? 20 : 3000);
                int[] words =
                        random.ints(1 + random.nextInt(3)).map(w -> w >>> 1).toArray();
                queue.add(pairs.number(pair), count, words);
                expected.add(new Waiting(count, pair, words));
                continue;
            }
            Waiting first = expected.poll();
            assertTrue(queue.poll());
            assertEquals(first.count, queue.count());
            assertEquals(first.pair, pairs.pair(queue.number()));
            if (random.nextInt(3) == 0) {
                long count = random.nextInt((int) first.count + 1);
                queue.putBack(count);
                expected.add(new Waiting(count, first.pair, first.words));
            } else {
                assertArrayEquals(first.words, queue.takeWords());
            }
        }
        for (Waiting first = expected.poll(); first != null; first = expected.poll()) {
            assertTrue(queue.poll());
            assertEquals(first.pair, pairs.pair(queue.number()));
            assertArrayEquals(first.words, queue.takeWords());
        }
        assertFalse(queue.poll());
    }
}

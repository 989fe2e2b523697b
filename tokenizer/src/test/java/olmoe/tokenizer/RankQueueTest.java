package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankQueueTest {

    /// Also where places come out of order, and for a rank that was begun, as merges against all order of ranks ask.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 40})
    void givesTheLowestRankAndOfItTheLeftmostPlace(int ranks) {
        Random random = new Random(ranks);
        RankQueue queue = new RankQueue();
        PriorityQueue<Long> expected = new PriorityQueue<>();
        for (int i = 0; i < 20_000; i++) {
            boolean fills = i / 500 % 2 == 0;
            if (expected.isEmpty() || random.nextInt(4) < (fills ? 3 : 1)) {
                int rank = random.nextInt(ranks);
                int place = random.nextInt(1_000_000);
                queue.push(rank, place);
                expected.add((long) rank << 32 | place);
            } else {
                assertEquals(expected.poll(), queue.poll());
            }
        }
        while (!expected.isEmpty()) {
            assertEquals(expected.poll(), queue.poll());
        }
        assertTrue(queue.isEmpty());
    }
}

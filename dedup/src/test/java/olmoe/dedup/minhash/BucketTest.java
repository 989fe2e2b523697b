package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketTest {

    @Test
    void aMillionCopiesCostAComparisonEach() throws IOException {
        Bucket bucket = new Bucket(32, false);
        bucket.compare(1_000_000, (earlier, later) -> earlier == 0);
        assertEquals(999_999, bucket.compared());
        assertEquals(0, bucket.uncompared());
    }

    @Test
    void aMillionStrangersCostTheCapAndTheRestIsCounted() throws IOException {
        Bucket bucket = new Bucket(4, false);
        bucket.compare(1_000_000, (earlier, later) -> false);
        assertEquals(4L * 1_000_000 - 10, bucket.compared());
        assertEquals(1_000_000L * 999_999 / 2, bucket.compared() + bucket.uncompared());
    }

    /// The first cluster's members do not stand in the way of the second's.
    @Test
    void findsEachOfSeveralClustersOfAHotBucket() throws IOException {
        List<String> pairs = new ArrayList<>();
        Bucket bucket = new Bucket(4, false);
        bucket.compare(10_000, (earlier, later) -> {
            boolean same = earlier % 3 == later % 3;
            if (same) {
                pairs.add(earlier + "-" + later);
            }
            return same;
        });
        assertEquals(9_997, pairs.size());
        assertTrue(pairs.stream().allMatch(pair -> pair.matches("[012]-.*")));
    }

    @Test
    void followsAChainWhoseEndsDoNotMatch() throws IOException {
        List<String> pairs = new ArrayList<>();
        new Bucket(8, false).compare(5, (earlier, later) -> {
            if (later - earlier == 1) {
                pairs.add(earlier + "-" + later);
            }
            return later - earlier == 1;
        });
        assertEquals(List.of("0-1", "1-2", "2-3", "3-4"), pairs);
    }

    @Test
    void namesEveryPairWhereAllAreWanted() throws IOException {
        int[] pairs = new int[1];
        Bucket bucket = new Bucket(100, true);
        bucket.compare(20, (earlier, later) -> {
            pairs[0]++;
            return true;
        });
        assertEquals(190, pairs[0]);
        assertEquals(0, bucket.uncompared());
    }
}

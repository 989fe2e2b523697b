package olmoe.tokenizer;

import java.util.ArrayDeque;
import java.util.Arrays;

/// Places in a pre-token that wait for a merge, by rank and then from the left. One list a rank, as few ranks are met
/// in one pre-token: most places come in order, and a place costs the same however many wait. One a thread.
final class RankQueue {
    private Bucket[] buckets = new Bucket[0]; // by rank
    private int[] ranks = new int[16]; // of buckets that are not empty, a heap
    private int size;
    private final ArrayDeque<Bucket> spare = new ArrayDeque<>();

    boolean isEmpty() {
        return size == 0;
    }

    void push(int rank, int place) {
        if (rank >= buckets.length) {
            buckets = Arrays.copyOf(buckets, Math.max(rank + 1, 2 * buckets.length));
        }
        Bucket bucket = buckets[rank];
        if (bucket == null) {
            bucket = spare.isEmpty() ? new Bucket() : spare.pop();
            buckets[rank] = bucket;
            if (size == ranks.length) {
                ranks = Arrays.copyOf(ranks, 2 * size);
            }
            siftUp(ranks, size++, rank);
        }
        bucket.add(place);
    }

    /// Takes the leftmost place of the lowest rank.
    ///
    /// @return the rank in the upper half, the place in the lower one
    long poll() {
        int rank = ranks[0];
        Bucket bucket = buckets[rank];
        int place = bucket.poll();
        if (bucket.isEmpty()) {
            buckets[rank] = null;
            spare.push(bucket);
            bucket.open = false;
            siftDown(ranks, --size, ranks[size]);
        }
        return (long) rank << 32 | place;
    }

    private static void siftUp(int[] heap, int at, int value) {
        int i = at;
        while (i > 0 && heap[i - 1 >> 1] > value) {
            heap[i] = heap[i - 1 >> 1];
            i = i - 1 >> 1;
        }
        heap[i] = value;
    }

    private static void siftDown(int[] heap, int size, int value) {
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= value) {
                break;
            }
            heap[i] = heap[child];
            i = child;
        }
        heap[i] = value;
    }

    /// The places of one rank. What comes after the first was taken, which is rare, waits in a heap beside.
    private static final class Bucket {
        private int[] places = new int[8];
        private int from;
        private int to;
        private boolean ascending;
        private boolean open;
        private int[] late = new int[0];
        private int lateSize;

        private boolean isEmpty() {
            return from == to && lateSize == 0;
        }

        private void add(int place) {
            if (open) {
                if (lateSize == late.length) {
                    late = Arrays.copyOf(late, Math.max(8, 2 * lateSize));
                }
                siftUp(late, lateSize++, place);
                return;
            }
            if (isEmpty()) {
                from = 0;
                to = 0;
                ascending = true;
            } else {
                ascending &= place >= places[to - 1];
            }
            if (to == places.length) {
                places = Arrays.copyOf(places, 2 * to);
            }
            places[to++] = place;
        }

        private int poll() {
            if (!open) {
                open = true;
                if (!ascending) {
                    Arrays.sort(places, 0, to);
                }
            }
            if (lateSize == 0 || from < to && places[from] <= late[0]) {
                return places[from++];
            }
            int first = late[0];
            siftDown(late, --lateSize, late[lateSize]);
            return first;
        }
    }
}

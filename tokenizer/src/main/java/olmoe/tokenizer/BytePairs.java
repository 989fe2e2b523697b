package olmoe.tokenizer;

import java.util.Arrays;
import java.util.List;

/// The merges of a vocabulary and the merging of one pre-token: of all neighbours that have a merge, the
/// one of lowest rank, and of equal ones the leftmost, until none has. Immutable.
final class BytePairs {
    private static final int NONE = -1;

    /// From here on the neighbours wait in a heap: n log n, where the plain search is quadratic.
    private static final int HEAP_FROM = 32;

    private final int[] byteIds;
    private final int[] results;
    private final long[] keys;
    private final int[] ranks;
    private final int mask;

    /// @param byteIds id of each byte's token
    /// @param merges by rank: id of the left, of the right, and of what they give; no pair twice
    BytePairs(int[] byteIds, List<int[]> merges) {
        this.byteIds = byteIds;
        this.results = new int[merges.size()];
        int capacity = Integer.highestOneBit(Math.max(results.length, 1)) << 2;
        this.keys = new long[capacity];
        this.ranks = new int[capacity];
        this.mask = capacity - 1;
        Arrays.fill(ranks, NONE);
        for (int rank = 0; rank < results.length; rank++) {
            int[] merge = merges.get(rank);
            results[rank] = merge[2];
            long key = key(merge[0], merge[1]);
            int slot = slot(key);
            while (ranks[slot] != NONE) {
                slot = slot + 1 & mask;
            }
            keys[slot] = key;
            ranks[slot] = rank;
        }
    }

    /// Rank of a merge, or -1.
    int rank(int left, int right) {
        long key = key(left, right);
        int slot = slot(key);
        while (ranks[slot] != NONE) {
            if (keys[slot] == key) {
                return ranks[slot];
            }
            slot = slot + 1 & mask;
        }
        return NONE;
    }

    /// Merges a pre-token.
    ///
    /// @param work where the ids are left, from 0 on; made longer when needed
    /// @return how many ids
    int merge(byte[] utf8, int from, int to, Work work) {
        int length = to - from;
        work.reserve(length);
        int[] ids = work.ids;
        for (int i = 0; i < length; i++) {
            ids[i] = byteIds[utf8[from + i] & 0xFF];
        }
        return length < HEAP_FROM ? mergeShort(ids, work.ranks, length) : mergeLong(work, length);
    }

    private int mergeShort(int[] ids, int[] pairRanks, int count) {
        int length = count;
        for (int i = 0; i + 1 < length; i++) {
            pairRanks[i] = rank(ids[i], ids[i + 1]);
        }
        while (true) {
            int best = Integer.MAX_VALUE;
            int at = NONE;
            for (int i = 0; i + 1 < length; i++) {
                if (pairRanks[i] >= 0 && pairRanks[i] < best) {
                    best = pairRanks[i];
                    at = i;
                }
            }
            if (at == NONE) {
                return length;
            }
            ids[at] = results[best];
            length--;
            for (int i = at + 1; i < length; i++) {
                ids[i] = ids[i + 1];
                pairRanks[i] = pairRanks[i + 1];
            }
            if (at > 0) {
                pairRanks[at - 1] = rank(ids[at - 1], ids[at]);
            }
            if (at + 1 < length) {
                pairRanks[at] = rank(ids[at], ids[at + 1]);
            }
        }
    }

    private int mergeLong(Work work, int length) {
        int[] ids = work.ids;
        int[] next = work.next;
        int[] previous = work.ranks; // of the same length, and free here
        work.heapSize = 0;
        for (int i = 0; i < length; i++) {
            previous[i] = i - 1;
            next[i] = i + 1;
            offer(work, i, i + 1, length);
        }
        while (work.heapSize > 0) {
            long top = work.poll();
            int rank = (int) (top >>> 32);
            int at = (int) top;
            int right = ids[at] == NONE ? length : next[at];
            if (right == length || rank(ids[at], ids[right]) != rank) {
                continue; // one of the two was merged away in the meantime
            }
            ids[at] = results[rank];
            ids[right] = NONE;
            next[at] = next[right];
            if (next[at] < length) {
                previous[next[at]] = at;
            }
            if (previous[at] >= 0) {
                offer(work, previous[at], at, length);
            }
            offer(work, at, next[at], length);
        }
        int count = 0;
        for (int i = 0; i < length; i = next[i]) {
            ids[count++] = ids[i];
        }
        return count;
    }

    private void offer(Work work, int left, int right, int length) {
        int rank = right < length ? rank(work.ids[left], work.ids[right]) : NONE;
        if (rank != NONE) {
            work.push((long) rank << 32 | left);
        }
    }

    private static long key(int left, int right) {
        return (long) left << 32 | right;
    }

    private int slot(long key) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ hash >>> 32) & mask;
    }

    /// Room for the merging of one pre-token, reused. One a thread.
    static final class Work {
        int[] ids = new int[64];
        private int[] ranks = new int[64];
        private int[] next = new int[0];
        private long[] heap = new long[0];
        private int heapSize;

        private void reserve(int length) {
            if (ids.length < length) {
                ids = new int[2 * length];
                ranks = new int[2 * length];
            }
            if (length >= HEAP_FROM && next.length < length) {
                next = new int[2 * length];
                heap = new long[6 * length]; // every merge offers two pairs, the start one a place
            }
        }

        private void push(long value) {
            int i = heapSize++;
            while (i > 0 && heap[i - 1 >> 1] > value) {
                heap[i] = heap[i - 1 >> 1];
                i = i - 1 >> 1;
            }
            heap[i] = value;
        }

        private long poll() {
            long top = heap[0];
            long last = heap[--heapSize];
            int i = 0;
            while (2 * i + 1 < heapSize) {
                int child = 2 * i + 1;
                if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                    child++;
                }
                if (heap[child] >= last) {
                    break;
                }
                heap[i] = heap[child];
                i = child;
            }
            heap[i] = last;
            return top;
        }
    }
}

package olmoe.tokenizer;

import java.util.Arrays;

/// BPE dropout (Provilkov et al., arXiv 1910.13267), as the reference does it: whenever the pair of lowest rank
/// is about to be merged, it is passed over with some probability until another pair has been merged.
///
/// What is passed over comes from one 64-bit number a document and nothing else, so that a run can be repeated.
/// Not for several threads.
final class MergeDropout {
    private final BytePairs pairs;
    private final long threshold; // of 2^53
    private long state;

    private int[] next = new int[64];
    private int[] previous = new int[64];
    private long[] heap = new long[64];
    private int heapSize;
    private long[] aside = new long[64];
    private int asideSize;

    /// @param probability in 0..1
    MergeDropout(BytePairs pairs, double probability) {
        this.pairs = pairs;
        this.threshold = (long) (probability * 0x1p53);
    }

    /// Begins a document.
    void seed(long seed) {
        state = seed;
    }

    /// Merges the first `length` ids in place and returns how many are left.
    int merge(int[] ids, int length) {
        if (next.length < length) {
            next = new int[2 * length];
            previous = new int[2 * length];
        }
        heapSize = 0;
        asideSize = 0;
        for (int i = 0; i < length; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
            offer(ids, i, length);
        }
        while (heapSize > 0) {
            long top = poll();
            int at = (int) top;
            int right = next[at];
            if (ids[at] < 0 || right >= length || pairs.rank(ids[at], ids[right]) != (int) (top >>> 32)) {
                continue;
            }
            if (nextBits() < threshold) {
                if (asideSize == aside.length) {
                    aside = Arrays.copyOf(aside, 2 * asideSize);
                }
                aside[asideSize++] = top;
                continue;
            }
            ids[at] = pairs.result((int) (top >>> 32));
            ids[right] = BytePairs.NONE;
            next[at] = next[right];
            if (next[at] < length) {
                previous[next[at]] = at;
            }
            while (asideSize > 0) {
                push(aside[--asideSize]);
            }
            if (previous[at] >= 0) {
                offer(ids, previous[at], length);
            }
            offer(ids, at, length);
        }
        int count = 0;
        for (int i = 0; i < length; i = next[i]) {
            ids[count++] = ids[i];
        }
        return count;
    }

    /// SplitMix64, 53 bits.
    private long nextBits() {
        state += 0x9E3779B97F4A7C15L;
        long bits = (state ^ state >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return (bits ^ bits >>> 31) >>> 11;
    }

    private void offer(int[] ids, int at, int length) {
        int rank = next[at] < length ? pairs.rank(ids[at], ids[next[at]]) : BytePairs.NONE;
        if (rank != BytePairs.NONE) {
            push((long) rank << 32 | at);
        }
    }

    private void push(long value) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, 2 * heapSize);
        }
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

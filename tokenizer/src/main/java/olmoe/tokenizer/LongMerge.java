package olmoe.tokenizer;

import java.util.Arrays;

/// The merging of one long pre-token. Neighbours wait in a [RankQueue]; equal ids that stand
/// together are one run, whose pairs are merged in one step, so that ten million times one letter cost what
/// their reading costs.
///
/// A run of `counts[p]` ids `ids[p]` begins at place `p` of the pre-token; places inside runs have count 0.
final class LongMerge {
    private final BytePairs pairs;
    private final RankQueue queue;
    private final int[] ids;
    private final int[] counts;
    private final int[] next; // where the next run begins, or length
    private final int[] previous; // or -1
    private final int length;

    LongMerge(BytePairs pairs, BytePairs.Work work, int length) {
        work.reserveRuns(length);
        this.pairs = pairs;
        this.queue = work.queue;
        this.ids = work.ids;
        this.counts = work.counts;
        this.next = work.next;
        this.previous = work.previous;
        this.length = length;
    }

    /// Merges in place and returns how many ids are left.
    int merge() {
        findRuns();
        while (!queue.isEmpty()) {
            long top = queue.poll();
            int rank = (int) (top >>> 32);
            int at = (int) top;
            if (counts[at] == 0) {
                continue; // the run is gone
            }
            if (counts[at] > 1 && pairs.rank(ids[at], ids[at]) == rank) {
                mergeInside(at, rank);
            } else if (next[at] < length && pairs.rank(ids[at], ids[next[at]]) == rank) {
                mergeBetween(at, rank);
            }
        }
        return write();
    }

    private void findRuns() {
        Arrays.fill(counts, 0, length, 0);
        int before = -1;
        for (int start = 0; start < length; ) {
            int end = start + 1;
            while (end < length && ids[end] == ids[start]) {
                end++;
            }
            counts[start] = end - start;
            next[start] = end;
            previous[start] = before;
            before = start;
            start = end;
        }
        for (int at = 0; at < length; at = next[at]) {
            offer(at);
        }
    }

    /// Merges the pairs inside a run; all at once, unless a pair of lower rank would arise on the way.
    private void mergeInside(int at, int rank) {
        int id = ids[at];
        int result = pairs.result(rank);
        int width = width(at);
        int count = counts[at];
        boolean before = previous[at] >= 0 && isBelow(rank, ids[previous[at]], result);
        boolean alone = before || isBelow(rank, result, id) || isBelow(rank, result, result);
        int merges = alone ? 1 : count / 2;
        int rest = count - 2 * merges;
        int after = next[at];
        ids[at] = result;
        counts[at] = merges;
        int restStart = at + 2 * merges * width;
        if (rest > 0) {
            place(restStart, id, rest, at, after);
        } else {
            link(at, after);
        }
        int run = join(at);
        offerAround(run);
        if (rest > 0) {
            offer(restStart);
        }
    }

    /// Merges the last id of a run with the first of the next one.
    private void mergeBetween(int at, int rank) {
        int right = next[at];
        int start = right - width(at);
        int before = --counts[at] == 0 ? previous[at] : at;
        int after = next[right];
        int rest = counts[right] - 1;
        int restStart = right + width(right);
        counts[right] = 0;
        place(start, pairs.result(rank), 1, before, rest > 0 ? restStart : after);
        if (rest > 0) {
            place(restStart, ids[right], rest, start, after);
        }
        offerAround(join(start));
        if (rest > 0) {
            offer(restStart);
        }
    }

    private boolean isBelow(int rank, int left, int right) {
        int other = pairs.rank(left, right);
        return other != BytePairs.NONE && other < rank;
    }

    private int width(int at) {
        return (next[at] - at) / counts[at];
    }

    private void place(int at, int id, int count, int before, int after) {
        ids[at] = id;
        counts[at] = count;
        if (before >= 0) {
            next[before] = at;
        }
        previous[at] = before;
        link(at, after);
    }

    private void link(int at, int after) {
        next[at] = after;
        if (after < length) {
            previous[after] = at;
        }
    }

    /// Joins a run with its neighbours of the same id and returns where it begins then.
    private int join(int at) {
        int run = at;
        if (next[run] < length && same(run, next[run])) {
            append(run, next[run]);
        }
        if (previous[run] >= 0 && same(previous[run], run)) {
            run = previous[run];
            append(run, next[run]);
        }
        return run;
    }

    private boolean same(int left, int right) {
        return ids[left] == ids[right] && width(left) == width(right);
    }

    private void append(int left, int right) {
        counts[left] += counts[right];
        counts[right] = 0;
        link(left, next[right]);
    }

    private void offerAround(int at) {
        offer(at);
        if (previous[at] >= 0) {
            push(pairs.rank(ids[previous[at]], ids[at]), previous[at]);
        }
    }

    private void offer(int at) {
        if (counts[at] > 1) {
            push(pairs.rank(ids[at], ids[at]), at);
        }
        if (next[at] < length) {
            push(pairs.rank(ids[at], ids[next[at]]), at);
        }
    }

    private int write() {
        int count = 0;
        for (int at = 0; at < length; ) {
            int after = next[at];
            int end = count + counts[at];
            Arrays.fill(ids, count, end, ids[at]);
            count = end;
            at = after;
        }
        return count;
    }

    private void push(int rank, int at) {
        if (rank != BytePairs.NONE) {
            queue.push(rank, at);
        }
    }
}

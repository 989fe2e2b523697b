package olmoe.tokenizer;

/// The merging of many ids, of which the neighbours wait in a [RankQueue]. One a thread.
final class LongMerge {
    private final RankQueue queue = new RankQueue();
    private int[] next = new int[0]; // the place of the following token, or length
    private int[] previous = new int[0]; // or -1

    /// Merges the first `length` ids in place.
    ///
    /// @param starts gets where the tokens begin, and the end
    /// @return how many are left
    int merge(BytePairs pairs, int[] ids, int[] starts, int length) {
        if (next.length < length) {
            next = new int[length];
            previous = new int[length];
        }
        for (int at = 0; at < length; at++) {
            next[at] = at + 1;
            previous[at] = at - 1;
            offer(pairs, ids, at, length);
        }
        while (!queue.isEmpty()) {
            long top = queue.poll();
            int rank = (int) (top >>> 32);
            int at = (int) top;
            int right = next[at];
            if (ids[at] < 0 || right == length || pairs.rank(ids[at], ids[right]) != rank) {
                continue; // one of the two was merged with another
            }
            ids[at] = pairs.result(rank);
            ids[right] = BytePairs.NONE;
            next[at] = next[right];
            if (next[at] < length) {
                previous[next[at]] = at;
            }
            if (previous[at] >= 0) {
                offer(pairs, ids, previous[at], length);
            }
            offer(pairs, ids, at, length);
        }
        int count = 0;
        for (int at = 0; at < length; at = next[at]) {
            starts[count] = at;
            ids[count++] = ids[at];
        }
        starts[count] = length;
        return count;
    }

    private void offer(BytePairs pairs, int[] ids, int at, int length) {
        int rank = next[at] < length ? pairs.rank(ids[at], ids[next[at]]) : BytePairs.NONE;
        if (rank != BytePairs.NONE) {
            queue.push(rank, at);
        }
    }
}

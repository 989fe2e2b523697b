package olmoe.dedup.minhash;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;

/// Chooses which members of one bucket are compared. They are numbered in the order of survival.
///
/// A member is compared first with those before it that match nobody before them, then with the others
/// before it, both in their order, with at most `cap` of them in all. So a bucket of a million copies
/// costs a million comparisons, one of several clusters finds each, one of at most `cap` + 1 members is
/// compared whole, and no bucket costs more than `cap` comparisons a member.
public final class Bucket {
    private final int cap;
    private final boolean all;
    private long uncompared;
    private long compared;

    /// @param all go on after a match, for whoever wants pairs and not survivors
    public Bucket(int cap, boolean all) {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be at least 1 but was " + cap);
        }
        this.cap = cap;
        this.all = all;
    }

    /// Looks at a pair.
    public interface Comparison {

        /// @return whether they are similar enough
        boolean matches(int earlier, int later) throws IOException;
    }

    public void compare(int size, Comparison comparison) throws IOException {
        IntArrayList leaders = new IntArrayList();
        boolean[] matched = new boolean[size];
        for (int later = 0; later < size; later++) {
            int tried = 0;
            for (int i = 0; i < leaders.size() && tried < cap && (all || !matched[later]); i++) {
                matched[later] |= comparison.matches(leaders.getInt(i), later);
                tried++;
            }
            for (int earlier = 0; earlier < later && tried < cap && (all || !matched[later]); earlier++) {
                if (matched[earlier]) {
                    matched[later] |= comparison.matches(earlier, later);
                    tried++;
                }
            }
            compared += tried;
            if (all || !matched[later]) {
                uncompared += later - tried;
            }
            if (!matched[later]) {
                leaders.add(later);
            }
        }
    }

    /// Pairs that were looked at, over all buckets.
    public long compared() {
        return compared;
    }

    /// Pairs that the cap left out and that could have changed something, over all buckets.
    public long uncompared() {
        return uncompared;
    }
}

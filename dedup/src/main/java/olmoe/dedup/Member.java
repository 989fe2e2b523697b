package olmoe.dedup;

import java.util.Comparator;
import olmoe.filters.DocumentKey;

/// A document as a match sees it. The order is that of survival: of documents that are one, the
/// smallest stays, whatever the order of work.
///
/// @param priority place of its source in the recipe, from 0
/// @param date place of its date among those of its source, or 0 for all where dates do not count
/// @param part ordinal of its part in the order of part names
/// @param row within the part, from 0
public record Member(int priority, long date, DocumentKey key, int part, int row) implements Comparable<Member> {
    private static final Comparator<Member> SURVIVAL = Comparator.comparingInt(Member::priority)
            .thenComparingLong(Member::date)
            .thenComparing(Member::key)
            .thenComparingInt(Member::part)
            .thenComparingInt(Member::row);

    @Override
    public int compareTo(Member other) {
        return SURVIVAL.compare(this, other);
    }
}

package olmoe.dedup;

import java.util.Comparator;
import olmoe.filters.DocumentKey;

/// A document as a match sees it. The order is that of survival: of documents that are one, the
/// smallest stays, whatever the order of work.
///
/// @param priority place of its source in the recipe, from 0
/// @param part ordinal of its part in the order of part names
/// @param row within the part, from 0
public record Member(int priority, DocumentKey key, int part, int row) implements Comparable<Member> {
    private static final Comparator<Member> SURVIVAL = Comparator.comparingInt(Member::priority)
            .thenComparing(Member::key)
            .thenComparingInt(Member::part)
            .thenComparingInt(Member::row);

    @Override
    public int compareTo(Member other) {
        return SURVIVAL.compare(this, other);
    }
}

package olmoe.filters.rule;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// Rules that reproduce no other system.
public final class OwnRules {
    private OwnRules() {}

    public static List<Entry> entries() {
        return List.of(Entry.of(new Empty(), "our own", "nothing but white space"));
    }
}

package olmoe.filters.rule;

import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.attribute.AttributeFilter;

/// Rules that reproduce no other system.
public final class OwnRules {
    private OwnRules() {}

    public static List<Entry> entries() {
        return List.of(
                Entry.of(new Empty(), "our own", "nothing but white space"),
                new Entry(
                        "attributes",
                        Kind.JUDGE,
                        "our own",
                        "what other steps or a scorer's sidecars say, by an expression",
                        Map.of("include", "such as quality >= 0.5", "exclude", "such as toxicity > 0.9"),
                        AttributeFilter::of));
    }
}

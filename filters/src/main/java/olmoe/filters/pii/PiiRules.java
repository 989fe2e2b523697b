package olmoe.filters.pii;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Settings;

/// The rules on personal data.
public final class PiiRules {
    private static final List<String> TYPES =
            Arrays.stream(PiiType.values()).map(PiiRules::key).toList();

    private PiiRules() {}

    public static List<Entry> entries() {
        return List.of(
                new Entry(
                        "mask/pii",
                        Kind.EDIT,
                        "our own; masks of dolma and of OLMoE's tokenizer",
                        "masks e-mail and IP addresses, phone, account and card numbers, passwords in URLs",
                        Map.of("types", TYPES, "ips", "all"),
                        settings -> new MaskPii(finder(settings))),
                Entry.of(
                        new DolmaPii(5),
                        "allenai/dolma at 669f534, pii_regex_with_counts_fast_v2 and the mixers of v1.5 and v1.6",
                        "masks e-mail and IP addresses and phone numbers, drops documents with many"));
    }

    private static PiiFinder finder(Settings settings) {
        Set<PiiType> types = EnumSet.noneOf(PiiType.class);
        for (String type : settings.list("types", TYPES)) {
            if (!TYPES.contains(type)) {
                throw settings.refused("types: expected some of " + TYPES + ", found " + type);
            }
            types.add(PiiType.values()[TYPES.indexOf(type)]);
        }
        String ips = settings.text("ips", "all");
        if (!ips.equals("all") && !ips.equals("public")) {
            throw settings.refused("ips: expected all or public, found " + ips);
        }
        return new PiiFinder(types, ips.equals("public"));
    }

    /// As written in a recipe: `email-address`.
    private static String key(PiiType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package olmoe.filters.rule.dolma;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.WordList;

/// dolma's taggers by their names, and rules with the limits of its mixers on top.
public final class DolmaRules {
    private static final String TAGGERS = "allenai/dolma at 669f534, taggers/";
    private static final String MIXERS = "allenai/dolma at 669f534, configs/dolma-v1_6/mixing";

    private DolmaRules() {}

    public static List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(rules());
        entries.addAll(DolmaLengths.entries());
        return entries;
    }

    private static List<Entry> rules() {
        return List.of(
                gopher("gopher_v1/dolma", false),
                gopher("gopher_v2/dolma", true),
                Entry.of(
                        new DolmaGopherQuality(50, 100_000, 3, 10, 0.1, 0.8, 2, 0.9, 0.3),
                        MIXERS,
                        "too few, too long or too odd words, bullets or ellipses"),
                Entry.of(
                        new DolmaGopherRepetition(
                                "v1",
                                "dead",
                                0.30,
                                0.20,
                                List.of(0.20, 0.18, 0.16),
                                List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10)),
                        MIXERS,
                        "too many repeated lines or word n-grams"),
                new Entry(
                        "repetition-tokens/dolma",
                        Kind.JUDGE,
                        TAGGERS + "repetitions, tokenizer_repetitions_v2r2",
                        "a token n-gram many times in a row within 100,000 characters",
                        Map.of("tokenizer", TextRepetitions.SETTING, "min-times", 32),
                        settings -> new DolmaTokenRepetitions(
                                TextRepetitions.of(settings), settings.count("min-times", 32))),
                new Entry(
                        "tokenizer_repetitions_v2r2/dolma",
                        Kind.ANNOTATE,
                        TAGGERS + "repetitions",
                        "token n-grams in a row as spans, and their copies, length and share",
                        Map.of("tokenizer", TextRepetitions.SETTING),
                        settings -> new DolmaTokenRepetitions.Tagger(TextRepetitions.of(settings))),
                repetitions("repetitions_v1", "characters four times in a row", false),
                repetitions("paragraph_repetitions_v1", "the same within lines", true),
                Entry.of(
                        new DolmaPiiTagger(),
                        TAGGERS + "pii.py",
                        "e-mail and IP addresses and phone numbers as spans, their number and share"),
                Entry.of(
                        new DolmaSecretsTagger(),
                        TAGGERS + "code/code_taggers.py, with detect-secrets 1.4.0",
                        "keys, tokens and passwords as spans, and their number for each word"),
                c4("c4_v1/dolma", false),
                c4("c4_v2/dolma", true));
    }

    private static Entry gopher(String name, boolean runs) {
        return new Entry(
                name,
                Kind.ANNOTATE,
                TAGGERS + "gopher.py",
                "what the rules of Gopher look at",
                Map.of(),
                settings -> new DolmaGopherTagger(name, runs));
    }

    private static Entry repetitions(String tagger, String summary, boolean paragraphs) {
        DolmaTagger step =
                new DolmaTagger(tagger, Attribute.Type.TEXT, text -> CharacterRepetitions.spans(text, paragraphs));
        return new Entry(
                step.name(),
                Kind.ANNOTATE,
                TAGGERS + "repetitions",
                summary + ", as spans",
                Map.of(),
                settings -> step);
    }

    private static Entry c4(String name, boolean second) {
        return new Entry(
                name,
                Kind.ANNOTATE,
                TAGGERS + "c4.py",
                "what the rules of C4 look at, as spans",
                Map.of("words", "a file, one entry a line"),
                settings -> DolmaC4Tagger.of(name, WordList.required("words", settings), second));
    }
}

package olmoe.filters.rule.nemo;

import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.Sequence;
import olmoe.filters.rule.Sequence.Stage;

/// NeMo Curator's pipelines of heuristic filters as one rule each, in their order with their limits:
/// `heuristic_filter_english_pipeline.yaml` and `heuristic_filter_non_english_pipeline.yaml`.
final class NemoSequence {
    private static final List<String> ENGLISH = List.of(
            "non-alphanumeric",
            "symbols-to-words",
            "numbers",
            "urls",
            "white-space",
            "parentheses",
            "boilerplate",
            "repeated-lines",
            "word-count",
            "punctuation",
            "words-without-alphabets",
            "common-english-words",
            "mean-word-length",
            "long-word",
            "ellipsis",
            "n-grams",
            "bullets");
    private static final List<String> NOT_OF_OTHER_LANGUAGES =
            List.of("non-alphanumeric", "words-without-alphabets", "common-english-words");

    private NemoSequence() {}

    static Entry english(String source) {
        return entry("english-sequence/nemo", source + "heuristic_filter_english_pipeline.yaml", ENGLISH);
    }

    static Entry nonEnglish(String source) {
        return entry(
                "non-english-sequence/nemo",
                source + "heuristic_filter_non_english_pipeline.yaml",
                ENGLISH.stream()
                        .filter(stage -> !NOT_OF_OTHER_LANGUAGES.contains(stage))
                        .toList());
    }

    private static Entry entry(String name, String source, List<String> stages) {
        return new Entry(
                name,
                Kind.EDIT,
                source,
                "runs the whole list in order: " + String.join(", ", stages),
                Map.of(),
                settings -> new Sequence(
                        name,
                        stages.stream().map(stage -> Stage.of(stage + "/nemo")).toList()));
    }
}

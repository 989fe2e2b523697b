package olmoe.filters.rule;

import java.util.List;
import java.util.Map;

final class OwnExamples {
    private static final String FRENCH = "Ce texte est écrit en français, et non dans une autre langue.";

    private OwnExamples() {}

    static void add(Examples examples) {
        examples.judge("empty", "x", " \u2003\n", "empty");
        for (String language : List.of("language", "language/datamap", "language/datatrove", "language/dolma")) {
            examples.judge(language, Examples.PROSE, FRENCH, "language");
        }
        examples.annotate("language/dclm", FRENCH, "language", "fr");
        examples.judge(
                "language-filter/dclm",
                Map.of("keep", List.of("en", "fr")),
                Rules.document("").with(Map.of("language", "fr", "language-score", 0.66)),
                Rules.document("").with(Map.of("language", "fr", "language-score", 0.65)),
                "language");
        examples.judge(
                "attributes",
                Map.of("include", "quality >= 0.5 and language == 'en'"),
                Rules.document("").with(Map.of("quality", 0.5, "language", "en")),
                Rules.document("").with(Map.of("quality", 0.49, "language", "en")),
                "include quality");
        examples.judge(
                "language-words",
                "Kissa ja koira olivat metsässä, kun he näkivät sen. ".repeat(6),
                Examples.PROSE,
                "stop-words");
        examples.judge("quality/fasttext", Examples.PROSE, FRENCH, "quality");
        examples.judge("toxicity/fasttext", Examples.PROSE, FRENCH, "toxicity");
        examples.judge("toxicity/words", Examples.PROSE, FRENCH, "listed-words");
        examples.annotate("perplexity/kenlm", "", "perplexity", 0.0);
        examples.edit("mask/pii", "Mail jo@example.org!", "Mail |||EMAIL_ADDRESS|||!");
        examples.edit("pii/dolma", "Mail jo@example.org now", "Mail |||EMAIL_ADDRESS||| now");
    }
}

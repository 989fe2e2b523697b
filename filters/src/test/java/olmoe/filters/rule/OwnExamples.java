package olmoe.filters.rule;

import java.util.List;

final class OwnExamples {
    private OwnExamples() {}

    static void add(Examples examples) {
        examples.judge("empty", "x", " \u2003\n", "empty");
        for (String language : List.of("language", "language/dclm", "language/datatrove", "language/dolma")) {
            examples.judge(
                    language,
                    Examples.PROSE,
                    "Ce texte est écrit en français, et non dans une autre langue.",
                    "language");
        }
        examples.edit("mask/pii", "Mail jo@example.org!", "Mail |||EMAIL_ADDRESS|||!");
        examples.edit("pii/dolma", "Mail jo@example.org now", "Mail |||EMAIL_ADDRESS||| now");
    }
}

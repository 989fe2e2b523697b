package olmoe.filters.rule;

final class OwnExamples {
    private OwnExamples() {}

    static void add(Examples examples) {
        examples.judge("empty", "x", " \u2003\n", "empty");
        examples.judge(
                "language",
                Examples.PROSE,
                "Ce texte est écrit en français, et non dans une autre langue.",
                "language");
    }
}

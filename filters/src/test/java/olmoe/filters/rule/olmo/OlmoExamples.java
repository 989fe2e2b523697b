package olmoe.filters.rule.olmo;

import static olmoe.filters.rule.Examples.PROSE;

import olmoe.filters.rule.Examples;

public final class OlmoExamples {
    private OlmoExamples() {}

    public static void add(Examples examples) {
        examples.judge("repetition-tokens/olmo", PROSE, PROSE + "-".repeat(32), "repeated-tokens");
    }
}

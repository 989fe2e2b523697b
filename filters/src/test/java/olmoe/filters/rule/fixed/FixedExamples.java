package olmoe.filters.rule.fixed;

import static olmoe.filters.rule.Examples.PROSE;

import olmoe.filters.rule.Examples;

public final class FixedExamples {
    private FixedExamples() {}

    public static void add(Examples examples) {
        examples.judge("gopher-quality/fixed", PROSE, "Too short.", "too-few-words");
        examples.judge("gopher-repetition/fixed", PROSE, "home\nabout\nhome\nabout", "line-count");
        examples.judge("c4-quality/fixed", PROSE, "no end mark\nint main() { return 0; }", "curly-bracket");
    }
}

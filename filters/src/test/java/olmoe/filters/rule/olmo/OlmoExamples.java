package olmoe.filters.rule.olmo;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class OlmoExamples {
    private OlmoExamples() {}

    public static void add(Examples examples) {
        examples.judge("repetition-tokens/olmo", PROSE, PROSE + "-".repeat(32), "repeated-tokens");
        examples.judge("frequent-words/olmoe", PROSE, "x = x + x * x - x", "top-word");
        examples.annotate("word-shares/olmoe", "a a b", "whitespace-p1-p2", 1.0);
        examples.judge(
                "stars/olmoe",
                Map.of(),
                Rules.withMetadata("{\"max_stars_count\":\"2\"}"),
                Rules.withMetadata("{\"max_stars_count\":1}"),
                "stars");
    }
}

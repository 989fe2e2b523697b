package olmoe.filters.rule.dolma;

import static olmoe.filters.rule.Examples.PROSE;

import java.util.Map;
import olmoe.filters.rule.Examples;
import olmoe.filters.rule.Rules;

public final class DolmaExamples {
    private DolmaExamples() {}

    public static void add(Examples examples) {
        examples.annotate("gopher_v1/dolma", "a\n\n\nb", "fraction_of_duplicate_lines", 0.5);
        examples.annotate("gopher_v2/dolma", "a\n\n\nb", "fraction_of_duplicate_lines", 0.0);
        examples.judge("gopher-quality/dolma", PROSE, "too short", "word_count");
        examples.judge("gopher-repetition/dolma", PROSE, "home\nabout\nhome\nabout", "fraction_of_duplicate_lines");
        Map<String, String> words = Map.of("words", Rules.file("bad\nvery bad\n"));
        examples.annotate(
                "c4_v1/dolma",
                words,
                "One bad\nline.",
                "c4_v1",
                "[[0,8,\"lines_with_no_ending_punctuation\",1.0],[0,8,\"lines_with_too_few_words\",1.0],"
                        + "[8,13,\"lines_with_too_few_words\",1.0],[0,13,\"has_naughty_word\",1.0],"
                        + "[0,13,\"line_count\",2.0]]");
        examples.annotate(
                "c4_v2/dolma",
                words,
                "Some JavaScripts { very bad!",
                "c4_v2",
                "[[0,28,\"has_curly_brace\",1.0],[0,28,\"has_javascript\",1.0],[0,28,\"has_naughty_word\",1.0],"
                        + "[0,28,\"line_count\",1.0]]");
    }
}

package olmoe.filters.rule.cleaner;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is opened a hundred thousand times and never closed takes no more than linear time.
class HostileMarkupTest {
    private static final int CHARACTERS = 200_000;
    private static final List<String> RULES =
            List.of("clean-latex/redpajama", "clean-stackexchange-html/redpajama", "clean-wikitext", "clean-markdown");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{{",
                "{|",
                "[[",
                "[",
                "](",
                "[a](",
                "<a ",
                "<a b='",
                "</",
                "<!--",
                "<ref>",
                "<![x",
                "&",
                "&#",
                "`",
                "``` ",
                "\n```\n",
                "\n~~~a\n",
                "*a ",
                "**",
                "_a",
                "'",
                "\\section[",
                "\\section{",
                "\\paragraph{",
                "}\\subparagraph[",
                "%",
                "a%b",
                "\\def\\a{",
                "\\newcommand{\\a}{b}\n",
                "\\bibliography{",
                "\n=",
                "\n* ",
                "\n>",
                ">",
                "<http://",
                "__A",
                "[http://a ",
                "\n|}",
                "}}",
                "]]"
            })
    void takesLinearTime(String piece) {
        String text = "\\section{A}\n" + piece.repeat(CHARACTERS / piece.length());
        for (String rule : RULES) {
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Rules.judge(Rules.rule(rule), text), rule);
        }
    }
}

package olmoe.filters.rule.code;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.RuleSettings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No rule for code throws, whatever stands in a file of whatever ending, and what is opened a hundred thousand times
/// and
/// never closed takes no more than linear time.
class HostileCodeTest {
    private static final int CHARACTERS = 200_000;
    private static final List<String> ENDINGS = List.of("py", "java", "js", "html", "xml", "md", "sh", "txt");
    private static final List<Step> RULES = CodeRules.entries().stream()
            .map(entry -> entry.step(RuleSettings.of(Catalogue.entry(entry.name(), ""))))
            .toList();
    private static final String[] PIECES = {
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "`",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "#",
        "//",
        "/*",
        "*/",
        "<!--",
        "-->",
        "<",
        ">",
        "</",
        "<script>",
        "<![CDATA[",
        "&#",
        "&",
        ";",
        "=",
        ":",
        ":=",
        "->",
        "**",
        "*",
        ",",
        ".",
        "...",
        "@",
        "def f(",
        "class ",
        "import ",
        "from ",
        "lambda ",
        "match ",
        "case ",
        "if ",
        "else:",
        "for ",
        " in ",
        "async ",
        "await ",
        "yield ",
        "f'{",
        "f'",
        "b'",
        "r'",
        "0x",
        "1_",
        "1e",
        "0",
        "var ",
        "record ",
        "return ",
        "${",
        "```",
        "```python\n",
        "password='",
        "://a:b1c2d3@",
        "-----BEGIN ",
        "AKIA",
        "eyJ",
        "SPDX-License-Identifier:",
        "copyright ",
        "\0",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "é",
        "\uFEFF",
        "\u2028",
        "\f",
        "x"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingThrowsOnRandomCode(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 3000; k++) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(random.nextInt(8) == 0 ? 200 : 16);
            for (int i = 0; i < pieces; i++) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            judge(ENDINGS.get(random.nextInt(ENDINGS.size())), text.toString());
        }
    }

    @Test
    void everyPieceInARowTakesLinearTime() {
        for (String piece : PIECES) {
            String text = piece.repeat(CHARACTERS / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> judge("", text), piece);
            for (String ending : ENDINGS) {
                Document document = CodeExamples.file("{\"ext\":\"" + ending + "\"}", text);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> DolmaCodeTaggers.STARCODER.measure(document, TextView.of(text)),
                        ending + ": " + piece);
            }
        }
    }

    private static void judge(String ending, String text) {
        Document document = CodeExamples.file("{\"ext\":\"" + ending + "\"}", text);
        TextView view = TextView.of(text);
        for (Step rule : RULES) {
            Steps.apply(rule, document, view);
        }
    }
}

package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.RuleSettings;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No rule throws, whatever the text, and each number it gives is one.
class AnyTextTest {
    private static final int LONG = 200_000;
    private static final String[] PIECES = {
        "the",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\0",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "#",
        "...",
        ". . .",
        "…",
        "- ",
        "\u0085",
        "\u2028",
        "\u00A0",
        "\u0301",
        "\u200D",
        "1",
        "²",
        "\uFFFF",
        "\uDBFF\uDFFF",
        "a\u0301'b",
        "İ",
        "Σ",
        "{",
        "\uFEFF",
        "word word",
        "漢",
        "\u001C"
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRuleThrowsOnRandomText(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 500; k++) {
            StringBuilder text = new StringBuilder();
            int pieces = random.nextInt(random.nextInt(4) == 0 ? 300 : 12);
            for (int i = 0; i < pieces; i++) {
                text.append(
                        random.nextInt(20) == 0
                                ? "" + (char) random.nextInt(0x10000)
                                : PIECES[random.nextInt(PIECES.length)]);
            }
            judgeByAll(text.toString());
        }
    }

    @Test
    void aLongLineTakesBoundedTime() {
        StringBuilder different = new StringBuilder();
        for (int i = 0; i < LONG; i++) {
            different.append("word").append(i).append(' ');
        }
        assertTimeout(Duration.ofSeconds(20), () -> judgeByAll(different.toString()));
        assertTimeout(Duration.ofSeconds(20), () -> judgeByAll("word ".repeat(LONG)));
        assertTimeout(Duration.ofSeconds(20), () -> judgeByAll("a\n".repeat(LONG)));
        assertTimeout(Duration.ofSeconds(20), () -> judgeByAll("a'" + "\u0301".repeat(LONG)));
        assertTimeout(Duration.ofSeconds(20), () -> judgeByAll(" ".repeat(LONG)));
    }

    private static void judgeByAll(String text) {
        TextView view = TextView.of(text);
        Document document = Rules.document(text, text)
                .with(Map.of(
                        "previous-word-count",
                        100L,
                        "original-word-count",
                        100L,
                        "language",
                        "en",
                        "language-score",
                        0.7));
        int[] ids = text.codePoints().toArray();
        for (Catalogue.Entry entry : Catalogue.entries()) {
            Verdict verdict = entry.onTokens()
                    ? entry.tokenJudge(RuleSettings.of(entry)).judge(ids)
                    : Steps.apply(entry.step(RuleSettings.of(entry)), document, view)
                            .verdict();
            for (Object value : verdict.values().values()) {
                assertNotNull(value);
                if (value instanceof Double number && !Double.isFinite(number)) {
                    throw new AssertionError(entry.name() + ": " + verdict);
                }
            }
        }
    }
}

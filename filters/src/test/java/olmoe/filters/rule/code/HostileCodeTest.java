package olmoe.filters.rule.code;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import olmoe.filters.Document;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No rule for code throws, whatever stands in a file of whatever ending, and what is opened a hundred thousand
/// times and never closed takes no more than linear time.
class HostileCodeTest {
    private static final int CHARACTERS = 200_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingThrowsOnRandomCode(long seed) {
        Random random = new Random(seed);
        for (int k = 0; k < 2000; k++) {
            CodeFuzz.judge(CodeFuzz.ending(random), CodeFuzz.text(random));
        }
    }

    @Test
    void everyPieceInARowTakesLinearTime() {
        for (String piece : CodeFuzz.PIECES) {
            String text = piece.repeat(CHARACTERS / piece.length());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> CodeFuzz.judge("", text), piece);
            for (String ending : CodeFuzz.ENDINGS) {
                Document document = CodeExamples.file("{\"ext\":\"" + ending + "\"}", text);
                assertTimeoutPreemptively(
                        Duration.ofSeconds(10),
                        () -> DolmaCodeTaggers.STARCODER.measure(document, TextView.of(text)),
                        ending + ": " + piece);
            }
        }
    }

    /// Signed web tokens may begin at each of these, and one reading of the run must do for all.
    @ParameterizedTest
    @ValueSource(strings = {"eyJ-", "eyJ.", "eyJ-.-"})
    void whatBeginsAsAWebTokenOverAndOverTakesLinearTime(String piece) {
        TextView text = TextView.of(piece.repeat(2_000_000 / piece.length()));
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> SecretFinder.find(text.codePoints()));
    }
}

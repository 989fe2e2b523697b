package olmoe.tokenizer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {

    /// One or two code points of every value of Word_Break, a pictograph that is a letter too, and a
    /// lone surrogate.
    private static final int[] PALETTE = {
        'a', 'A', 0x5D0, 0x5D1, '1', '2', '\'', '"', '.', ',', ':', '_', ' ', 0x3000, '\n', '\r', 0x85, 0x308, 0x200D,
        0xAD, 0x1F1E6, 0x1F1E7, 0x30A2, 0x3042, 0x1F600, 0x2139, 0x4E00, 0x2019, ';', 0xD800
    };

    private int state;

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "The quick (“brown”) fox can’t jump 32.3 feet, right?"
                        + "→ The| |quick| |(|“|brown|”|)| |fox| |can’t| |jump| |32.3| |feet|,| |right|?",
                "3.14 and 1:30 → 3.14| |and| |1|:|30",
                "snake_case v2 → snake_case| |v2",
                "e.g. this. → e.g|.| |this|.",
                "כ\"ך → כ\"ך",
                "🇫🇷🇩🇪🇮 → 🇫🇷|🇩🇪|🇮",
                "👩‍💻👩 → 👩‍💻|👩",
                "カタカナひら → カタカナ|ひ|ら",
                "a  b → a|  |b"
            })
    void cutsAtTheBoundariesOfTheStandard(String text, String segments) {
        assertEquals(segments, joined(text));
    }

    @Test
    void keepsCarriageReturnAndLineFeedTogether() {
        assertEquals("a|\r\n|\n|\u0308|b", joined("a\r\n\n\u0308b"));
    }

    /// 50,000 short texts from a seed; the digest of all their boundaries was computed by uniseg 0.10.1.
    @Test
    void cutsWhereUnisegCuts() {
        state = 6198;
        CRC32 crc = new CRC32();
        for (int k = 0; k < 50_000; k++) {
            int[] points = new int[1 + next(14)];
            for (int i = 0; i < points.length; i++) {
                points[i] = PALETTE[next(PALETTE.length)];
            }
            byte[] line = new byte[points.length + 1];
            Arrays.fill(line, (byte) '0');
            line[points.length] = '\n';
            Spans segments = Segmenter.segments(points, CodePoints.unicode16());
            for (int i = 0; i < segments.size(); i++) {
                line[segments.start(i)] = '1';
            }
            crc.update(line);
        }
        assertEquals("5a2f8242", Long.toHexString(crc.getValue()));
    }

    @Test
    void takesLinearTimeOnLongRunsOfIgnoredCharacters() {
        String text = ("a'" + "\u0308".repeat(50_000)).repeat(20);
        assertEquals(2, TextView.of(text).segments().size());
    }

    private int next(int bound) {
        state = state * 1103515245 + 12345 & 0x7FFFFFFF;
        return (state >> 8) % bound;
    }

    private static String joined(String text) {
        Spans segments = TextView.of(text).segments();
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            joined.append(i == 0 ? "" : "|").append(segments.text(i));
        }
        return joined.toString();
    }
}

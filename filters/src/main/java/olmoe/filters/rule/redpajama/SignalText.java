package olmoe.filters.rule.redpajama;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What RedPajama-v2's signals look at (togethercomputer/RedPajama-Data at 6d2cee9, app/src/core/document.py and
/// utilities/text/normalization.py), by the tables of Python 3.11 but for decompositions, which are Unicode 9's.
final class SignalText {
    static final CodePoints TABLE = CodePoints.unicode14();
    private static final int DIGITS = 8;

    private SignalText() {}

    /// Without ASCII punctuation, in lower case, stripped, white space runs one space, in Normalization Form D.
    static int[] normalized(int[] text) {
        int[] letters = new int[text.length];
        int length = 0;
        for (int c : text) {
            if (!isPunctuation(c)) {
                letters[length++] = c;
            }
        }
        int[] lower = TABLE.lower(Arrays.copyOf(letters, length));
        StringBuilder spaced = new StringBuilder(lower.length);
        boolean space = false;
        for (int c : lower) {
            if (TABLE.isSpace(c)) {
                space = spaced.length() > 0;
            } else {
                spaced.append(space ? " " : "").appendCodePoint(c);
                space = false;
            }
        }
        String plain = spaced.toString();
        return plain.chars().allMatch(c -> c < 0xC0)
                ? TextView.of(plain).codePoints()
                : Nfc.unicode9().decompose(plain);
    }

    /// NLTK's WordPunctTokenizer: runs of word characters, and of what is neither that nor white space.
    static Spans rawWords(int[] text) {
        Spans.Collector words = new Spans.Collector(text);
        int start = 0;
        int kind = 0;
        for (int i = 0; i <= text.length; i++) {
            int here = i == text.length ? 0 : TABLE.isWord(text[i]) ? 1 : TABLE.isSpace(text[i]) ? 0 : 2;
            if (here != kind) {
                if (kind != 0) {
                    words.add(start, i);
                }
                start = i;
                kind = here;
            }
        }
        return words.spans();
    }

    /// The text's lines with the U+000A that ends them, and what follows the last one.
    static Spans lines(int[] text) {
        Spans.Collector lines = new Spans.Collector(text);
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '\n') {
                lines.add(start, i + 1);
                start = i + 1;
            }
        }
        if (start < text.length) {
            lines.add(start, text.length);
        }
        return lines.spans();
    }

    /// Python's round to eight digits.
    static double rounded(double value) {
        return new BigDecimal(value).setScale(DIGITS, RoundingMode.HALF_EVEN).doubleValue();
    }

    static double ratio(double part, double whole) {
        return rounded(part / whole);
    }

    private static boolean isPunctuation(int c) {
        return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~';
    }
}

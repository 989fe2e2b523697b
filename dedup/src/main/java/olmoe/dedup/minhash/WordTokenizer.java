package olmoe.dedup.minhash;

import java.io.IOException;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The words of [Words] as Lucene's tokens.
final class WordTokenizer extends Tokenizer {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private int ahead = -1; // a code point that is read but not used, or -1

    @Override
    public boolean incrementToken() throws IOException {
        clearAttributes();
        int c = next();
        while (c >= 0 && !Words.isUnspaced(c) && Words.lower(c) == 0) {
            c = next();
        }
        if (c < 0) {
            return false;
        }
        if (Words.isUnspaced(c)) {
            append(c);
            return true;
        }
        while (c >= 0 && !Words.isUnspaced(c) && Words.lower(c) != 0) {
            append(Words.lower(c));
            c = next();
        }
        ahead = c;
        return true;
    }

    private void append(int c) {
        for (char unit : Character.toChars(c)) {
            term.append(unit);
        }
    }

    private int next() throws IOException {
        if (ahead >= 0) {
            int c = ahead;
            ahead = -1;
            return c;
        }
        int high = input.read();
        if (high < 0 || !Character.isHighSurrogate((char) high)) {
            return high;
        }
        int low = input.read();
        if (low < 0) {
            return high;
        }
        if (Character.isLowSurrogate((char) low)) {
            return Character.toCodePoint((char) high, (char) low);
        }
        ahead = low;
        return high;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        ahead = -1;
    }
}

package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import olmoe.tokenizer.text.Nfc;

/// The tokens of one text and where each stands in it, as Hugging Face's offsets say it: from the first code
/// point that a token has a byte of to the one after the last. Tokens that share a character share its span; a
/// space that was put before a text has none. What normalisation makes of characters together stands where they
/// all stood.
public final class TokenSpans {
    private final TokenIds ids = new TokenIds();
    private final TokenIds bounds = new TokenIds(); // from and to of each

    TokenSpans() {}

    public int size() {
        return ids.size();
    }

    public int id(int token) {
        return ids.get(token);
    }

    /// Code points of the text before the token's first one.
    public int from(int token) {
        return bounds.get(2 * token);
    }

    /// Code points of the text up to the token's end.
    public int to(int token) {
        return bounds.get(2 * token + 1);
    }

    TokenIds ids() {
        return ids;
    }

    /// Adds the span of an added token, which is there already.
    void addWhole(int from, int to) {
        bounds.add(from);
        bounds.add(to);
    }

    /// Adds the spans of the tokens from `first` on, which are there already.
    ///
    /// @param piece what they are the tokens of
    /// @param start code points of the text before it
    /// @param composes whether NFC was applied
    /// @param widths bytes of the normalised text that each id stands for
    void addPiece(int first, String piece, int start, boolean composes, int[] widths) {
        int length = 0;
        for (int token = first; token < ids.size(); token++) {
            length += widths[ids.get(token)];
        }
        int[] from = new int[length];
        int[] to = new int[length];
        int mapped = map(piece, start, composes, from, to);
        int before = length - mapped;
        if (before < 0 || before > 1) {
            throw new UnsupportedOperationException(
                    "tokens of " + length + " bytes for a text of " + mapped + ": where they stand is not known");
        }
        if (before == 1) { // a space that no character of the text stands for
            System.arraycopy(from, 0, from, 1, mapped);
            System.arraycopy(to, 0, to, 1, mapped);
            from[0] = start;
            to[0] = start;
        }
        int at = 0;
        for (int token = first; token < ids.size(); token++) {
            int end = at + widths[ids.get(token)];
            bounds.add(from[at]);
            bounds.add(to[end - 1]);
            at = end;
        }
    }

    /// For each byte of the normalised text the characters it comes from.
    private static int map(String piece, int start, boolean composes, int[] from, int[] to) {
        int[] points = piece.codePoints().toArray();
        int size = 0;
        int segment = 0;
        for (int end = 1; end <= points.length; end++) {
            if (end < points.length && composes && !Nfc.unicode9().beginsSegment(points[end])) {
                continue;
            }
            String was = new String(points, segment, end - segment);
            String is = composes ? Nfc.unicode9().normalize(was) : was;
            boolean same = is.equals(was);
            for (int i = segment; i < (same ? end : segment + 1); i++) {
                int width = (same ? Character.toString(points[i]) : is).getBytes(StandardCharsets.UTF_8).length;
                if (size + width > from.length) {
                    return size + width;
                }
                Arrays.fill(from, size, size + width, start + (same ? i : segment));
                Arrays.fill(to, size, size + width, start + (same ? i + 1 : end));
                size += width;
            }
            segment = end;
        }
        return size;
    }
}

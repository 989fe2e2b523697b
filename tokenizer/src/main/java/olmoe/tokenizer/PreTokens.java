package olmoe.tokenizer;

import olmoe.tokenizer.text.CodePoints;

/// Cuts text into pre-tokens, inside which byte pairs are merged, by GPT-2's pattern
/// `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`.
///
/// Letters and numbers are those of Unicode 16, which Hugging Face's tokenizers 0.23 has: measured there,
/// 141,028 letters and 1,911 numbers, and the 25 characters of White_Space.
final class PreTokens {
    private static final byte LETTER = 1;
    private static final byte NUMBER = 2;
    private static final byte SPACE = 3;
    private static final byte OTHER = 4;

    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < 128; c++) {
            ASCII[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
                    ? LETTER
                    : c >= '0' && c <= '9' ? NUMBER : c == ' ' || c >= 9 && c <= 13 ? SPACE : OTHER;
        }
    }

    // filled block by block when first met: most texts need few; a race fills a block twice, equally
    private static final byte[][] BLOCKS = new byte[(Character.MAX_CODE_POINT + 1) >> 8][];

    private PreTokens() {}

    /// Where the pre-token that begins at `start` ends.
    ///
    /// @param utf8 well-formed from `start` to `to`
    /// @param to end of the text, as the pattern sees it
    static int end(byte[] utf8, int start, int to) {
        int first = utf8[start];
        if (first == '\'') {
            int contraction = contraction(utf8, start, to);
            if (contraction > 0) {
                return start + contraction;
            }
        }
        int i = start;
        byte type = type(utf8, i);
        if (first == ' ' && i + 1 < to) {
            byte next = type(utf8, i + 1);
            if (next != SPACE) {
                i++;
                type = next;
            }
        }
        if (type == SPACE) {
            return spaceEnd(utf8, i, to);
        }
        do {
            i += width(utf8[i]);
        } while (i < to && type(utf8, i) == type);
        return i;
    }

    /// White space up to a word leaves its last character to the word.
    private static int spaceEnd(byte[] utf8, int start, int to) {
        int i = start;
        int last = start;
        while (i < to && type(utf8, i) == SPACE) {
            last = i;
            i += width(utf8[i]);
        }
        return i == to || last == start ? i : last;
    }

    private static int contraction(byte[] utf8, int start, int to) {
        if (start + 1 >= to) {
            return 0;
        }
        int second = utf8[start + 1];
        if (second == 's' || second == 't' || second == 'm' || second == 'd') {
            return 2;
        }
        int third = start + 2 < to ? utf8[start + 2] : 0;
        boolean three = (second == 'r' || second == 'v') && third == 'e' || second == 'l' && third == 'l';
        return three ? 3 : 0;
    }

    private static int width(byte lead) {
        return lead >= 0 ? 1 : (lead & 0xFF) < 0xE0 ? 2 : (lead & 0xFF) < 0xF0 ? 3 : 4;
    }

    private static byte type(byte[] utf8, int i) {
        byte lead = utf8[i];
        return lead >= 0 ? ASCII[lead] : type(codePoint(utf8, i));
    }

    private static int codePoint(byte[] utf8, int i) {
        int lead = utf8[i] & 0xFF;
        if (lead < 0xE0) {
            return (lead & 0x1F) << 6 | utf8[i + 1] & 0x3F;
        }
        if (lead < 0xF0) {
            return (lead & 0xF) << 12 | (utf8[i + 1] & 0x3F) << 6 | utf8[i + 2] & 0x3F;
        }
        return (lead & 7) << 18 | (utf8[i + 1] & 0x3F) << 12 | (utf8[i + 2] & 0x3F) << 6 | utf8[i + 3] & 0x3F;
    }

    private static byte type(int c) {
        byte[] block = BLOCKS[c >> 8];
        if (block == null) {
            block = block(c >> 8);
            BLOCKS[c >> 8] = block;
        }
        return block[c & 0xFF];
    }

    private static byte[] block(int number) {
        CodePoints unicode = CodePoints.unicode16();
        byte[] block = new byte[256];
        for (int i = 0; i < 256; i++) {
            int c = number << 8 | i;
            block[i] = unicode.isLetter(c)
                    ? LETTER
                    : unicode.isNumber(c) ? NUMBER : unicode.isWhiteSpace(c) ? SPACE : OTHER;
        }
        return block;
    }
}

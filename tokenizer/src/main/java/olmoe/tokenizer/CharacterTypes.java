package olmoe.tokenizer;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Utf8;

/// What the pre-tokens' patterns tell apart: `\p{L}`, `\p{N}`, `\s` and the rest, line ends among the spaces.
///
/// Letters and numbers are those of Unicode 16, which Hugging Face's tokenizers 0.23 has: measured there,
/// 141,028 letters and 1,911 numbers, and the 25 characters of White_Space.
final class CharacterTypes {
    static final byte LETTER = 1;
    static final byte NUMBER = 2;
    static final byte SPACE = 3;
    static final byte OTHER = 4;

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

    private CharacterTypes() {}

    /// The type of the character that begins at `at`, well-formed.
    static byte of(byte[] utf8, int at) {
        byte lead = utf8[at];
        return lead >= 0 ? ASCII[lead] : of(Utf8.codePoint(utf8, at));
    }

    private static byte of(int c) {
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

package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiFunction;
import olmoe.tokenizer.cli.ConfigurationException;

/// GPT-2's printable stand-ins for the 256 bytes, in which byte-level vocabularies are written: printable
/// Latin-1 stands for itself, every other byte for the next character from U+0100 on.
final class ByteAlphabet {
    private static final char[] CHARACTERS = new char[256];
    private static final short[] BYTES = new short[324];

    static {
        Arrays.fill(BYTES, (short) -1);
        char next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xFF && b != 0xAD;
            CHARACTERS[b] = printable ? (char) b : next++;
            BYTES[CHARACTERS[b]] = (short) b;
        }
    }

    private ByteAlphabet() {}

    static char character(int b) {
        return CHARACTERS[b];
    }

    /// The stand-ins of bytes.
    static String spell(byte[] bytes, int from, int to) {
        char[] spelled = new char[to - from];
        for (int i = from; i < to; i++) {
            spelled[i - from] = CHARACTERS[bytes[i] & 0xFF];
        }
        return new String(spelled);
    }

    /// The bytes that a token of the vocabulary stands for; where one of its characters is no stand-in,
    /// the whole token stands for itself, as in Hugging Face's decoder.
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char c = token.charAt(i);
            if (c >= BYTES.length || BYTES[c] < 0) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTES[c];
        }
        return bytes;
    }

    /// The ids of all bytes, -1 for one that is never in UTF-8 and has none.
    ///
    /// @param refusal what to throw, by what was expected and what was found
    static int[] ids(Vocabulary vocabulary, BiFunction<String, String, ConfigurationException> refusal) {
        int[] ids = new int[256];
        for (int b = 0; b < 256; b++) {
            String token = String.valueOf(CHARACTERS[b]);
            ids[b] = vocabulary.id(token);
            boolean inUtf8 = b != 0xC0 && b != 0xC1 && b < 0xF5;
            if (ids[b] < 0 && inUtf8) {
                throw refusal.apply("a token for every byte of UTF-8", "none for " + token);
            }
        }
        return ids;
    }
}

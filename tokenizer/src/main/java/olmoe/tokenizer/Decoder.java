package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import olmoe.tokenizer.text.Utf8;

/// Turns ids into text one after the other, as a model gives them: a character whose bytes come in several
/// tokens is handed out when it is complete. All that was handed out together is what the ids decode to at
/// once. Special tokens are included; bytes that are no UTF-8 become U+FFFD.
///
/// Not for several threads.
public final class Decoder {
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final byte[][] tokens;
    private final boolean byteLevel;
    private byte[] bytes = new byte[64];
    private int size;
    private byte[] fallback = new byte[8]; // bytes that stand alone in <0x..>, until another token follows
    private int fallbackSize;
    private boolean begun;

    Decoder(byte[][] tokens, boolean byteLevel) {
        this.tokens = tokens;
        this.byteLevel = byteLevel;
    }

    /// Takes the next id.
    ///
    /// @return the text that is complete with it and was not handed out before
    /// @throws IndexOutOfBoundsException for an id that is none
    public String add(int id) {
        append(id);
        int complete = complete();
        String text = new String(bytes, 0, complete, StandardCharsets.UTF_8);
        size -= complete;
        System.arraycopy(bytes, complete, bytes, 0, size);
        return text;
    }

    /// What is left, complete or not; another text may begin after it.
    public String finish() {
        endFallback();
        String text = new String(bytes, 0, size, StandardCharsets.UTF_8);
        size = 0;
        begun = false;
        return text;
    }

    /// Takes the next id and keeps its text for [#finish()].
    void append(int id) {
        if (id < 0 || id >= tokens.length) {
            throw new IndexOutOfBoundsException("token id " + id + " is not in 0.." + (tokens.length - 1));
        }
        byte[] token = tokens[id];
        if (byteLevel) {
            write(token, 0, token.length);
            return;
        }
        int b = fallbackByte(token);
        if (b >= 0) {
            if (fallbackSize == fallback.length) {
                fallback = Arrays.copyOf(fallback, 2 * fallbackSize);
            }
            fallback[fallbackSize++] = (byte) b;
            return;
        }
        endFallback();
        write(token, 0, token.length);
    }

    /// The byte that `<0x00>` to `<0xFF>` stands for, or -1.
    private static int fallbackByte(byte[] token) {
        if (token.length != 6 || token[0] != '<' || token[1] != '0' || token[2] != 'x' || token[5] != '>') {
            return -1;
        }
        int high = Character.digit((char) token[3], 16);
        int low = Character.digit((char) token[4], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    /// Bytes that are UTF-8 together are that, or else each of them is replaced.
    private void endFallback() {
        if (fallbackSize == 0) {
            return;
        }
        int length = fallbackSize;
        fallbackSize = 0;
        if (Utf8.wellFormedTo(fallback, 0, length) == length) {
            write(fallback, 0, length);
        } else {
            for (int i = 0; i < length; i++) {
                write(REPLACEMENT, 0, REPLACEMENT.length);
            }
        }
    }

    private void write(byte[] from, int begin, int end) {
        // one space before a whole text was put there by the encoder
        boolean space = !byteLevel && !begun && end > begin && from[begin] == ' ';
        begun |= end > begin;
        int start = space ? begin + 1 : begin;
        int length = end - start;
        if (size + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + length));
        }
        System.arraycopy(from, start, bytes, size, length);
        size += length;
    }

    /// Bytes before a last character that more bytes may still complete.
    private int complete() {
        for (int back = 1; back <= Math.min(3, size); back++) {
            int lead = bytes[size - back] & 0xFF;
            if (lead >= 0xC0) {
                return back < Utf8.width((byte) lead) && mayGoOn(size - back) ? size - back : size;
            }
            if (lead < 0x80) {
                return size;
            }
        }
        return size;
    }

    /// Whether the sequence that begins there, and is cut, is the beginning of one that is well-formed.
    private boolean mayGoOn(int at) {
        byte[] completed = Arrays.copyOf(Arrays.copyOfRange(bytes, at, size), 4);
        int width = Utf8.width(completed[0]);
        if (size - at == 1) {
            completed[1] = (byte) (completed[0] == (byte) 0xE0 ? 0xA0 : completed[0] == (byte) 0xF0 ? 0x90 : 0x80);
        }
        for (int i = Math.max(2, size - at); i < width; i++) {
            completed[i] = (byte) 0x80;
        }
        return Utf8.sequence(completed, 0, width) == width;
    }
}

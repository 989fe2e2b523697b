package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;

/// Turns text into ids, exactly as Hugging Face's tokenizers does without added special tokens. It keeps
/// buffers and a bounded cache of pre-tokens: one instance a thread, to be used for many texts. What it
/// gives depends on the text alone.
public final class Encoder {
    /// Bytes that are read together with the last ones of a text.
    private static final int SLACK = 16;

    private final AddedTokens raw;
    private final AddedTokens normalized;
    private final Nfc nfc; // null where the tokenizer does not normalise
    private final BytePairs pairs;
    private final PreTokenCache cache = new PreTokenCache();
    private final BytePairs.Work work = new BytePairs.Work();
    private char[] characters = new char[1 << 12];
    private byte[] utf8 = new byte[1 << 13];

    Encoder(AddedTokens raw, AddedTokens normalized, Nfc nfc, BytePairs pairs) {
        this.raw = raw;
        this.normalized = normalized;
        this.nfc = nfc;
        this.pairs = pairs;
    }

    /// The ids of a text.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate
    public int[] encode(String text) {
        TokenIds ids = new TokenIds();
        encode(text, ids);
        return ids.toArray();
    }

    /// Appends the ids of a text.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate, before anything is appended
    public void encode(String text, TokenIds into) {
        encode(text, 0, text.length(), into);
    }

    /// Appends the ids of a document as dolma writes them: without the white space around the text. A blank
    /// document has none.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate, before anything is appended
    public void encodeDocument(String text, TokenIds into) {
        CodePoints unicode = CodePoints.unicode16();
        int from = 0;
        int to = text.length();
        // every space is one char
        while (from < to && unicode.isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && unicode.isSpace(text.charAt(to - 1))) {
            to--;
        }
        encode(text, from, to, into);
    }

    private void encode(String text, int from, int to, TokenIds into) {
        int length = to - from;
        if (characters.length < length) {
            characters = new char[Math.max(length, 2 * characters.length)];
        }
        text.getChars(from, to, characters, 0);
        encode(characters, 0, length, into);
    }

    /// Appends the ids of `length` characters.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate, before anything is appended
    public void encode(char[] text, int from, int length, TokenIds into) {
        int room = Math.addExact(Math.multiplyExact(3, length), SLACK);
        if (utf8.length < room) {
            utf8 = new byte[Math.max(room, 2 * utf8.length)];
        }
        int bytes = toUtf8(text, from, from + length);
        int i = 0;
        while (i < bytes) {
            int match = raw.find(utf8, i, bytes);
            encodeNormalized(i, match, into);
            i = match;
            if (match < bytes) {
                i = raw.end(utf8, match, bytes);
                into.add(raw.id(utf8, match, i));
            }
        }
    }

    private void encodeNormalized(int from, int to, TokenIds into) {
        if (nfc == null || !nfc.mayChange(utf8, from, to)) {
            encodePieces(utf8, from, to, into);
            return;
        }
        byte[] normal = nfc.normalize(new String(utf8, from, to - from, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        encodePieces(Arrays.copyOf(normal, normal.length + SLACK), 0, normal.length, into);
    }

    private void encodePieces(byte[] text, int from, int to, TokenIds into) {
        int i = from;
        while (i < to) {
            int match = normalized.find(text, i, to);
            encodeWords(text, i, match, into);
            i = match;
            if (match < to) {
                i = normalized.end(text, match, to);
                into.add(normalized.id(text, match, i));
            }
        }
    }

    private void encodeWords(byte[] text, int from, int to, TokenIds into) {
        int[] ids = into.reserve(to - from); // an id stands for one byte or more
        int size = into.size();
        int i = from;
        while (i < to) {
            int end = PreTokens.end(text, i, to);
            int length = end - i;
            int known = -1;
            if (length <= PreTokenCache.SHORT) {
                known = cache.findShort(text, i, length, ids, size);
            } else if (length <= PreTokenCache.LONGEST) {
                known = cache.findLong(text, i, length, ids, size);
            }
            size = known >= 0 ? known : merge(text, i, end, ids, size);
            i = end;
        }
        into.setSize(size);
    }

    private int merge(byte[] text, int from, int to, int[] ids, int size) {
        int count = pairs.merge(text, from, to, work);
        System.arraycopy(work.ids, 0, ids, size, count);
        int length = to - from;
        if (length <= PreTokenCache.SHORT) {
            cache.putShort(text, from, length, work.ids, count);
        } else if (length <= PreTokenCache.LONGEST) {
            cache.putLong(text, from, length, work.ids, count);
        }
        return size + count;
    }

    private int toUtf8(char[] text, int from, int to) {
        byte[] out = utf8;
        int size = 0;
        int i = from;
        while (i < to) {
            char c = text[i++];
            if (c < 0x80) {
                out[size++] = (byte) c;
            } else if (c < 0x800) {
                out[size++] = (byte) (0xC0 | c >> 6);
                out[size++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c) || i == to || !Character.isLowSurrogate(text[i])) {
                    throw new IllegalArgumentException("unpaired surrogate at character " + (i - 1 - from));
                }
                int point = Character.toCodePoint(c, text[i++]);
                out[size++] = (byte) (0xF0 | point >> 18);
                out[size++] = (byte) (0x80 | point >> 12 & 0x3F);
                out[size++] = (byte) (0x80 | point >> 6 & 0x3F);
                out[size++] = (byte) (0x80 | point & 0x3F);
            } else {
                out[size++] = (byte) (0xE0 | c >> 12);
                out[size++] = (byte) (0x80 | c >> 6 & 0x3F);
                out[size++] = (byte) (0x80 | c & 0x3F);
            }
        }
        return size;
    }
}

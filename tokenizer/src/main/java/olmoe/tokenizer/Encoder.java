package olmoe.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Supplier;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;

/// Turns text into ids, exactly as Hugging Face's tokenizers does without added special tokens. It keeps
/// buffers and a bounded cache of pre-tokens: one instance a thread, to be used for many texts. What it
/// gives depends on the text alone.
public final class Encoder {
    /// Bytes that are read together with the last ones of a text.
    public static final int SLACK = PreTokens.SLACK;

    /// Ids that are written ahead of those that count.
    private static final int ROOM = 8;

    /// Pre-tokens and added tokens that are cut before the ids of the first are looked up, at most.
    private static final int WAITING = 256;

    private final TextRules rules;
    private final AddedTokens raw;
    private final AddedTokens normalized;
    private final Vocabulary vocabulary;
    private final Symbols symbols;
    private final BytePairs pairs;
    private final PreTokens preTokens; // null where a text is not cut
    private final boolean composes;
    private final PreTokenCache cache = new PreTokenCache();
    private final BytePairs.Work work = new BytePairs.Work();
    private final MergeDropout dropout; // null where every merge is made
    private final Supplier<int[]> widthsOfIds;
    private int[] widths; // of each id, in bytes; made when first asked for
    private byte[] utf8 = new byte[1 << 12];

    // what was cut and waits for its ids: one text from a place on
    private byte[] waitingText = utf8;
    private int waitingFrom;
    private final int[] ends = new int[WAITING]; // of a pre-token; of an added token ~end
    private final int[] addedIds = new int[WAITING];
    private int waiting;

    Encoder(
            TextRules rules,
            AddedTokens raw,
            AddedTokens normalized,
            Vocabulary vocabulary,
            Symbols symbols,
            BytePairs pairs,
            Supplier<int[]> widthsOfIds,
            double dropout) {
        this.widthsOfIds = widthsOfIds;
        this.dropout = dropout > 0 ? new MergeDropout(pairs, dropout) : null;
        this.rules = rules;
        this.raw = raw;
        this.normalized = normalized;
        this.vocabulary = vocabulary;
        this.symbols = symbols;
        this.pairs = pairs;
        this.preTokens = rules.pattern().preTokens();
        this.composes = rules.onlyComposes();
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

    /// Begins a document whose dropped merges come from this number; without one, from 0 and the texts before.
    ///
    /// @throws IllegalStateException for an encoder without dropout
    public void seed(long document) {
        if (dropout == null) {
            throw new IllegalStateException("this encoder drops no merges");
        }
        dropout.seed(document);
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

    /// The ids of a text and where they stand in it.
    ///
    /// @throws IllegalArgumentException for an unpaired surrogate
    /// @throws UnsupportedOperationException for a tokenizer of characters, or with another normalizer than NFC
    public TokenSpans encodeWithSpans(String text) {
        if (!rules.byteLevel() || !composes && !rules.normalizers().isEmpty()) {
            throw new UnsupportedOperationException("where tokens stand is known for bytes, normalised by NFC or not");
        }
        widths = widths == null ? widthsOfIds.get() : widths;
        TokenSpans spans = new TokenSpans();
        int to = utf8(text, 0, text.length());
        int start = 0; // in code points
        for (int i = 0; i < to; ) {
            int match = raw.find(utf8, i, to);
            if (match > i) {
                int first = spans.size();
                encodeNormalized(utf8, i, match, spans.ids());
                finish(spans.ids());
                String piece = new String(utf8, i, match - i, StandardCharsets.UTF_8);
                spans.addPiece(first, piece, start, composes, widths);
                start += piece.codePointCount(0, piece.length());
            }
            i = match;
            if (match < to) {
                long token = raw.match(utf8, match, to);
                i = (int) (token >>> 32);
                spans.ids().add((int) token);
                String content = new String(utf8, match, i - match, StandardCharsets.UTF_8);
                int end = start + content.codePointCount(0, content.length());
                spans.addWhole(start, end);
                start = end;
            }
        }
        return spans;
    }

    private void encode(String text, int from, int to, TokenIds into) {
        int length = utf8(text, from, to); // may make the buffer anew
        encode(utf8, 0, length, into);
    }

    /// Puts a text into the buffer and returns its length there.
    private int utf8(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (text.codePointAt(i) < Character.MIN_SUPPLEMENTARY_CODE_POINT || i + 1 == to) {
                    throw new IllegalArgumentException("unpaired surrogate at character " + (i - from));
                }
                i++;
            }
        }
        byte[] encoded = text.substring(from, to).getBytes(StandardCharsets.UTF_8);
        if (utf8.length < encoded.length + SLACK) {
            utf8 = new byte[Math.max(encoded.length + SLACK, 2 * utf8.length)];
        }
        System.arraycopy(encoded, 0, utf8, 0, encoded.length);
        return encoded.length;
    }

    /// Appends the ids of a text in UTF-8.
    ///
    /// @param text well-formed from `from` to `to`, and readable for [#SLACK] bytes more
    public void encode(byte[] text, int from, int to, TokenIds into) {
        int i = from;
        while (i < to) {
            int match = raw.find(text, i, to);
            if (match > i) {
                encodeNormalized(text, i, match, into);
            }
            i = match;
            if (match < to) {
                i = addToken(text, match, raw.match(text, match, to), into);
            }
        }
        finish(into);
    }

    private void encodeNormalized(byte[] text, int from, int to, TokenIds into) {
        boolean same = composes
                ? !Nfc.unicode9().mayChange(text, from, to)
                : rules.normalizers().isEmpty();
        if (same) {
            encodePieces(text, from, to, into);
            return;
        }
        byte[] normal = composes
                ? Nfc.unicode9().normalize(text, from, to)
                : rules.normalize(new String(text, from, to - from, StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
        encodePieces(Arrays.copyOf(normal, normal.length + SLACK), 0, normal.length, into);
    }

    private void encodePieces(byte[] text, int from, int to, TokenIds into) {
        int i = from;
        while (i < to) {
            int match = normalized.find(text, i, to);
            if (match > i) {
                encodePiece(text, i, match, into);
            }
            i = match;
            if (match < to) {
                i = addToken(text, match, normalized.match(text, match, to), into);
            }
        }
    }

    private void encodePiece(byte[] text, int from, int to, TokenIds into) {
        if (rules.prefixSpace() && text[from] != ' ') {
            byte[] copy = new byte[1 + to - from + SLACK];
            copy[0] = ' ';
            System.arraycopy(text, from, copy, 1, to - from);
            encodeWords(copy, 0, 1 + to - from, into);
        } else if (preTokens != null) {
            encodeWords(text, from, to, into);
        } else {
            finish(into);
            int[] ids = into.reserve(to - from + ROOM);
            into.setSize(merge(text, from, to, ids, into.size()));
        }
    }

    /// Takes an [AddedTokens#match] at a place and gives its end.
    private int addToken(byte[] text, int from, long match, TokenIds into) {
        follow(text, from, into);
        int end = (int) (match >>> 32);
        ends[waiting] = ~end;
        addedIds[waiting++] = (int) match;
        return end;
    }

    /// Makes room for 64 pre-tokens of this text from this place on.
    private void follow(byte[] text, int from, TokenIds into) {
        if (waiting > 0) {
            int last = ends[waiting - 1];
            if (text != waitingText || from != (last < 0 ? ~last : last) || waiting + PreTokens.BLOCK > ends.length) {
                finish(into);
            }
        }
        if (waiting == 0) {
            waitingText = text;
            waitingFrom = from;
        }
    }

    private void encodeWords(byte[] text, int from, int to, TokenIds into) {
        for (int i = from; i < to; i = ends[waiting - 1]) {
            follow(text, i, into);
            waiting = preTokens.ends(text, i, to, ends, waiting);
        }
    }

    /// Appends the ids of what waits.
    private void finish(TokenIds into) {
        int start = waitingFrom;
        int count = waiting;
        if (count == 0) {
            return;
        }
        byte[] text = waitingText;
        waiting = 0;
        int last = ends[count - 1];
        int[] ids = into.reserve((last < 0 ? ~last : last) - start + ROOM); // an id stands for one byte or more
        int size = into.size();
        for (int k = 0; k < count; k++) {
            int end = ends[k];
            if (end < 0) {
                end = ~end;
                ids[size++] = addedIds[k];
            } else {
                int known = dropout == null ? cache.find(text, start, end - start, ids, size) : -1;
                size = known >= 0 ? known : merge(text, start, end, ids, size);
            }
            start = end;
        }
        into.setSize(size);
    }

    private int merge(byte[] text, int from, int to, int[] ids, int size) {
        int length = to - from;
        work.reserve(length);
        int count = 1;
        int whole = rules.ignoreMerges() && dropout == null ? wholeToken(text, from, to) : -1;
        if (whole >= 0) {
            work.ids[0] = whole;
        } else {
            int symbolCount = symbols.start(text, from, to, work.ids);
            count = dropout == null ? pairs.merge(work, symbolCount) : dropout.merge(work.ids, symbolCount);
        }
        System.arraycopy(work.ids, 0, ids, size, count);
        if (preTokens != null && dropout == null) {
            cache.put(text, from, length, work.ids, count);
        }
        return size + count;
    }

    private int wholeToken(byte[] text, int from, int to) {
        return rules.byteLevel()
                ? vocabulary.id(ByteAlphabet.spell(text, from, to))
                : vocabulary.id(text, from, to - from);
    }
}

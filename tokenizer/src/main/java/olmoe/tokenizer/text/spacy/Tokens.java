package olmoe.tokenizer.text.spacy;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import olmoe.tokenizer.text.CodePoints;

/// The tokens of one text, white space among them, as spaCy's Doc has them.
final class Tokens {
    private static final short WHITE_SPACE = -1;
    private static final int MOST_CACHED = 48;
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final EnglishRules RULES = EnglishRules.rules();
    private static final SpecialPhrases PHRASES = SpecialPhrases.phrases();
    private static final PlainWords PLAIN = new PlainWords(RULES, PHRASES);

    /// Chunks seen before. They never change and their fields are final, so that a thread sees none or the whole of
    /// one; which ones are here decides nothing but time.
    private static final Chunk[] CHUNKS = new Chunk[1 << 15];

    private final int[] text;
    private final Splitter splitter = new Splitter(true);
    private final IntArrayList ends = new IntArrayList(); // of the chunk that is being cut
    private int[] bounds; // start, end, start, end, …
    private short[] marks;
    private int size;
    private boolean phraseMayBegin;

    private Tokens(int[] text, int length) {
        this.text = text;
        bounds = new int[Math.max(16, length / 2)];
        marks = new short[bounds.length / 2];
    }

    static Tokens of(int[] text, int from, int to) {
        Tokens tokens = new Tokens(text, to - from);
        tokens.split(from, to);
        if (tokens.phraseMayBegin) {
            tokens.joinSpecialCases();
        }
        return tokens;
    }

    int size() {
        return size;
    }

    int start(int i) {
        return bounds[2 * i];
    }

    int end(int i) {
        return bounds[2 * i + 1];
    }

    boolean isWhiteSpace(int i) {
        return marks[i] == WHITE_SPACE;
    }

    /// Runs of white space and of what is none; one U+0020 between the others is no token.
    private void split(int from, int to) {
        int at = from;
        while (at < to) {
            int start = at;
            if (PYTHON.isSpace(text[at])) {
                while (at < to && PYTHON.isSpace(text[at])) {
                    at++;
                }
                int first = start > from && text[start] == ' ' ? start + 1 : start;
                if (first < at) {
                    add(first, at, WHITE_SPACE);
                }
            } else {
                int hash = 0;
                while (at < to && PlainWords.isLetter(text[at])) {
                    hash = TextNumbers.step(hash, text[at++]);
                }
                int letters = at;
                int lettersHash = hash;
                while (at < to && !PYTHON.isSpace(text[at])) {
                    hash = TextNumbers.step(hash, text[at++]);
                }
                if (letters > start
                        && at - letters <= 1
                        && PLAIN.isPlain(text, start, letters, at, lettersHash, hash)) {
                    add(start, letters, SpecialPhrases.NONE);
                    if (at > letters) {
                        short mark = PLAIN.mark(text[letters]);
                        phraseMayBegin |= mark > 0 && PHRASES.next(0, mark) > 0;
                        add(letters, at, mark);
                    }
                } else {
                    add(chunk(start, at, TextNumbers.finish(hash) & CHUNKS.length - 1), start);
                }
            }
        }
    }

    private Chunk chunk(int from, int to, int slot) {
        if (to - from > MOST_CACHED) {
            return cut(from, to);
        }
        Chunk known = CHUNKS[slot];
        if (known != null && Arrays.equals(known.text(), 0, known.text().length, text, from, to)) {
            return known;
        }
        Chunk chunk = cut(from, to);
        CHUNKS[slot] = chunk;
        return chunk;
    }

    private Chunk cut(int from, int to) {
        ends.clear();
        splitter.split(text, from, to, ends);
        short[] chunkMarks = new short[ends.size()];
        boolean marked = false;
        int start = from;
        for (int i = 0; i < chunkMarks.length; i++) {
            int end = ends.getInt(i);
            chunkMarks[i] = PHRASES.mark(text, start, end);
            marked |= chunkMarks[i] != SpecialPhrases.NONE;
            ends.set(i, end - from);
            start = end;
        }
        return new Chunk(Arrays.copyOfRange(text, from, to), ends.toIntArray(), marked ? chunkMarks : null);
    }

    private void add(Chunk chunk, int from) {
        int start = from;
        int[] chunkEnds = chunk.ends();
        short[] chunkMarks = chunk.marks();
        for (int i = 0; i < chunkEnds.length; i++) {
            short mark = chunkMarks == null ? SpecialPhrases.NONE : chunkMarks[i];
            phraseMayBegin |= mark > 0 && PHRASES.next(0, mark) > 0;
            add(start, from + chunkEnds[i], mark);
            start = from + chunkEnds[i];
        }
    }

    private void add(int start, int end, short mark) {
        if (size == marks.length) {
            bounds = Arrays.copyOf(bounds, 4 * size);
            marks = Arrays.copyOf(marks, 2 * size);
        }
        bounds[2 * size] = start;
        bounds[2 * size + 1] = end;
        marks[size++] = mark;
    }

    /// spaCy's second pass: longest phrases first, of equally long ones the first; one whose ends lie in a
    /// phrase looked at before is passed over. A phrase with a space between its tokens is looked at like
    /// others, but stays as it is.
    private void joinSpecialCases() {
        IntArrayList[] starts = new IntArrayList[PHRASES.longest() + 1]; // by length
        int found = 0;
        for (int i = 0; i < size; i++) {
            int node = marks[i] > 0 ? PHRASES.next(0, marks[i]) : 0;
            for (int end = i + 1; node != 0; end++) {
                if (PHRASES.isEnd(node)) {
                    int length = end - i;
                    starts[length] = starts[length] == null ? new IntArrayList() : starts[length];
                    starts[length].add(i);
                    found++;
                }
                node = end < size && marks[end] > 0 ? PHRASES.next(node, marks[end]) : 0;
            }
        }
        if (found > 0) {
            join(starts);
        }
    }

    private void join(IntArrayList[] starts) {
        boolean[] seen = new boolean[size];
        int[] joined = new int[size]; // by first token: how many, where a special case is to stand
        for (int length = starts.length - 1; length > 0; length--) {
            for (int k = 0; starts[length] != null && k < starts[length].size(); k++) {
                int first = starts[length].getInt(k);
                int last = first + length - 1;
                if (!seen[first] && !seen[last] && special(first, last) >= 0) {
                    joined[first] = length;
                }
                Arrays.fill(seen, first, last + 1, true);
            }
        }
        rebuild(joined);
    }

    private int special(int first, int last) {
        for (int i = first; i < last; i++) {
            if (end(i) != start(i + 1)) {
                return -1;
            }
        }
        return RULES.special(text, start(first), end(last));
    }

    private void rebuild(int[] joined) {
        int[] oldBounds = bounds;
        short[] oldMarks = marks;
        int oldSize = size;
        bounds = new int[oldBounds.length];
        marks = new short[oldMarks.length];
        size = 0;
        for (int i = 0; i < oldSize; i += Math.max(1, joined[i])) {
            if (joined[i] == 0) {
                add(oldBounds[2 * i], oldBounds[2 * i + 1], oldMarks[i]);
                continue;
            }
            int from = oldBounds[2 * i];
            int start = from;
            int number = RULES.special(text, from, oldBounds[2 * (i + joined[i]) - 1]);
            for (int end : RULES.specialEnds(number)) {
                add(start, from + end, SpecialPhrases.NONE);
                start = from + end;
            }
        }
    }
}

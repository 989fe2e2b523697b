package olmoe.tokenizer.text;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Normalization Form C (UAX #15) over the frozen tables of Unicode 9, which is what Hugging Face's
/// tokenizers use; see `composition-table.md`. Code points assigned later are left as they are.
///
/// Immutable, for several threads.
public final class Nfc {
    /// Above the last code point with a combining class or a mapping.
    private static final int LIMIT = 0x30000;

    /// First byte in UTF-8 of U+0300, before which a normalised text has nothing to change or move.
    private static final int FIRST_BYTE = 0xCC;

    /// Bytes that are normalised together where something changes.
    private static final int STRETCH = 128;

    // what quick[] says besides a combining class that needs nothing but order
    private static final int NO = 255;
    private static final int MAYBE = 254;

    private static final int SYLLABLES = 0xAC00;
    private static final int LEADS = 0x1100;
    private static final int VOWELS = 0x1161;
    private static final int TRAILS = 0x11A7; // one before the first
    private static final int LEAD_COUNT = 19;
    private static final int VOWEL_COUNT = 21;
    private static final int TRAIL_COUNT = 28;
    private static final int SYLLABLE_COUNT = LEAD_COUNT * VOWEL_COUNT * TRAIL_COUNT;

    private final byte[] classes = new byte[LIMIT];
    private final byte[] quick = new byte[LIMIT];
    private final Int2IntOpenHashMap first = new Int2IntOpenHashMap();
    private final Int2IntOpenHashMap second = new Int2IntOpenHashMap();
    private final Long2IntOpenHashMap composites = new Long2IntOpenHashMap();

    private static final class Nine {
        private static final Nfc TABLES = new Nfc("composition-9.txt");
    }

    private Nfc(String resource) {
        first.defaultReturnValue(-1);
        second.defaultReturnValue(-1);
        composites.defaultReturnValue(-1);
        FrozenTable table = new FrozenTable(resource);
        int[] last = new int[2]; // where the run that is open begins, its combining class
        table.runs((from, combiningClass) -> {
            Arrays.fill(classes, last[0], from, (byte) last[1]);
            last[0] = from;
            last[1] = combiningClass;
        });
        System.arraycopy(classes, 0, quick, 0, LIMIT);
        for (String mapping : table.lines()) {
            addMapping(mapping.split(" ", -1));
        }
        Arrays.fill(quick, VOWELS, VOWELS + VOWEL_COUNT, (byte) MAYBE);
        Arrays.fill(quick, TRAILS + 1, TRAILS + TRAIL_COUNT, (byte) MAYBE);
    }

    private void addMapping(String[] fields) {
        int composite = Integer.parseInt(fields[0], 16);
        int head = Integer.parseInt(fields[1], 16);
        first.put(composite, head);
        if (fields.length > 2) {
            int tail = Integer.parseInt(fields[2], 16);
            second.put(composite, tail);
            if (fields.length > 3) {
                composites.put(pair(head, tail), composite);
                quick[tail] = (byte) MAYBE;
                return;
            }
        }
        quick[composite] = (byte) NO;
    }

    public static Nfc unicode9() {
        return Nine.TABLES;
    }

    /// Whether a text can be cut before this code point and its parts be normalised apart.
    public boolean beginsSegment(int c) {
        return c >= LIMIT || quick[c] == 0;
    }

    /// Whether a text may be other than its normal form: false is sure, true is worth a [#normalize].
    ///
    /// @param utf8 well-formed from `from` to `to`
    public boolean mayChange(byte[] utf8, int from, int to) {
        return normalTo(utf8, from, to) < to;
    }

    /// The first code point before which something may change or move, or `to`.
    private int normalTo(byte[] utf8, int from, int to) {
        int last = 0;
        int i = from;
        while (i < to) {
            int lead = utf8[i] & 0xFF;
            if (lead < FIRST_BYTE) {
                last = 0; // also after the second byte of two
                i = Utf8.asciiTo(utf8, i + 1, to);
                continue;
            }
            int c;
            int width;
            if (lead < 0xE0) {
                c = (lead & 0x1F) << 6 | utf8[i + 1] & 0x3F;
                width = 2;
            } else if (lead < 0xF0) {
                c = (lead & 0xF) << 12 | (utf8[i + 1] & 0x3F) << 6 | utf8[i + 2] & 0x3F;
                width = 3;
            } else {
                c = (lead & 7) << 18 | (utf8[i + 1] & 0x3F) << 12 | (utf8[i + 2] & 0x3F) << 6 | utf8[i + 3] & 0x3F;
                width = 4;
            }
            int answer = c < LIMIT ? quick[c] & 0xFF : 0;
            if (answer >= MAYBE || answer != 0 && answer < last) {
                return i;
            }
            last = answer;
            i += width;
        }
        return to;
    }

    /// A text in Normalization Form C. What is normal already is copied.
    ///
    /// @param utf8 well-formed from `from` to `to`
    public byte[] normalize(byte[] utf8, int from, int to) {
        ByteArrayOutputStream normal = new ByteArrayOutputStream(to - from);
        int copied = from;
        for (int i = normalTo(utf8, from, to); i < to; i = normalTo(utf8, copied, to)) {
            int start = i;
            while (start > copied && (start == i || !beginsSegment(Utf8.codePoint(utf8, start)))) {
                do {
                    start--;
                } while ((utf8[start] & 0xC0) == 0x80);
            }
            int end = Math.min(to, i + STRETCH);
            while (end < to && (utf8[end] & 0xC0) == 0x80) {
                end++;
            }
            while (end < to && !beginsSegment(Utf8.codePoint(utf8, end))) {
                end += Utf8.width(utf8[end]);
            }
            normal.write(utf8, copied, start - copied);
            normal.writeBytes(normalize(new String(utf8, start, end - start, StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8));
            copied = end;
        }
        normal.write(utf8, copied, to - copied);
        return normal.toByteArray();
    }

    /// The text in Normalization Form C. Unpaired surrogates stay as they are.
    public String normalize(String text) {
        int[] points = decompose(text);
        return new String(points, 0, compose(points, points.length));
    }

    /// The code points of the text in Normalization Form D.
    public int[] decompose(String text) {
        int[] points = new int[text.length() + 16];
        int length = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (length + 4 > points.length) { // no canonical mapping is longer
                points = Arrays.copyOf(points, 2 * points.length);
            }
            length = decompose(c, points, length);
        }
        order(points, length);
        return Arrays.copyOf(points, length);
    }

    private int decompose(int c, int[] into, int length) {
        if (c < 0xC0) {
            into[length] = c;
            return length + 1;
        }
        int syllable = c - SYLLABLES;
        if (syllable >= 0 && syllable < SYLLABLE_COUNT) {
            into[length] = LEADS + syllable / (VOWEL_COUNT * TRAIL_COUNT);
            into[length + 1] = VOWELS + syllable % (VOWEL_COUNT * TRAIL_COUNT) / TRAIL_COUNT;
            int trail = syllable % TRAIL_COUNT;
            into[length + 2] = TRAILS + trail;
            return length + (trail == 0 ? 2 : 3);
        }
        int head = first.get(c);
        if (head < 0) {
            into[length] = c;
            return length + 1;
        }
        int after = decompose(head, into, length);
        int tail = second.get(c);
        return tail < 0 ? after : decompose(tail, into, after);
    }

    /// Sorts each run of code points with a combining class by it, keeping the order of equal ones.
    private void order(int[] points, int length) {
        int i = 0;
        while (i < length) {
            if (combiningClass(points[i]) == 0) {
                i++;
                continue;
            }
            int end = i;
            while (end < length && combiningClass(points[end]) != 0) {
                end++;
            }
            sort(points, i, end);
            i = end;
        }
    }

    private void sort(int[] points, int from, int to) {
        if (to - from > 32) { // long runs are hostile, insertion would be quadratic
            long[] keys = new long[to - from];
            for (int i = from; i < to; i++) {
                keys[i - from] = (long) combiningClass(points[i]) << 32 | (i - from);
            }
            int[] copy = Arrays.copyOfRange(points, from, to);
            Arrays.sort(keys);
            for (int i = from; i < to; i++) {
                points[i] = copy[(int) keys[i - from]];
            }
            return;
        }
        for (int i = from + 1; i < to; i++) {
            int c = points[i];
            int j = i;
            while (j > from && combiningClass(points[j - 1]) > combiningClass(c)) {
                points[j] = points[j - 1];
                j--;
            }
            points[j] = c;
        }
    }

    private int compose(int[] points, int length) {
        int written = 0;
        int starter = -1;
        int last = -1; // combining class of what stands before, -1 directly after the starter
        for (int i = 0; i < length; i++) {
            int c = points[i];
            int combiningClass = combiningClass(c);
            if (starter >= 0 && last < combiningClass) {
                int composite = composite(points[starter], c);
                if (composite >= 0) {
                    points[starter] = composite;
                    continue;
                }
            }
            if (combiningClass == 0) {
                starter = written;
                last = -1;
            } else {
                last = combiningClass;
            }
            points[written++] = c;
        }
        return written;
    }

    private int composite(int head, int tail) {
        int lead = head - LEADS;
        int vowel = tail - VOWELS;
        if (lead >= 0 && lead < LEAD_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return SYLLABLES + (lead * VOWEL_COUNT + vowel) * TRAIL_COUNT;
        }
        int syllable = head - SYLLABLES;
        int trail = tail - TRAILS;
        if (syllable >= 0
                && syllable < SYLLABLE_COUNT
                && syllable % TRAIL_COUNT == 0
                && trail > 0
                && trail < TRAIL_COUNT) {
            return head + trail;
        }
        return composites.get(pair(head, tail));
    }

    private int combiningClass(int c) {
        return c < LIMIT ? classes[c] & 0xFF : 0;
    }

    private static long pair(int head, int tail) {
        return (long) head << 32 | tail;
    }
}

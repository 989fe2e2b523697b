package olmoe.dedup.substring;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.dedup.bloom.Decision;

/// What stands more than once in texts, of which all are added before the first is asked for. Passages are narrowed to
/// whole characters.
public final class RepeatedPassages implements Closeable {
    private final int length;
    private final boolean keepFirst;
    private final long memory;
    private final Path folder;
    private final Symbols symbols;
    private RepeatedWindows windows;

    /// @param length of the shortest passage, in bytes of UTF-8
    /// @param keepFirst as in [RepeatedWindows#spans(int, boolean)]
    /// @param memory of the table, in bytes
    /// @param folder for temporary files: the texts, and two bits a byte
    /// @throws IllegalArgumentException for a length or memory that is none
    public RepeatedPassages(int length, boolean keepFirst, long memory, Path folder) throws IOException {
        RepeatedWindows.check(length, memory);
        this.length = length;
        this.keepFirst = keepFirst;
        this.memory = memory;
        this.folder = folder;
        this.symbols = new Symbols(folder, 1);
    }

    public void add(byte[] utf8) throws IOException {
        symbols.add(utf8);
    }

    /// How often the texts were read.
    public int passes() throws IOException {
        return windows().passes();
    }

    /// Passages of a text that leave, as start, end, start, end, … in bytes.
    ///
    /// @param document its place among those that were added
    /// @param utf8 as it was added
    public int[] spans(int document, byte[] utf8) throws IOException {
        int[] spans = windows().spans(document, keepFirst);
        int size = 0;
        for (int i = 0; i < spans.length; i += 2) {
            int start = spans[i];
            int end = spans[i + 1];
            while (start < end && isInside(utf8, start)) {
                start++;
            }
            while (end > start && isInside(utf8, end)) {
                end--;
            }
            if (start < end) {
                spans[size++] = start;
                spans[size++] = end;
            }
        }
        return Arrays.copyOf(spans, size);
    }

    /// The same in code points.
    public static List<Decision.Cut> cuts(int[] spans, byte[] utf8) {
        List<Decision.Cut> cuts = new ArrayList<>();
        int points = 0;
        int at = 0;
        for (int i = 0; i < spans.length; i += 2) {
            points += codePoints(utf8, at, spans[i]);
            int end = points + codePoints(utf8, spans[i], spans[i + 1]);
            cuts.add(new Decision.Cut(points, end, 1));
            points = end;
            at = spans[i + 1];
        }
        return cuts;
    }

    private static int codePoints(byte[] utf8, int from, int to) {
        int points = 0;
        for (int i = from; i < to; i++) {
            points += isInside(utf8, i) ? 0 : 1;
        }
        return points;
    }

    /// Whether a cut here would leave half a character.
    private static boolean isInside(byte[] utf8, int at) {
        return at < utf8.length && (utf8[at] & 0xC0) == 0x80;
    }

    private RepeatedWindows windows() throws IOException {
        if (windows == null) {
            windows = new RepeatedWindows(symbols, length, memory, folder);
        }
        return windows;
    }

    @Override
    public void close() throws IOException {
        try (symbols) {
            if (windows != null) {
                windows.close();
            }
        }
    }
}

package olmoe.dedup.substring;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// Which windows of a fixed length occur more than once in a set of documents, none of them over the end
/// of one.
///
/// Only one length is asked for, so the suffixes need no order: a window is looked up by a rolling hash
/// and compared, symbol by symbol, with the first one of that hash. The table of first windows has a
/// fixed size; where the windows are more than fit, the text is read several times, each time for the
/// hashes of one range. So time is linear, whatever repeats, memory is the table, and nothing depends on
/// the hash but the speed.
public final class RepeatedWindows implements Closeable {
    private static final long FACTOR = 0x9FB21C651E98DF25L;
    private static final int PLACE_BITS = 40;
    private static final long PLACE = (1L << PLACE_BITS) - 1;
    private static final long LEAST_BYTES = 1 << 16;
    private static final long MOST_BYTES = 8L << 30;

    private final Symbols symbols;
    private final int length;
    private final Bits again; // windows that occurred before
    private final Bits first; // first occurrences of windows that occur again
    private int passes;

    /// @param symbols that get no more documents
    /// @param length of a window, in symbols
    /// @param bytes for the table, rounded down to a power of two
    /// @param folder for two files of one bit a symbol, which [#close()] removes
    public RepeatedWindows(Symbols symbols, int length, long bytes, Path folder) throws IOException {
        check(length, bytes);
        symbols.map();
        if (symbols.length() > PLACE) {
            throw new IllegalArgumentException("at most 2^40 symbols can be compared, found " + symbols.length());
        }
        this.symbols = symbols;
        this.length = length;
        this.again = new Bits(folder, symbols.length());
        this.first = new Bits(folder, symbols.length());
        long[] table = new long[(int) (Long.highestOneBit(bytes) >> 3)];
        // one more than by the average, since the ranges of hashes do not fill evenly
        long most = table.length / 2;
        passes = (int) (symbols.length() / most + 1);
        for (int pass = 0; pass < passes; pass++) {
            new Pass(table, pass).run();
        }
    }

    static void check(int length, long bytes) {
        if (length < 1) {
            throw new IllegalArgumentException("length must be 1 or more but was " + length);
        }
        if (bytes < LEAST_BYTES || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "memory must be between " + LEAST_BYTES + " and " + MOST_BYTES + " bytes but was " + bytes);
        }
    }

    /// How often the text was read.
    public int passes() {
        return passes;
    }

    /// Spans of a document that repeated windows cover, as start, end, start, end, … in symbols of the
    /// document.
    ///
    /// @param keepFirst takes out what the first occurrence of a repeated window covers, so that every
    ///     window of the input stays somewhere
    public int[] spans(int document, boolean keepFirst) {
        long start = symbols.start(document);
        long end = symbols.end(document);
        SpanCollector spans = new SpanCollector();
        long covered = 0; // to here by windows that occurred before
        long kept = 0; // to here by first ones
        for (long at = start; at < end; at++) {
            boolean inside = at + length <= end;
            if (inside && again.get(at)) {
                covered = at + length;
            }
            if (inside && first.get(at)) {
                kept = at + length;
            }
            if (keepFirst ? at < covered && at >= kept : at < covered || at < kept) {
                spans.add((int) (at - start));
            }
        }
        return spans.toArray();
    }

    @Override
    public void close() throws IOException {
        again.close();
        first.close();
    }

    private static final class SpanCollector {
        private int[] bounds = new int[8];
        private int size;

        void add(int at) {
            if (size > 0 && bounds[size - 1] == at) {
                bounds[size - 1]++;
                return;
            }
            if (size == bounds.length) {
                bounds = Arrays.copyOf(bounds, 2 * size);
            }
            bounds[size++] = at;
            bounds[size++] = at + 1;
        }

        int[] toArray() {
            return Arrays.copyOf(bounds, size);
        }
    }

    /// One reading of all documents.
    private final class Pass {
        /// Place of a window plus one in the lower 40 bits, more of its hash above; 0 is free.
        private final long[] table;

        private final int pass;
        private final long oldest;
        private long filled;
        private long lastPlace = -2; // of the window before, and of the one that it equals
        private long lastEqual = -2;

        Pass(long[] table, int pass) {
            this.table = table;
            this.pass = pass;
            long power = 1;
            for (int i = 0; i < length; i++) {
                power *= FACTOR;
            }
            this.oldest = power;
            Arrays.fill(table, 0);
        }

        void run() {
            for (int document = 0; document < symbols.documents(); document++) {
                windows(symbols.start(document), symbols.end(document));
            }
        }

        private void windows(long start, long end) {
            long hash = 0;
            for (long at = start; at < end; at++) {
                hash = hash * FACTOR + symbols.at(at) + 1;
                if (at - start >= length) {
                    hash -= (symbols.at(at - length) + 1) * oldest;
                }
                if (at - start >= length - 1) {
                    long mixed = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
                    mixed ^= mixed >>> 32;
                    if (Math.multiplyHigh(mixed >>> 1, 2L * passes) == pass) {
                        look(mixed * FACTOR, at - length + 1);
                    }
                }
            }
        }

        private void look(long hash, long place) {
            int mask = table.length - 1;
            int slot = (int) (hash >>> 24) & mask;
            long tag = hash << PLACE_BITS;
            for (; table[slot] != 0; slot = slot + 1 & mask) {
                if ((table[slot] & ~PLACE) == tag) {
                    long known = (table[slot] & PLACE) - 1;
                    if (equal(known, place)) {
                        first.set(known);
                        again.set(place);
                        return;
                    }
                }
            }
            if (++filled == table.length) {
                throw new IllegalStateException("more windows in a range of hashes than the table holds");
            }
            table[slot] = tag | place + 1;
        }

        private boolean equal(long known, long place) {
            int from = place == lastPlace + 1 && known == lastEqual + 1 ? length - 1 : 0;
            for (int i = from; i < length; i++) {
                if (symbols.at(known + i) != symbols.at(place + i)) {
                    return false;
                }
            }
            lastPlace = place;
            lastEqual = known;
            return true;
        }
    }
}

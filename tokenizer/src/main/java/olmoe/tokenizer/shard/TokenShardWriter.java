package olmoe.tokenizer.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/// Writes documents as OLMo's trainer reads them: `.npy`, the token ids as little-endian uint16, or uint32
/// for a vocabulary that needs it, without a header; `.csv.gz`, a row `start,end,id,src,loc` a document
/// (offsets in tokens, end exclusive); and `.mask`, a bit a whole window, least significant bit first, 1 where
/// the window's loss is masked, bits after the last window 0.
///
/// Every document ends with the end-of-text id, which is added unless it is there already. A document
/// without ids is blank: it is counted and not written. The csv is as Python's csv module writes it
/// (rows end with CR LF), in gzip of stored blocks. The streams are the caller's to close.
///
/// Not for several threads.
public final class TokenShardWriter {
    /// Extensions of the three files, after the name that they share.
    public static final String TOKENS = ".npy";

    public static final String DOCUMENTS = ".csv.gz";
    public static final String MASK = ".mask";

    private static final int LARGEST_SHORT_ID = 0xFFFF;

    /// Bytes of an id in a vocabulary of so many: 2 up to 65,536 ids, else 4.
    public static int bytesPerId(int vocabulary) {
        return vocabulary <= LARGEST_SHORT_ID + 1 ? 2 : 4;
    }

    /// What was written.
    ///
    /// @param documents documents with at least one token
    /// @param blank documents without text, not written
    /// @param tokens end-of-text included
    /// @param windows whole windows
    /// @param maskedWindows those of them whose loss is masked
    /// @param tailTokens tokens after the last whole window, which no order reads
    public record Totals(
            long documents,
            long blank,
            long tokens,
            long windows,
            long maskedWindows,
            long tailTokens,
            long npyBytes,
            long csvBytes,
            long maskBytes) {}

    private final int bytesPerId;
    private final int endOfText;
    private final Predicate<int[]> masked;
    private final OutputStream npy;
    private final CountingStream csv;
    private final StoredGzip csvGzip;
    private final OutputStream mask;

    private final int[] window;
    private int inWindow;
    private byte[] buffer = new byte[1 << 13];
    private byte[] maskBits = new byte[64];
    private long documents;
    private long blank;
    private long tokens;
    private long windows;
    private long maskedWindows;
    private Totals totals;

    /// A writer of two bytes an id.
    ///
    /// @param window tokens a window
    /// @param endOfText id that ends every document
    /// @param masked says of a window's ids whether its loss is masked; the array is reused
    public TokenShardWriter(
            int window,
            int endOfText,
            Predicate<int[]> masked,
            OutputStream npy,
            OutputStream csvGz,
            OutputStream mask) {
        this(2, window, endOfText, masked, npy, csvGz, mask);
    }

    /// @param bytesPerId 2 or 4
    public TokenShardWriter(
            int bytesPerId,
            int window,
            int endOfText,
            Predicate<int[]> masked,
            OutputStream npy,
            OutputStream csvGz,
            OutputStream mask) {
        this.bytesPerId = bytesPerId;
        if (window < 1) {
            throw new IllegalArgumentException("window must be 1 or more tokens but was " + window);
        }
        this.endOfText = checked(endOfText);
        this.masked = masked;
        this.npy = npy;
        this.csv = new CountingStream(csvGz);
        this.csvGzip = new StoredGzip(csv);
        this.mask = mask;
        this.window = new int[window];
    }

    /// Tokens written so far, for a caller who rolls files at a size.
    public long tokens() {
        return tokens;
    }

    /// Appends one document.
    ///
    /// @param id the document's id, as the csv shows it
    /// @param source where it came from: the csv's src
    /// @param line its place there, from 1: the csv's loc
    /// @param ids without end-of-text, the first `count` of the array
    /// @throws IllegalArgumentException for an id that two bytes do not hold
    public void add(String id, String source, long line, int[] ids, int count) throws IOException {
        if (count == 0) {
            blank++;
            return;
        }
        boolean ended = ids[count - 1] == endOfText;
        int length = ended ? count : count + 1;
        int bytes = Math.multiplyExact(bytesPerId, length);
        if (buffer.length < bytes) {
            buffer = new byte[Math.max(bytes, 2 * buffer.length)];
        }
        for (int i = 0; i < length; i++) {
            put(buffer, bytesPerId * i, bytesPerId, i < count ? checked(ids[i]) : endOfText);
        }
        // nothing is written before the whole document is known to be good
        for (int i = 0; i < length; i++) {
            window[inWindow++] = i < count ? ids[i] : endOfText;
            if (inWindow == window.length) {
                closeWindow();
            }
        }
        npy.write(buffer, 0, bytes);
        String row = tokens + "," + (tokens + length) + "," + quoted(id) + "," + quoted(source) + "," + line + "\r\n";
        csvGzip.write(row.getBytes(StandardCharsets.UTF_8));
        tokens += length;
        documents++;
    }

    /// Writes the mask, completes the csv and flushes; nothing can be added after it.
    public Totals finish() throws IOException {
        if (totals == null) {
            int maskBytes = Math.toIntExact((windows + 7) / 8);
            mask.write(maskBits, 0, maskBytes);
            csvGzip.close(); // which leaves the stream under it open
            npy.flush();
            csv.flush();
            mask.flush();
            totals = new Totals(
                    documents,
                    blank,
                    tokens,
                    windows,
                    maskedWindows,
                    inWindow,
                    bytesPerId * tokens,
                    csv.bytes,
                    maskBytes);
        }
        return totals;
    }

    private void closeWindow() {
        int at = Math.toIntExact(windows >>> 3);
        if (at == maskBits.length) {
            maskBits = Arrays.copyOf(maskBits, 2 * at);
        }
        if (masked.test(window)) {
            maskBits[at] |= (byte) (1 << (windows & 7));
            maskedWindows++;
        }
        windows++;
        inWindow = 0;
    }

    private int checked(int id) {
        if (id < 0 || bytesPerId == 2 && id > LARGEST_SHORT_ID) {
            throw new IllegalArgumentException("token id " + id + " does not fit " + (bytesPerId == 2 ? "two" : "four")
                    + " bytes: expected 0.." + (bytesPerId == 2 ? LARGEST_SHORT_ID : Integer.MAX_VALUE));
        }
        return id;
    }

    /// Little-endian.
    static void put(byte[] into, int at, int bytes, long value) {
        for (int i = 0; i < bytes; i++) {
            into[at + i] = (byte) (value >>> 8 * i);
        }
    }

    /// A field as Python's csv module quotes it.
    private static String quoted(String field) {
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return '"' + field.replace("\"", "\"\"") + '"';
            }
        }
        return field;
    }

    private static final class CountingStream extends OutputStream {
        private final OutputStream out;
        private long bytes;

        CountingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }
    }
}

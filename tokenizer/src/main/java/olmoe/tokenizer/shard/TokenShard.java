package olmoe.tokenizer.shard;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// One token shard for reading: the ids of a headerless uint16 or uint32 `.npy`, and the window mask beside it.
/// A shard without a `.mask` file masks nothing. May be read by several threads at once.
public final class TokenShard implements Closeable {
    private static final int CHUNK_TOKENS = 1 << 15;

    private final Path file;
    private final FileChannel channel;
    private final int bytesPerId;
    private final long tokens;
    private final byte[] mask; // null without the file

    private TokenShard(Path file, FileChannel channel, int bytesPerId, long tokens, byte[] mask) {
        this.file = file;
        this.channel = channel;
        this.bytesPerId = bytesPerId;
        this.tokens = tokens;
        this.mask = mask;
    }

    /// What a shard holds when everything in it has been read and compared.
    ///
    /// @param documents rows of the csv
    /// @param tokens ids in the npy, end-of-text included
    /// @param windows whole windows
    /// @param maskedWindows windows whose bit is set, or -1 without a mask
    /// @param tailTokens tokens after the last whole window
    /// @param endOfText the id that ends every document, or -1 without documents
    /// @param largestId the largest id, or -1 without tokens
    /// @param largestAt the first token with it
    /// @param longestDocument tokens of the longest document, end-of-text included
    public record Recount(
            long documents,
            long tokens,
            long windows,
            long maskedWindows,
            long tailTokens,
            int endOfText,
            int largestId,
            long largestAt,
            long longestDocument) {}

    /// A shard of as many bytes an id as the order.json above it says, or two.
    ///
    /// @param npy path of the `.npy`
    public static TokenShard open(Path npy) throws IOException {
        return open(npy, bytesPerId(npy));
    }

    static int bytesPerId(Path npy) throws IOException {
        Path order = TrainingOrder.folderAbove(npy);
        return order == null ? 2 : TrainingOrder.bytesPerId(order);
    }

    /// @param npy path of the `.npy`
    /// @param bytesPerId 2 or 4
    public static TokenShard open(Path npy, int bytesPerId) throws IOException {
        FileChannel channel = FileChannel.open(npy, StandardOpenOption.READ);
        try {
            long bytes = channel.size();
            DamagedShardException.unless(
                    bytes % bytesPerId == 0,
                    npy + ": byte " + bytes + ": it ends in the middle of a " + (bytesPerId == 2 ? "two" : "four")
                            + "-byte id");
            return new TokenShard(npy, channel, bytesPerId, bytes / bytesPerId, readMask(npy));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// 2 or 4.
    public int bytesPerId() {
        return bytesPerId;
    }

    public long tokens() {
        return tokens;
    }

    /// Whether the loss of a window is masked.
    ///
    /// @throws DamagedShardException when the mask file ends before the window
    public boolean masked(long window) {
        if (mask == null) {
            return false;
        }
        DamagedShardException.unless(
                window >>> 3 < mask.length,
                beside(file, TokenShardWriter.MASK) + ": " + mask.length + " bytes hold no bit for window " + window);
        return (mask[(int) (window >>> 3)] >> (window & 7) & 1) == 1;
    }

    /// Copies `count` ids from position `start` on.
    public void read(long start, int[] into, int offset, int count) throws IOException {
        if (start < 0 || count < 0 || start + count > tokens) {
            throw new IndexOutOfBoundsException(
                    file + ": tokens " + start + " to " + (start + count) + " of " + tokens);
        }
        ByteBuffer buffer =
                ByteBuffer.allocate(bytesPerId * Math.min(count, CHUNK_TOKENS)).order(ByteOrder.LITTLE_ENDIAN);
        for (int done = 0; done < count; ) {
            int part = Math.min(count - done, CHUNK_TOKENS);
            buffer.clear().limit(bytesPerId * part);
            long at = bytesPerId * (start + done);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new DamagedShardException(file + ": byte " + (at + buffer.position())
                            + ": it became shorter while it was read, expected " + bytesPerId * tokens + " bytes");
                }
            }
            for (int i = 0; i < part; i++) {
                into[offset + done + i] = bytesPerId == 2 ? buffer.getShort(2 * i) & 0xFFFF : buffer.getInt(4 * i);
            }
            done += part;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Reads all of a shard, its csv and its mask, and compares them.
    ///
    /// @param window tokens a window
    /// @throws DamagedShardException naming file and place of the first thing that does not fit
    public static Recount recount(Path npy, int window) throws IOException {
        return recount(npy, window, bytesPerId(npy));
    }

    /// @param bytesPerId 2 or 4
    public static Recount recount(Path npy, int window, int bytesPerId) throws IOException {
        try (TokenShard shard = open(npy, bytesPerId);
                DocumentSpans spans = new DocumentSpans(npy)) {
            long windows = shard.tokens / window;
            long maskedWindows = shard.mask == null ? -1 : shard.countMask(windows);
            int[] chunk = new int[CHUNK_TOKENS];
            long documents = 0;
            long read = 0;
            long longest = 0;
            int largest = -1;
            long largestAt = 0;
            int endOfText = -1;
            for (DocumentSpan span = spans.next(); span != null; span = spans.next()) {
                String row = beside(npy, TokenShardWriter.DOCUMENTS) + ": row " + spans.row() + ": ";
                DamagedShardException.unless(
                        span.start() == read, row + "start: expected " + read + ", found " + span.start());
                DamagedShardException.unless(
                        span.end() > span.start(), row + "end: expected more than " + read + ", found " + span.end());
                DamagedShardException.unless(
                        span.end() <= shard.tokens,
                        row + "end: expected at most the " + shard.tokens + " tokens of " + npy.getFileName()
                                + ", found " + span.end());
                int last = -1;
                while (read < span.end()) {
                    int part = (int) Math.min(span.end() - read, CHUNK_TOKENS);
                    shard.read(read, chunk, 0, part);
                    for (int i = 0; i < part; i++) {
                        largestAt = chunk[i] > largest ? read + i : largestAt;
                        largest = Math.max(largest, chunk[i]);
                    }
                    last = chunk[part - 1];
                    read += part;
                }
                endOfText = documents == 0 ? last : endOfText;
                DamagedShardException.unless(
                        last == endOfText,
                        npy + ": token " + (read - 1) + ": expected end-of-text " + endOfText
                                + " at the end of the document of row " + spans.row() + ", found " + last);
                longest = Math.max(longest, span.end() - span.start());
                documents++;
            }
            DamagedShardException.unless(
                    read == shard.tokens,
                    npy + ": token " + read + ": the csv ends here but " + (shard.tokens - read) + " tokens follow");
            return new Recount(
                    documents, read, windows, maskedWindows, read % window, endOfText, largest, largestAt, longest);
        }
    }

    /// The file of the same name with another extension.
    static Path beside(Path npy, String extension) {
        String name = npy.getFileName().toString();
        if (!name.endsWith(TokenShardWriter.TOKENS)) {
            throw new IllegalArgumentException(npy + ": expected a token shard, name.npy");
        }
        String stem = name.substring(0, name.length() - TokenShardWriter.TOKENS.length());
        return npy.resolveSibling(stem + extension);
    }

    private static byte[] readMask(Path npy) throws IOException {
        try {
            return Files.readAllBytes(beside(npy, TokenShardWriter.MASK));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private long countMask(long windows) {
        Path maskFile = beside(file, TokenShardWriter.MASK);
        DamagedShardException.unless(
                mask.length == (windows + 7) / 8,
                maskFile + ": expected " + (windows + 7) / 8 + " bytes for " + windows + " windows, found "
                        + mask.length);
        long count = 0;
        for (byte bits : mask) {
            count += Integer.bitCount(bits & 0xFF);
        }
        if (windows % 8 != 0) {
            int after = (mask[mask.length - 1] & 0xFF) >>> (windows % 8);
            DamagedShardException.unless(
                    after == 0, maskFile + ": byte " + (mask.length - 1) + ": bits are set after the last window");
        }
        return count;
    }
}

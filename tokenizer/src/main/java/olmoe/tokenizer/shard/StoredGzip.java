package olmoe.tokenizer.shard;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// Writes gzip (RFC 1952) as stored blocks: valid for every reader, and the same bytes whichever zlib
/// the JDK carries. It does not compress: a member is 23 bytes longer than its content, and 5 more for
/// each block of 65,535 bytes after the first.
///
/// [#endMember()] closes one member and the next byte opens another, as WARC files want a member a
/// record. A stream that nothing was written to is one empty member. Not for several threads.
public final class StoredGzip extends OutputStream {
    private static final int BLOCK = 65_535;
    /// Deflate, no flags, no time, no level, operating system unknown.
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream out;
    private final CRC32 crc = new CRC32();
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long memberBytes;
    private boolean inMember;
    private boolean anyMember;

    public StoredGzip(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        openMember();
        crc.update(bytes, offset, length);
        memberBytes += length;
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == BLOCK) {
                writeBlock(false);
            }
            int n = Math.min(left, BLOCK - filled);
            System.arraycopy(bytes, from, block, filled, n);
            filled += n;
            from += n;
            left -= n;
        }
    }

    /// Completes the open member; without one it does nothing.
    public void endMember() throws IOException {
        if (!inMember) {
            return;
        }
        writeBlock(true);
        writeInt((int) crc.getValue());
        writeInt((int) memberBytes);
        inMember = false;
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (!anyMember) {
                openMember();
            }
            endMember();
        }
    }

    private void openMember() throws IOException {
        if (!inMember) {
            out.write(HEADER);
            crc.reset();
            memberBytes = 0;
            inMember = true;
            anyMember = true;
        }
    }

    private void writeBlock(boolean last) throws IOException {
        out.write(last ? 1 : 0);
        writeShort(filled);
        writeShort(~filled);
        out.write(block, 0, filled);
        filled = 0;
    }

    private void writeShort(int value) throws IOException {
        out.write(value);
        out.write(value >>> 8);
    }

    private void writeInt(int value) throws IOException {
        writeShort(value);
        writeShort(value >>> 16);
    }
}

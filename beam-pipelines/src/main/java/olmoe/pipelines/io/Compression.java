package olmoe.pipelines.io;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// How a whole input file is compressed, told by the end of its name. A gzip file may have any number
/// of members, a zstd file any number of frames.
enum Compression {
    NONE(""),
    GZIP(".gz"),
    ZSTD(".zst");

    private static final int BUFFER = 1 << 16;
    private static final int DICTIONARY_FRAME = 0x184D2A5D;
    private static final int LONGEST_DICTIONARY = 1 << 24;

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    static Compression of(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(GZIP.suffix) ? GZIP : name.endsWith(ZSTD.suffix) ? ZSTD : NONE;
    }

    /// The name without what tells the compression.
    String bare(String path) {
        return path.substring(0, path.length() - suffix.length());
    }

    /// Undoes the compression; an empty file stays one.
    InputStream open(InputStream raw) throws IOException {
        if (this == NONE) {
            return raw;
        }
        PushbackInputStream in = new PushbackInputStream(raw, 8);
        int first = in.read();
        if (first < 0) {
            return in;
        }
        in.unread(first);
        return this == GZIP ? new GZIPInputStream(in, BUFFER) : zstd(in);
    }

    /// A WARC's dictionary stands before its records in a frame that other readers skip (IIPC, WARC
    /// with Zstandard, section 3.3).
    private static InputStream zstd(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        if (head.length < 8 || littleEndian(head, 0) != DICTIONARY_FRAME) {
            in.unread(head);
            return new ZstdInputStream(in);
        }
        int size = littleEndian(head, 4);
        if (size < 0 || size > LONGEST_DICTIONARY) {
            throw new ZipException("a dictionary of " + Integer.toUnsignedString(size) + " bytes");
        }
        byte[] dictionary = in.readNBytes(size);
        if (dictionary.length < size) {
            throw new EOFException();
        }
        if (size >= 4 && littleEndian(dictionary, 0) == 0xFD2FB528) {
            dictionary = new ZstdInputStream(new ByteArrayInputStream(dictionary)).readNBytes(LONGEST_DICTIONARY);
        }
        ZstdInputStream out = new ZstdInputStream(in);
        out.setDict(dictionary);
        return out;
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xff
                | (bytes[at + 1] & 0xff) << 8
                | (bytes[at + 2] & 0xff) << 16
                | (bytes[at + 3] & 0xff) << 24;
    }

    /// Why a compressed file could not be read further, or nothing where it is the disk's or the
    /// network's fault and no one should take the file for damaged.
    Optional<String> damage(IOException e) {
        String name = toString().toLowerCase(Locale.ROOT);
        if (e instanceof EOFException || e instanceof ZstdIOException && "Truncated source".equals(e.getMessage())) {
            return Optional.of("truncated-" + name);
        }
        return e instanceof ZipException || e instanceof ZstdIOException
                ? Optional.of("damaged-" + name)
                : Optional.empty();
    }
}

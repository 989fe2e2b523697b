package olmoe.pipelines;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import olmoe.release.format.Sha256;

/// Which documents a part has read, by key and by URL: 8 bytes for each of both, ascending, so that a look into each
/// part's file says which part to open. A stranger of equal hash costs one part opened in vain.
final class KeyIndex {
    private final LongArrayList hashes = new LongArrayList();

    /// @param key of a document, or null
    /// @param url or null
    void add(String key, String url) {
        if (key != null) {
            hashes.add(hash(key));
        }
        if (url != null) {
            hashes.add(hash(url));
        }
    }

    /// Writes the file and closes it.
    void write(OutputStream out) throws IOException {
        hashes.sort(null);
        try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16))) {
            for (int i = 0; i < hashes.size(); i++) {
                data.writeLong(hashes.getLong(i));
            }
        }
    }

    /// Whether a part may have a document.
    ///
    /// @param wanted key or URL
    static boolean mayHold(Path file, String wanted) throws IOException {
        long hash = hash(wanted);
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer one = ByteBuffer.allocate(Long.BYTES);
            long low = 0;
            long high = channel.size() / Long.BYTES;
            while (low < high) {
                long middle = (low + high) >>> 1;
                one.clear();
                while (one.hasRemaining()) {
                    if (channel.read(one, middle * Long.BYTES + one.position()) < 0) {
                        throw new IOException(file + ": is cut short");
                    }
                }
                long found = one.getLong(0);
                if (found == hash) {
                    return true;
                }
                if (found < hash) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return false;
        }
    }

    private static long hash(String name) {
        return Long.parseUnsignedLong(Sha256.of(name).substring(0, 16), 16);
    }
}

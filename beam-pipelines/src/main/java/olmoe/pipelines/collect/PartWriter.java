package olmoe.pipelines.collect;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.shard.StoredGzip;

/// Writes records to numbered gzip files, `STEM-00000SUFFIX` and on. A file takes its name when it is
/// complete.
final class PartWriter implements Closeable {
    private final Path folder;
    private final String stem;
    private final String suffix;
    private final long splitBytes;
    private final boolean memberPerRecord;
    private final List<Part> parts = new ArrayList<>();
    private Path temporary;
    private StoredGzip out;
    private long written;
    private long records;

    /// @param memberPerRecord whether each record is a gzip member of its own, as WARC wants
    PartWriter(Path folder, String stem, String suffix, long splitBytes, boolean memberPerRecord) {
        this.folder = folder;
        this.stem = stem;
        this.suffix = suffix;
        this.splitBytes = splitBytes;
        this.memberPerRecord = memberPerRecord;
    }

    /// Whether a record of this length belongs in another file than the open one.
    boolean isFull(int length) {
        return records > 0 && written + length > splitBytes;
    }

    /// The name of the file that [#begin(byte\[\])] begins next.
    String nextName() {
        return name(parts.size() + (out == null ? 0 : 1));
    }

    /// Begins a file.
    ///
    /// @param head what it begins with, not counted as a record; may be empty
    void begin(byte[] head) throws IOException {
        complete();
        temporary = folder.resolve("." + name(parts.size()) + ".tmp");
        out = new StoredGzip(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16));
        written = 0;
        records = 0;
        if (head.length > 0) {
            write(head);
        }
    }

    /// Writes to the file begun last.
    void add(byte[] record) throws IOException {
        write(record);
        records++;
    }

    /// Completes the last file, removes what a longer run before left under later numbers, and returns
    /// all files in order.
    List<Part> finish() throws IOException {
        complete();
        int later = parts.size();
        while (Files.deleteIfExists(folder.resolve(name(later)))) {
            later++;
        }
        return List.copyOf(parts);
    }

    /// Leaves no unfinished file behind.
    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
            Files.deleteIfExists(temporary);
            out = null;
        }
    }

    private void write(byte[] record) throws IOException {
        out.write(record);
        if (memberPerRecord) {
            out.endMember();
        }
        written += record.length;
    }

    private void complete() throws IOException {
        if (out == null) {
            return;
        }
        out.close();
        out = null;
        Path path = folder.resolve(name(parts.size()));
        String sha256 = Sha256.hex(temporary);
        long bytes = Files.size(temporary);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        parts.add(new Part(path, records, bytes, sha256));
    }

    private String name(int number) {
        String digits = Integer.toString(number);
        return stem + "-" + "0".repeat(Math.max(0, 5 - digits.length())) + digits + suffix;
    }
}

package olmoe.tokenizer.shard;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that has its name only when it is complete. Numbers are written little-endian.
final class UnfinishedFile {
    private final Path file;
    private final Path unfinished;
    private final OutputStream out;
    private final byte[] number = new byte[8];

    UnfinishedFile(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        this.out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    }

    OutputStream stream() {
        return out;
    }

    void number(long value, int bytes) throws IOException {
        TokenShardWriter.put(number, 0, bytes, value);
        out.write(number, 0, bytes);
    }

    void complete() throws IOException {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

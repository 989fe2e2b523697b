package olmoe.tokenizer.shard;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that has its name only when it is complete.
final class UnfinishedFile implements Closeable {
    private final Path file;
    private final Path unfinished;
    private final OutputStream out;

    UnfinishedFile(Path file) throws IOException {
        this.file = file;
        this.unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        this.out = new BufferedOutputStream(Files.newOutputStream(unfinished), 1 << 16);
    }

    OutputStream stream() {
        return out;
    }

    void complete() throws IOException {
        out.close();
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Forgets it, unless it is complete.
    @Override
    public void close() throws IOException {
        out.close();
        Files.deleteIfExists(unfinished);
    }
}

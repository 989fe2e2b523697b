package olmoe.dedup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a file, and names it where that fails: a disk that is full says only that much.
public final class NamedOutput extends OutputStream {
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final OutputStream out;

    /// Opens it buffered, for a file that is there or not.
    public static OutputStream buffered(Path file) throws IOException {
        return new BufferedOutputStream(new NamedOutput(file), BUFFER);
    }

    private NamedOutput(Path file) throws IOException {
        this.file = file;
        this.out = Files.newOutputStream(file);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

package olmoe.dedup.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import olmoe.dedup.NamedOutput;

/// Lines of JSON beside a command's output; the file appears whole or not at all.
final class EvidenceFile implements Closeable {
    private final Path file;
    private final Path part;
    private final OutputStream out;

    /// @param file or null to write nothing
    EvidenceFile(Path file) throws IOException {
        this.file = file;
        if (file == null) {
            part = null;
            out = OutputStream.nullOutputStream();
        } else {
            part = file.resolveSibling(file.getFileName() + ".part");
            out = NamedOutput.buffered(part);
        }
    }

    void write(ObjectNode row) throws IOException {
        out.write(DocumentLines.json().writeValueAsBytes(row));
        out.write('\n');
    }

    void commit() throws IOException {
        out.close();
        if (file != null) {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }
}

package olmoe.pipelines.collect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import olmoe.tokenizer.cli.ConfigurationException;

/// The files of a folder, of a zip or jar, or one file alone, in the order of their paths.
interface Input extends Closeable {

    /// Larger files are passed over: they are no pages, and a small archive can hold very large ones.
    int MOST_FILE_BYTES = 64 << 20;

    /// @param path relative, with slashes
    /// @param date when the input says that it was written, or null
    record Entry(String path, Instant date) {}

    /// Ordered by path; paths are distinct and stay inside the input.
    List<Entry> entries();

    /// Returns the content, or null where it is longer than `mostBytes`.
    byte[] read(Entry entry, int mostBytes) throws IOException;

    /// @throws ConfigurationException when it cannot be opened as what its name says, or holds a path that
    ///     leads out of it
    static Input open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return FolderInput.of(path);
        }
        if (!Files.isRegularFile(path)) {
            throw new ConfigurationException(path + ": expected a folder, a jar, a zip or a file, found nothing");
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".zip") ? ZipInput.open(path) : FolderInput.ofFile(path);
    }
}

package olmoe.release.format;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that stands in two folders: once on disk where the file system can, else as a copy.
public final class LinkedFile {
    private LinkedFile() {}

    /// @param to its second place, where no file is yet, in a folder that is there
    public static void make(Path from, Path to) throws IOException {
        try {
            Files.createLink(to, from);
        } catch (UnsupportedOperationException | FileSystemException e) {
            Files.copy(from, to); // another file system, or one without links
        }
    }
}

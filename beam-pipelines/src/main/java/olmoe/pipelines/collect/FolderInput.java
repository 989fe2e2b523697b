package olmoe.pipelines.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder's regular files; links are not followed. Their times say when they were copied here, so
/// they give no date.
record FolderInput(Path folder, List<Entry> entries) implements Input {

    static FolderInput of(Path folder) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    String path = folder.relativize(file).toString();
                    entries.add(new Entry(path.replace(folder.getFileSystem().getSeparator(), "/"), null));
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::path));
        return new FolderInput(folder, List.copyOf(entries));
    }

    static FolderInput ofFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return new FolderInput(folder, List.of(new Entry(file.getFileName().toString(), null)));
    }

    @Override
    public byte[] read(Entry entry, int mostBytes) throws IOException {
        try (InputStream in = Files.newInputStream(folder.resolve(entry.path()))) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            return bytes.length > mostBytes ? null : bytes;
        }
    }

    @Override
    public void close() {}
}

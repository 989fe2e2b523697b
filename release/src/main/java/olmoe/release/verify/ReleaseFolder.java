package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;

/// A release's folder. Each plain file is hashed once, all processors taking part.
final class ReleaseFolder {

    private final Path root;
    private final SortedSet<String> files;
    private final SortedMap<String, String> digests;
    private final long bytes;

    private ReleaseFolder(Path root, SortedSet<String> files, List<Hashed> hashed) {
        this.root = root;
        this.files = Collections.unmodifiableSortedSet(files);
        SortedMap<String, String> byPath = new TreeMap<>();
        hashed.forEach(file -> byPath.put(file.path, file.sha256));
        this.digests = Collections.unmodifiableSortedMap(byPath);
        this.bytes = hashed.stream().mapToLong(Hashed::size).sum();
    }

    private record Hashed(String path, long size, String sha256) {}

    static ReleaseFolder of(Path root) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> files.add(slashed(root.relativize(path))));
        }
        List<String> plain = files.stream()
                .filter(path -> Files.isRegularFile(root.resolve(path), LinkOption.NOFOLLOW_LINKS))
                .toList();
        return new ReleaseFolder(root, files, each(plain, path -> {
            Path file = root.resolve(path);
            return new Hashed(path, Files.size(file), Sha256.of(file));
        }));
    }

    Path root() {
        return root;
    }

    /// Paths of all that is no folder, links among them, with `/`.
    SortedSet<String> files() {
        return files;
    }

    /// SHA-256 of every plain file, as it lies there now.
    SortedMap<String, String> digests() {
        return digests;
    }

    /// Size of all plain files.
    long bytes() {
        return bytes;
    }

    Path resolve(String path) {
        return root.resolve(path);
    }

    JsonNode json(String path) throws IOException {
        return CanonicalJson.read(Files.readAllBytes(resolve(path)), path);
    }

    /// Paths that begin and end so, in order.
    List<String> between(String start, String end) {
        List<String> found = new ArrayList<>();
        for (String path : files.tailSet(start)) {
            if (!path.startsWith(start)) {
                break;
            }
            if (path.endsWith(end)) {
                found.add(path);
            }
        }
        return found;
    }

    static boolean isAttestation(String path) {
        return path.startsWith(ReleaseIndex.ATTESTATIONS);
    }

    /// What is asked of one file.
    interface Question<T> {
        T ask(String path) throws IOException;
    }

    /// Asks of all paths, with all processors; answers are in the order of the paths.
    static <T> List<T> each(List<String> paths, Question<T> question) throws IOException {
        Function<String, T> ask = path -> {
            try {
                return question.ask(path);
            } catch (IOException e) {
                throw new UncheckedIOException(path + ": " + e.getMessage(), e);
            }
        };
        try {
            return paths.parallelStream().map(ask).toList();
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String slashed(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : path) {
            text.append(text.isEmpty() ? "" : "/").append(name);
        }
        return text.toString();
    }
}

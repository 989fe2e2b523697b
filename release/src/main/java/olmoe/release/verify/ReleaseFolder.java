package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
        SortedMap<String, BasicFileAttributes> files = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.put(slashed(root.relativize(file)), attributes);
                return FileVisitResult.CONTINUE;
            }
        });
        // the largest first, so that no processor is left with one at the end
        List<String> plain = files.entrySet().stream()
                .filter(file -> file.getValue().isRegularFile())
                .sorted(Comparator.comparingLong(file -> -file.getValue().size()))
                .map(Map.Entry::getKey)
                .toList();
        return new ReleaseFolder(
                root,
                new TreeSet<>(files.keySet()),
                each(plain, path -> new Hashed(path, files.get(path).size(), Sha256.of(root.resolve(path)))));
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

    /// Whether all are plain files. A link, a device or a pipe must not be opened: it leads anywhere, or never ends.
    boolean isPlain() {
        return files.size() == digests.size();
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

    /// Asks of all paths, with all processors, each taking the next path that is left; answers are in the order of the
    /// paths, and of several failures the first in that order counts.
    static <T> List<T> each(List<String> paths, Question<T> question) throws IOException {
        List<T> answers = new ArrayList<>(Collections.nCopies(paths.size(), null));
        Exception[] failures = new Exception[paths.size()];
        AtomicInteger next = new AtomicInteger();
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(processor -> {
                    for (int i = next.getAndIncrement(); i < paths.size(); i = next.getAndIncrement()) {
                        try {
                            answers.set(i, question.ask(paths.get(i)));
                        } catch (IOException | RuntimeException e) {
                            failures[i] = e;
                        }
                    }
                });
        for (int i = 0; i < failures.length; i++) {
            if (failures[i] instanceof IOException) {
                throw new IOException(paths.get(i) + ": " + failures[i].getMessage(), failures[i]);
            }
            if (failures[i] != null) {
                throw (RuntimeException) failures[i];
            }
        }
        return answers;
    }

    private static String slashed(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : path) {
            text.append(text.isEmpty() ? "" : "/").append(name);
        }
        return text.toString();
    }
}

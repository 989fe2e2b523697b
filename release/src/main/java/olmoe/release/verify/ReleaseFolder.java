package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;

/// A release's folder and the paths in it.
///
/// @param files paths of all that is no folder, links among them, with `/`
record ReleaseFolder(Path root, SortedSet<String> files) {

    static ReleaseFolder of(Path root) throws IOException {
        SortedSet<String> files = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> files.add(slashed(root.relativize(path))));
        }
        return new ReleaseFolder(root, files);
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
        for (String path : files) {
            if (path.startsWith(start) && path.endsWith(end)) {
                found.add(path);
            }
        }
        return found;
    }

    private static String slashed(Path path) {
        StringBuilder text = new StringBuilder();
        for (Path name : path) {
            text.append(text.isEmpty() ? "" : "/").append(name);
        }
        return text.toString();
    }
}

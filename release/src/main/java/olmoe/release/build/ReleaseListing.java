package olmoe.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.ReleaseIndex.Listed;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// The files of a release that is being made from another, and its lists.
public final class ReleaseListing {

    private final Path root;
    private final SortedMap<String, Listed> listed = new TreeMap<>();

    public ReleaseListing(Path root) {
        this.root = root;
    }

    public void add(Listed file) {
        listed.put(file.path(), file);
    }

    public void add(String path, String role, String license, long size, String sha256) {
        add(new Listed(path, size, sha256, role, license, MediaTypes.of(path)));
    }

    public boolean has(String path) {
        return listed.containsKey(path);
    }

    /// Parquet files below a folder, in path order.
    public List<String> paths(String folder) {
        return listed.keySet().stream()
                .filter(path -> path.startsWith(folder) && path.endsWith(".parquet"))
                .toList();
    }

    /// Paths of a folder's files that begin and end so, in order.
    public static List<String> pathsIn(Path root, String start, String end) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .filter(path -> path.startsWith(start) && path.endsWith(end))
                    .sorted()
                    .toList();
        }
    }

    /// Renders every document from what is listed so far.
    public void renderDocuments() throws IOException {
        Licenses licenses = Licenses.of(root);
        for (Map.Entry<String, byte[]> document :
                Documents.render(root, new ArrayList<>(listed.values())).entrySet()) {
            Path file = root.resolve(document.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, document.getValue());
            add(
                    document.getKey(),
                    Documents.role(document.getKey()),
                    licenses.of(document.getKey()),
                    document.getValue().length,
                    Sha256.of(document.getValue()));
        }
    }

    /// Writes RELEASE.json and SHA256SUMS; the list of witnesses is there.
    public void write(String name, String version, SortedMap<String, String> madeFrom) throws IOException {
        ReleaseIndex index =
                new ReleaseIndex(name, version, Manifest.PROGRAM_VERSION, madeFrom, new ArrayList<>(listed.values()));
        byte[] bytes = index.bytes();
        Files.write(root.resolve(ReleaseIndex.NAME), bytes);
        SortedMap<String, String> sums = new TreeMap<>();
        listed.values().forEach(file -> sums.put(file.path(), file.sha256()));
        sums.put(ReleaseIndex.NAME, Sha256.of(bytes));
        sums.put(ReleaseIndex.WITNESS_NAME, Sha256.of(root.resolve(ReleaseIndex.WITNESS_NAME)));
        JsonNode witnesses = CanonicalJson.read(root.resolve(ReleaseIndex.WITNESS_NAME));
        witnesses
                .required("files")
                .forEach(file -> sums.put(
                        file.required("path").asText(), file.required("sha256").asText()));
        Files.writeString(root.resolve(Sums.NAME), Sums.render(sums));
    }
}

package olmoe.release.takedown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import olmoe.release.build.Documents;
import olmoe.release.build.ReleaseListing;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.LinkedFile;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;

/// Makes the index that a release carries again of what is left in the new one, and its lines among the witnesses.
final class IndexUpdate {
    /// Where the files of the index stand that differ from one writing of it to the next.
    static final String FILES = ReleaseIndex.WITNESS_FOLDER + "index/";

    private static final String FOLDER = "index/";

    private final Path from;
    private final Path to;
    private final Takedown.Indexer indexer;

    /// @param to the new release, with its data, ledgers and witnesses
    IndexUpdate(Path from, Path to, Takedown.Indexer indexer) {
        this.from = from;
        this.to = to;
        this.indexer = indexer;
    }

    /// Whether a file belongs to the index and comes out the same each time.
    static boolean isReproducible(String path) {
        return path.equals(Documents.INDEX) || path.startsWith(Documents.MATCHES);
    }

    /// @param set name of the parameter set
    /// @return the reproducible files, as they stand in the new release
    List<String> write(String set) throws IOException {
        Path made = to.resolve(".index");
        List<String> matches = ReleaseListing.pathsIn(from, Documents.MATCHES, "");
        for (String path : matches) {
            LinkedFile.make(from.resolve(path), place(path)); // for the indexer, which leaves out what has gone
        }
        indexer.index(to, made, set);
        for (String path : matches) {
            Files.delete(to.resolve(path));
        }
        List<String> reproducible = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String name : ReleaseListing.pathsIn(made, "", "")) {
            boolean same = isReproducible(FOLDER + name);
            String path = (same ? FOLDER : FILES) + name;
            Files.move(made.resolve(name), place(path));
            (same ? reproducible : others).add(path);
        }
        try (Stream<Path> folders = Files.walk(made)) {
            for (Path folder : folders.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(folder);
            }
        }
        witness(others);
        return reproducible;
    }

    private void witness(List<String> paths) throws IOException {
        Path list = to.resolve(ReleaseIndex.WITNESS_NAME);
        ObjectNode witnesses = (ObjectNode) CanonicalJson.read(list);
        ArrayNode files = CanonicalJson.object().arrayNode();
        for (JsonNode file : witnesses.required("files")) {
            if (!file.required("path").asText().startsWith(FILES)) {
                files.add(file);
            }
        }
        for (String path : paths) {
            files.addObject()
                    .put("path", path)
                    .put("size", Files.size(to.resolve(path)))
                    .put("sha256", Sha256.of(to.resolve(path)));
        }
        witnesses.set("files", files);
        Files.delete(list); // a link to the file of the release before
        Files.write(list, CanonicalJson.bytes(witnesses));
    }

    private Path place(String path) throws IOException {
        Path file = to.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }
}

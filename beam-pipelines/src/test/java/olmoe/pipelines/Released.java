package olmoe.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.ReleaseIndex.Listed;
import olmoe.release.format.Sha256;

/// What a release holds of a corpus, packed as `olmoe release build` does, without a model.
final class Released {
    private Released() {}

    static void of(Path corpus, Path release) throws IOException {
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (!file.role().equals(Manifest.WITNESS)) {
                copy(corpus.resolve(file.path()), release.resolve(file.path()));
            }
        }
        copy(corpus.resolve(CorpusBuild.RECIPE), release.resolve("reproduce/recipe.resolved.json"));
        MatchIndex.write(corpus, release.resolve("index"));
        list(release);
    }

    /// Writes RELEASE.json of what lies there.
    static void list(Path release) throws IOException {
        Files.deleteIfExists(release.resolve(ReleaseIndex.NAME));
        List<Listed> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(release)) {
            for (Path file : (Iterable<Path>) walk.filter(Files::isRegularFile).sorted()::iterator) {
                String path = release.relativize(file).toString();
                files.add(new Listed(path, Files.size(file), Sha256.of(file), "data", "NOASSERTION", "text/plain"));
            }
        }
        Files.write(
                release.resolve(ReleaseIndex.NAME),
                new ReleaseIndex("made-up", "1.0.0", Manifest.PROGRAM_VERSION, new TreeMap<>(), files).bytes());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }
}

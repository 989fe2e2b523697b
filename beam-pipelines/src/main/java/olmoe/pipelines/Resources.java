package olmoe.pipelines;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.filters.Resource;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Section;
import olmoe.release.recipe.Value;

/// The files that steps need: beside the recipe before a run starts, in the corpus folder under their
/// digests on every worker.
final class Resources {
    private static final String FOLDER = "work/resources/";

    private interface Finder {
        Resource find(Value path, Value sha256);
    }

    private final Finder finder;
    private final SortedMap<String, Resource> found = new TreeMap<>();

    private Resources(Finder finder) {
        this.finder = finder;
    }

    /// @param home folder of the recipe
    static Resources beside(Path home) {
        return new Resources((path, sha256) -> {
            Path file = home.resolve(path.text());
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw path.mistake("expected a file, found none that can be read at " + file);
            }
            Resource resource = Resource.of(file);
            if (!resource.sha256().equals(sha256.text())) {
                throw sha256.mistake("expected a file with sha256 " + sha256.text() + ", found " + resource.sha256());
            }
            return resource;
        });
    }

    /// Files that [#store] has put there.
    static Resources stored(Places places) {
        return new Resources((path, sha256) ->
                new Resource(path.text(), sha256.text(), () -> places.stream(FOLDER + sha256.text())));
    }

    /// @param value `{path: …, sha256: …}`
    Resource resource(Value value) {
        Section section = value.section();
        Resource resource = finder.find(section.get("path"), section.get("sha256"));
        section.finish();
        found.put(resource.sha256(), resource);
        return resource;
    }

    /// Copies what is not there yet to where workers look. Returns the paths.
    TreeSet<String> store(Places places) throws IOException {
        TreeSet<String> paths = new TreeSet<>();
        for (Resource resource : found.values()) {
            String path = FOLDER + resource.sha256();
            paths.add(path);
            if (places.size(path) < 0) {
                try (InputStream in = resource.opener().open()) {
                    places.write(path, in);
                }
            }
        }
        return paths;
    }
}

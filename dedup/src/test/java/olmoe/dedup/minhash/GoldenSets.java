package olmoe.dedup.minhash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// The sets of documents that reference programs deduplicated, as far as they are whole files, and
/// what those programs answered.
final class GoldenSets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path shared;

    private GoldenSets(Path shared) {
        this.shared = shared;
    }

    /// The shared folder, or a skipped test that says how much it would have compared.
    static GoldenSets orSkip(int comparisons) {
        Path home = Path.of(System.getenv().getOrDefault("OLMOE_HOME", "."));
        String set = System.getenv("OLMOE_SHARED");
        Path shared = set == null ? home.resolve("../shared").normalize() : Path.of(set);
        Assumptions.assumeTrue(
                Files.isRegularFile(shared.resolve("golden/filters/sets.jsonl.gz")),
                () -> "skipped " + comparisons + " comparisons: no golden/filters under " + shared);
        return new GoldenSets(shared);
    }

    /// Text by id, in the set's order: `articles`, `clough` or `revisions`.
    Map<String, String> texts(String set) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, List<String>> files = new LinkedHashMap<>();
        for (JsonNode row : rows("golden/filters/sets.jsonl.gz")) {
            if (row.get("set").asText().equals(set)) {
                String file = row.get("file").asText();
                String line = files.computeIfAbsent(file, f -> lines("data/" + f))
                        .get(row.get("index").asInt());
                texts.put(
                        row.get("id").asText(),
                        set.equals("articles")
                                ? line.split(" ", 2)[1]
                                : json(line).get("text").asText());
            }
        }
        return texts;
    }

    List<JsonNode> rows(String path) {
        List<JsonNode> rows = new ArrayList<>();
        lines(path).forEach(line -> rows.add(json(line)));
        return rows;
    }

    private List<String> lines(String path) {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(shared.resolve(path)))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(all.split("\n", -1)).stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

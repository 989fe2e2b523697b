package olmoe.dedup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import olmoe.filters.GoldenDocuments;

/// The sets of golden/filters, in the order that the reference programs read them.
public final class DedupSets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DedupSets() {}

    /// Texts by set and id.
    public static Map<String, Map<String, String>> read(GoldenDocuments golden) throws IOException {
        Map<String, String> shared = golden.texts();
        Map<String, List<String>> files = new LinkedHashMap<>();
        Map<String, Map<String, String>> sets = new LinkedHashMap<>();
        for (JsonNode row : golden.rows("sets")) {
            String set = row.get("set").asText();
            String id = row.get("id").asText();
            String text = shared.get(id);
            if (row.has("file")) {
                Path file =
                        golden.shared().resolve("data").resolve(row.get("file").asText());
                if (!files.containsKey(file.toString())) {
                    files.put(file.toString(), lines(file));
                }
                String line = files.get(file.toString()).get(row.get("index").asInt());
                text = set.equals("articles")
                        ? line.substring(line.indexOf(' ') + 1)
                        : JSON.readTree(line).get("text").asText();
                assertEquals(row.get("sha256").asText(), sha256(text), id);
            }
            sets.computeIfAbsent(set, key -> new LinkedHashMap<>()).put(id, text);
        }
        return sets;
    }

    public static List<String> lines(Path gzipped) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzipped))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(all.split("\n", -1)).stream()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    /// Of the UTF-8.
    public static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

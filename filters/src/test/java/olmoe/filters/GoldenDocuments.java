package olmoe.filters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;

/// The documents that reference programs were run on, found by the selectors of golden/filters and
/// checked by their SHA-256; and the rows that those programs answered.
public final class GoldenDocuments {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<Path, GoldenDocuments> LOADED = new HashMap<>();

    private final Path shared;
    private final Path golden;
    private final Map<String, Object> cache = new HashMap<>();

    private GoldenDocuments(Path shared) {
        this.shared = shared;
        this.golden = shared.resolve("golden/filters");
    }

    /// The shared folder, or a skipped test that says how much it would have compared.
    public static GoldenDocuments orSkip(int comparisons) {
        Path home = Path.of(System.getenv().getOrDefault("OLMOE_HOME", "."));
        String set = System.getenv("OLMOE_SHARED");
        Path shared = set == null ? home.resolve("../shared").normalize() : Path.of(set);
        Assumptions.assumeTrue(
                Files.isRegularFile(shared.resolve("golden/filters/documents.jsonl.gz")),
                () -> "skipped " + comparisons + " comparisons: no golden/filters under " + shared);
        return LOADED.computeIfAbsent(shared, GoldenDocuments::new);
    }

    public Path shared() {
        return shared;
    }

    /// The documents by id, with their URLs.
    public Map<String, Document> documents() {
        return memo("documents", () -> {
            Map<String, String> texts = texts();
            Map<String, Document> documents = new LinkedHashMap<>();
            for (JsonNode row : rows("documents")) {
                String id = row.get("id").asText();
                String url = row.path("url").textValue();
                documents.put(
                        id, new Document(new DocumentKey(0, 0), id, url, "", null, texts.get(id), Map.of(), "{}"));
            }
            return documents;
        });
    }

    /// Text by id, in the order of ids.
    public Map<String, String> texts() {
        return memo("texts", this::checkedTexts);
    }

    private Map<String, String> checkedTexts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (JsonNode row : rows("documents")) {
            String text = text(row);
            String digest = sha256(text.getBytes(StandardCharsets.UTF_8));
            if (!digest.equals(row.get("sha256").asText())) {
                throw new IllegalStateException(row.get("id") + ": found another text than the reference saw");
            }
            texts.put(row.get("id").asText(), text);
        }
        return texts;
    }

    /// The rows of one file of golden/filters, by its name without ending.
    public List<JsonNode> rows(String name) {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : filled(raw(golden.resolve(name + ".jsonl.gz")))) {
            rows.add(json(line));
        }
        return rows;
    }

    /// The members of a tar archive by name, in the order of names.
    public Map<String, String> archive(Path file) {
        Map<String, String> members = new TreeMap<>();
        tar(file).forEach((name, bytes) -> members.put(name, new String(bytes, StandardCharsets.UTF_8)));
        return members;
    }

    /// SHA-256 of the ids as unsigned 16 bits, little-endian.
    public static String sha256OfIds(int[] ids, int from, int to) {
        byte[] bytes = new byte[2 * (to - from)];
        for (int i = from; i < to; i++) {
            bytes[2 * (i - from)] = (byte) ids[i];
            bytes[2 * (i - from) + 1] = (byte) (ids[i] >> 8);
        }
        return sha256(bytes);
    }

    private String text(JsonNode row) {
        String[] selector = row.get("sel").asText().split(":", 2);
        String argument = selector.length > 1 ? selector[1] : "";
        Path file = shared.resolve("data").resolve(row.get("file").asText());
        int index = row.get("index").asInt(-1);
        return switch (selector[0]) {
            case "edge" -> edges().get(argument);
            case "jsonl", "jsonl-concat" -> fields(json(jsonLines(file).get(index)), argument);
            case "lines" -> {
                int n = Integer.parseInt(argument);
                List<String> lines = allLines(file);
                yield String.join("\n", lines.subList(index * n, Math.min(lines.size(), index * n + n)));
            }
            case "split-before" -> before(file, argument).get(index);
            case "csv" -> column(file, argument, index);
            case "json" ->
                document(file).get(row.get("index").asText()).get(argument).asText();
            case "jsonarray" -> {
                String[] key = argument.split(":", 2);
                int n = Integer.parseInt(key[1]);
                JsonNode all = document(file);
                List<String> parts = new ArrayList<>();
                for (int i = index * n; i < Math.min(all.size(), index * n + n); i++) {
                    parts.add(all.get(i).get(key[0]).asText());
                }
                yield String.join("\n", parts);
            }
            case "after-first-space" -> allLines(file).get(index).split(" ", 2)[1];
            case "zip" -> {
                int colon = argument.lastIndexOf(':');
                Charset charset = argument.endsWith(":latin-1") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
                yield new String(zip(file).get(argument.substring(0, colon)), charset);
            }
            case "tar" -> {
                String[] member = argument.split(":lines:", 2);
                List<String> lines = split(new String(tar(file).get(member[0]), StandardCharsets.UTF_8));
                yield String.join("\n", lines.subList(0, Math.min(lines.size(), Integer.parseInt(member[1]))));
            }
            case "targz" -> new String(gunzip(tar(file).get(argument)), StandardCharsets.UTF_8);
            default -> throw new IllegalStateException("unknown selector " + row.get("sel"));
        };
    }

    private Map<String, String> edges() {
        return memo("edges", () -> {
            Map<String, String> edges = new HashMap<>();
            for (JsonNode row : rows("edge")) {
                edges.put(row.get("name").asText(), row.get("text").asText());
            }
            return edges;
        });
    }

    private List<String> jsonLines(Path file) {
        return memo("json lines " + file, () -> filled(raw(file)));
    }

    private List<String> allLines(Path file) {
        return memo("lines " + file, () -> split(new String(raw(file), StandardCharsets.UTF_8)));
    }

    private JsonNode document(Path file) {
        return memo("json " + file, () -> json(new String(raw(file), StandardCharsets.UTF_8)));
    }

    private List<String> before(Path file, String mark) {
        return memo("before " + file, () -> {
            List<String> parts = new ArrayList<>();
            String rest = new String(raw(file), StandardCharsets.UTF_8);
            for (int at = rest.indexOf("\n" + mark); at >= 0; at = rest.indexOf("\n" + mark)) {
                parts.add(rest.substring(0, at));
                rest = rest.substring(at + 1);
            }
            parts.add(rest);
            return parts;
        });
    }

    private String column(Path file, String argument, int index) {
        List<List<String>> rows = memo("csv " + file, () -> csv(new String(raw(file), StandardCharsets.UTF_8)));
        int colon = argument.lastIndexOf(':');
        int column = rows.get(0).indexOf(argument.substring(0, colon));
        int n = Integer.parseInt(argument.substring(colon + 1));
        List<String> cells = new ArrayList<>();
        for (int i = index * n; i < Math.min(rows.size() - 1, index * n + n); i++) {
            cells.add(rows.get(i + 1).get(column));
        }
        return String.join("\n", cells);
    }

    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    cell.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && cell.isEmpty()) {
                quoted = true;
            } else if (c == ',' || c == '\n' || c == '\r') {
                row.add(cell.toString());
                cell.setLength(0);
                if (c != ',') {
                    rows.add(row);
                    row = new ArrayList<>();
                    i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
                }
            } else {
                cell.append(c);
            }
        }
        if (!row.isEmpty() || !cell.isEmpty()) {
            row.add(cell.toString());
            rows.add(row);
        }
        return rows;
    }

    private Map<String, byte[]> zip(Path file) {
        return memo("zip " + file, () -> {
            Map<String, byte[]> members = new HashMap<>();
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    members.put(entry.getName(), zip.readAllBytes());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return members;
        });
    }

    private Map<String, byte[]> tar(Path file) {
        return memo("tar " + file, () -> {
            byte[] tar = file.toString().endsWith(".gz") ? gunzip(read(file)) : read(file);
            Map<String, byte[]> members = new HashMap<>();
            int at = 0;
            while (at + 512 <= tar.length && tar[at] != 0) {
                String name = field(tar, at, 100);
                String prefix = field(tar, at + 345, 155);
                int size = Integer.parseInt(field(tar, at + 124, 12).trim(), 8);
                members.put(
                        prefix.isEmpty() ? name : prefix + "/" + name,
                        Arrays.copyOfRange(tar, at + 512, at + 512 + size));
                at += 512 + (size + 511) / 512 * 512;
            }
            return members;
        });
    }

    private static String field(byte[] tar, int at, int length) {
        int end = at;
        while (end < at + length && tar[end] != 0) {
            end++;
        }
        return new String(tar, at, end - at, StandardCharsets.UTF_8);
    }

    private static String fields(JsonNode row, String names) {
        StringBuilder text = new StringBuilder();
        for (String name : names.split("\\+", -1)) {
            text.append(row.get(name).asText());
        }
        return text.toString();
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] raw(Path file) {
        return memo("raw " + file, () -> file.toString().endsWith(".gz") ? gunzip(read(file)) : read(file));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gunzip(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> split(String text) {
        return List.of(text.split("\n", -1));
    }

    private static List<String> filled(byte[] utf8) {
        return split(new String(utf8, StandardCharsets.UTF_8)).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }

    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private <T> T memo(String key, Supplier<T> make) {
        Object known = cache.get(key);
        if (known == null) {
            known = make.get();
            cache.put(key, known);
        }
        return (T) known;
    }
}

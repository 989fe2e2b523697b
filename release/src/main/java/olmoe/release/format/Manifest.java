package olmoe.release.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a stage made and from what. It is written last, so a folder with a manifest holds all its
/// files, and a folder without one holds nothing to rely on.
///
/// @param stage `corpus`, `model`, `validation`
/// @param version of the program that wrote it
/// @param inputs digests of all that decides the files, by name: `recipe.<section>`,
///     `files.<source>`, `manifest.<stage>`; see `Recipe.inputs`
/// @param files in the order of their paths
/// @param counts what was counted, by name
public record Manifest(
        String stage,
        String version,
        SortedMap<String, String> inputs,
        List<Entry> files,
        SortedMap<String, Long> counts) {

    /// Its name in the stage's folder.
    public static final String NAME = "manifest.json";

    /// The role of files that tell of one run, such as its speed, and decide nothing.
    public static final String WITNESS = "witness";

    /// Of the programs in this build.
    public static final String PROGRAM_VERSION = "0.1.0";

    /// @param path relative to the manifest's folder, with `/`
    /// @param role `data`, `ledger`, `tokens`, `model`, `log`, …, or `witness` for what may differ
    ///     between equal runs
    public record Entry(String path, long size, String sha256, String role) {

        /// Reads and hashes the file.
        public static Entry of(Path folder, Path file, String role) throws IOException {
            return new Entry(relative(folder, file), Files.size(file), Sha256.of(file), role);
        }

        private static String relative(Path folder, Path file) {
            StringBuilder path = new StringBuilder();
            for (Path name : folder.relativize(file)) {
                path.append(path.isEmpty() ? "" : "/").append(name);
            }
            return path.toString();
        }
    }

    public Manifest {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        files = files.stream().sorted(Comparator.comparing(Entry::path)).toList();
    }

    public static Manifest of(String stage, Map<String, String> inputs, List<Entry> files, Map<String, Long> counts) {
        return new Manifest(stage, PROGRAM_VERSION, new TreeMap<>(inputs), files, new TreeMap<>(counts));
    }

    /// Names the manifest in the inputs of later stages. Witnesses may differ between equal runs, so
    /// the digest leaves them out.
    public String digest() {
        return Sha256.of(reproducibleBytes());
    }

    /// The manifest without its witnesses, as a release holds it.
    public byte[] reproducibleBytes() {
        return CanonicalJson.bytes(
                json(files.stream().filter(file -> !file.role().equals(WITNESS)).toList()));
    }

    /// Whether each file is there with its size. Contents are not read.
    public boolean filesArePresent(Path folder) throws IOException {
        for (Entry entry : files) {
            Path file = folder.resolve(entry.path());
            if (!Files.isRegularFile(file) || Files.size(file) != entry.size()) {
                return false;
            }
        }
        return true;
    }

    /// `manifest.json` with all files.
    public byte[] bytes() {
        return CanonicalJson.bytes(json(files));
    }

    /// Writes `manifest.json` into the folder, whole or not at all.
    public void write(Path folder) throws IOException {
        CanonicalJson.write(folder.resolve(NAME), json(files));
    }

    /// @throws IOException when there is none, or it lacks something
    public static Manifest read(Path folder) throws IOException {
        return readFile(folder.resolve(NAME));
    }

    /// Reads one that lies under another name.
    public static Manifest readFile(Path file) throws IOException {
        return parse(CanonicalJson.read(file), file.toString());
    }

    /// @param place for messages
    public static Manifest parse(JsonNode json, String place) throws IOException {
        try {
            List<Entry> files = new ArrayList<>();
            for (JsonNode entry : json.required("files")) {
                files.add(new Entry(
                        entry.required("path").textValue(),
                        entry.required("size").longValue(),
                        entry.required("sha256").textValue(),
                        entry.required("role").textValue()));
            }
            SortedMap<String, String> inputs = new TreeMap<>();
            fields(json.required("inputs")).forEach((name, value) -> inputs.put(name, value.textValue()));
            SortedMap<String, Long> counts = new TreeMap<>();
            fields(json.required("counts")).forEach((name, value) -> counts.put(name, value.longValue()));
            return new Manifest(
                    json.required("stage").textValue(), json.required("version").textValue(), inputs, files, counts);
        } catch (IllegalArgumentException e) {
            throw new IOException(place + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, JsonNode> fields(JsonNode object) {
        Map<String, JsonNode> fields = new TreeMap<>();
        for (Iterator<Map.Entry<String, JsonNode>> all = object.fields(); all.hasNext(); ) {
            Map.Entry<String, JsonNode> field = all.next();
            fields.put(field.getKey(), field.getValue());
        }
        return fields;
    }

    private ObjectNode json(List<Entry> listed) {
        ObjectNode json = CanonicalJson.object();
        json.put("stage", stage).put("version", version);
        ObjectNode inputNode = json.putObject("inputs");
        inputs.forEach(inputNode::put);
        ObjectNode countNode = json.putObject("counts");
        counts.forEach(countNode::put);
        ArrayNode list = json.putArray("files");
        for (Entry entry : listed) {
            list.addObject()
                    .put("path", entry.path())
                    .put("size", entry.size())
                    .put("sha256", entry.sha256())
                    .put("role", entry.role());
        }
        return json;
    }
}

package olmoe.release.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.build.Documents;
import olmoe.release.build.ReleaseListing;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.SafetensorsEntry;
import olmoe.release.format.SafetensorsReader;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;

/// What changed from one release to another: files, documents by key, tokens by source, rules, weights by tensor.
public final class ReleaseDiff {
    private ReleaseDiff() {}

    public static ObjectNode of(Path a, Path b) throws IOException {
        ReleaseIndex before = ReleaseIndex.read(a);
        ReleaseIndex after = ReleaseIndex.read(b);
        ObjectNode json = CanonicalJson.object();
        json.put("from", before.name() + " " + before.version()).put("to", after.name() + " " + after.version());
        json.put("equal", before.digest().equals(after.digest()));
        files(before, after, json.putObject("files"));
        documents(a, b, json.putObject("documents"));
        tokens(a, b, json.putObject("tokens"));
        rules(a, b, json.putObject("rules"));
        weights(a, b, json.putObject("weights"));
        return json;
    }

    /// Counts by role, and the paths.
    private static void files(ReleaseIndex before, ReleaseIndex after, ObjectNode json) {
        Map<String, String> old = new HashMap<>();
        before.files().forEach(file -> old.put(file.path(), file.sha256()));
        long same = 0;
        for (String kind : List.of("added", "changed", "removed")) {
            json.putArray(kind);
        }
        for (ReleaseIndex.Listed file : after.files()) {
            String sha256 = old.remove(file.path());
            if (file.sha256().equals(sha256)) {
                same++;
            } else {
                json.withArray(sha256 == null ? "added" : "changed").add(file.path());
            }
        }
        new TreeSet<>(old.keySet()).forEach(path -> json.withArray("removed").add(path));
        json.put("same", same);
    }

    /// A document is the same if its key is; its text can have changed with the rules.
    private static void documents(Path a, Path b, ObjectNode json) throws IOException {
        Map<String, String> old = texts(a);
        long same = 0;
        long changed = 0;
        long added = 0;
        for (Map.Entry<String, String> document : texts(b).entrySet()) {
            String text = old.remove(document.getKey());
            if (text == null) {
                added++;
            } else if (text.equals(document.getValue())) {
                same++;
            } else {
                changed++;
            }
        }
        json.put("same", same).put("changed", changed).put("added", added).put("removed", old.size());
    }

    private static Map<String, String> texts(Path release) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (String path : ReleaseListing.pathsIn(release, "data/", ".parquet")) {
            try (TableReader table =
                    new TableReader(Files.newByteChannel(release.resolve(path)), path, "source", "key", "text")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    texts.put(row[0] + " " + row[1], Sha256.of((String) row[2]));
                }
            }
        }
        return texts;
    }

    private static void tokens(Path a, Path b, ObjectNode json) throws IOException {
        JsonNode old = CanonicalJson.read(a.resolve(Documents.STATS)).required("sources");
        JsonNode now = CanonicalJson.read(b.resolve(Documents.STATS)).required("sources");
        for (String source : keys(old, now)) {
            ObjectNode one = json.putObject(source);
            for (String split : List.of("train", "validation")) {
                one.putObject(split)
                        .put("from", old.at("/" + source + "/tokens/" + split).longValue())
                        .put("to", now.at("/" + source + "/tokens/" + split).longValue());
            }
        }
    }

    /// Sections of the recipe that differ, each in both forms.
    private static void rules(Path a, Path b, ObjectNode json) throws IOException {
        JsonNode old = CanonicalJson.read(a.resolve(Documents.RECIPE));
        JsonNode now = CanonicalJson.read(b.resolve(Documents.RECIPE));
        for (String section : keys(old, now)) {
            if (!Objects.equals(old.get(section), now.get(section))) {
                json.putObject(section)
                        .<ObjectNode>set("from", old.get(section))
                        .set("to", now.get(section));
            }
        }
    }

    private record Tensor(List<Integer> dims, String sha256, float[] values) {}

    private static void weights(Path a, Path b, ObjectNode json) throws IOException {
        SortedMap<String, Tensor> old = tensors(a);
        long same = 0;
        json.putArray("changed");
        for (String kind : List.of("added", "removed")) {
            json.putArray(kind);
        }
        for (Map.Entry<String, Tensor> entry : tensors(b).entrySet()) {
            Tensor before = old.remove(entry.getKey());
            Tensor now = entry.getValue();
            if (before == null) {
                json.withArray("added").add(entry.getKey());
            } else if (before.sha256.equals(now.sha256) && before.dims.equals(now.dims)) {
                same++;
            } else {
                ObjectNode one = json.withArray("changed").addObject().put("tensor", entry.getKey());
                if (before.dims.equals(now.dims)) {
                    one.put("largest-difference", largest(before.values, now.values));
                } else {
                    one.put("shape", before.dims + " to " + now.dims);
                }
            }
        }
        old.keySet().forEach(name -> json.withArray("removed").add(name));
        json.put("same", same);
    }

    private static SortedMap<String, Tensor> tensors(Path release) throws IOException {
        SortedMap<String, Tensor> tensors = new TreeMap<>();
        for (String path : ReleaseListing.pathsIn(release, "model/", ".safetensors")) {
            try (SafetensorsReader reader = SafetensorsReader.open(release.resolve(path))) {
                for (SafetensorsEntry entry : reader.entries().values()) {
                    MessageDigest digest = Sha256.digest();
                    reader.readBytes(entry, digest::update);
                    float[] values = new float[Math.toIntExact(entry.elements())];
                    if (entry.type().isFloat()) {
                        reader.readFloats(entry, values, 0);
                    }
                    tensors.put(entry.name(), new Tensor(entry.dims(), Arrays.toString(digest.digest()), values));
                }
            }
        }
        return tensors;
    }

    private static double largest(float[] a, float[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs((double) a[i] - b[i]));
        }
        return largest;
    }

    private static TreeSet<String> keys(JsonNode a, JsonNode b) {
        TreeSet<String> keys = new TreeSet<>();
        a.fieldNames().forEachRemaining(keys::add);
        b.fieldNames().forEachRemaining(keys::add);
        return keys;
    }
}

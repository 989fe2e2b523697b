package olmoe.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsEntry;
import olmoe.release.format.SafetensorsReader;

/// The tensors of a folder: of `model.safetensors`, or of the shards that `model.safetensors.index.json` lists.
final class SafetensorsFolder {
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private SafetensorsFolder() {}

    static Map<String, Stored> read(Path folder) throws IOException {
        Map<String, Stored> stored = new TreeMap<>();
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            readShards(index, stored);
        } else {
            readHeader(folder.resolve(WEIGHTS), stored);
        }
        return stored;
    }

    private static void readShards(Path index, Map<String, Stored> stored) throws IOException {
        JsonNode map = CanonicalJson.read(index).path("weight_map");
        if (!map.isObject()) {
            throw new CheckpointException(index, "weight_map", "expected an object of file names, found " + map);
        }
        TreeSet<String> files = new TreeSet<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            String file = entry.getValue().asText();
            if (file.isEmpty() || file.contains("/") || file.contains("\\")) {
                throw new CheckpointException(
                        index, entry.getKey(), "expected the name of a file beside this one, found " + file);
            }
            files.add(file);
        }
        for (String file : files) {
            readHeader(index.resolveSibling(file), stored);
        }
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            Stored tensor = stored.get(entry.getKey());
            String file = entry.getValue().asText();
            if (tensor == null || !tensor.file().getFileName().toString().equals(file)) {
                throw new CheckpointException(
                        index,
                        entry.getKey(),
                        "expected in " + file + ", found "
                                + (tensor == null
                                        ? "nowhere"
                                        : "in " + tensor.file().getFileName()));
            }
        }
        for (Map.Entry<String, Stored> entry : stored.entrySet()) {
            if (!map.has(entry.getKey())) {
                throw new CheckpointException(
                        index, entry.getKey(), "expected an entry for a stored tensor, found none");
            }
        }
    }

    private static void readHeader(Path file, Map<String, Stored> stored) throws IOException {
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            for (SafetensorsEntry entry : reader.entries().values()) {
                Stored before = stored.put(
                        entry.name(),
                        new Stored(file, entry.name(), entry.type(), entry.dims(), reader.dataBegin() + entry.begin()));
                if (before != null) {
                    throw new CheckpointException(
                            file, entry.name(), "expected in one file, found also in " + before.file());
                }
            }
        }
    }
}

package olmoe.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.model.Layout;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsEntry;
import olmoe.release.format.SafetensorsReader;
import olmoe.release.format.SafetensorsWriter;
import olmoe.release.format.Sha256;

/// A checkpoint in the Hugging Face layout: `config.json`, `generation_config.json` and either
/// `model.safetensors` or shards with `model.safetensors.index.json`.
///
/// @param stored where each tensor lies, by name
public record Checkpoint(Path folder, CheckpointConfig config, Layout layout, Map<String, Stored> stored) {
    static final String WEIGHTS = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    /// A tensor and the file that holds it.
    public record Stored(Path file, SafetensorsEntry entry) {}

    /// Writes the parameters, in {@link Layout} order, as F32. The folder is made if absent; each
    /// file appears whole, the weights last.
    public static void write(Path folder, CheckpointConfig config, float[] parameters) throws IOException {
        Layout layout = new Layout(config.shape());
        if (parameters.length != layout.parameters()) {
            throw new IllegalArgumentException("expected " + layout.parameters() + " parameters for " + config.shape()
                    + " but found " + parameters.length);
        }
        Files.createDirectories(folder);
        CanonicalJson.write(folder.resolve(CheckpointConfig.FILE), config.toJson());
        CanonicalJson.write(folder.resolve("generation_config.json"), config.toGenerationJson());
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Layout.Tensor tensor : layout.tensors()) {
            writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
        }
        writer.write(folder.resolve(WEIGHTS));
    }

    /// Reads the configuration and the headers of all weight files, no numbers yet.
    ///
    /// @throws IOException if a file is missing or broken; tensors that do not fit the configuration
    ///     are no reason here, see {@link #misfits}
    public static Checkpoint open(Path folder) throws IOException {
        CheckpointConfig config = CheckpointConfig.read(folder);
        Map<String, Stored> stored = new TreeMap<>();
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            readShards(index, stored);
        } else {
            readHeader(folder.resolve(WEIGHTS), stored);
        }
        return new Checkpoint(folder, config, new Layout(config.shape()), stored);
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
                Stored before = stored.put(entry.name(), new Stored(file, entry));
                if (before != null) {
                    throw new CheckpointException(
                            file, entry.name(), "expected in one file, found also in " + before.file());
                }
            }
        }
    }

    /// How the stored tensors differ from what the configuration says, one sentence each: a tensor
    /// missing, of another shape, not of a float type, or that the model does not have.
    public List<String> misfits() {
        List<String> misfits = new ArrayList<>();
        for (Layout.Tensor tensor : layout.tensors()) {
            Stored found = stored.get(tensor.name());
            if (found == null) {
                misfits.add(tensor.name() + ": expected " + tensor.dims() + ", found no tensor of that name");
            } else if (!found.entry().dims().equals(tensor.dims())) {
                misfits.add(tensor.name() + ": expected " + tensor.dims() + ", found "
                        + found.entry().dims());
            } else if (!found.entry().type().isFloat()) {
                misfits.add(tensor.name() + ": expected F32, BF16, F16 or F64, found "
                        + found.entry().type());
            }
        }
        for (String name : stored.keySet()) {
            if (layout.tensor(name) == null) {
                misfits.add(name + ": expected no tensor of that name for this configuration, found "
                        + stored.get(name).entry().dims());
            }
        }
        return misfits;
    }

    /// All parameters in {@link Layout} order, widened exactly.
    ///
    /// @throws CheckpointException if a tensor does not fit
    public double[] doubles() throws IOException {
        double[] parameters = new double[layout.arrayLength()];
        read((reader, tensor) -> reader.readDoubles(reader.entry(tensor.name()), parameters, tensor.start()));
        return parameters;
    }

    /// All parameters in {@link Layout} order, exact unless stored as F64.
    ///
    /// @throws CheckpointException if a tensor does not fit
    public float[] floats() throws IOException {
        float[] parameters = new float[layout.arrayLength()];
        read((reader, tensor) -> reader.readFloats(reader.entry(tensor.name()), parameters, tensor.start()));
        return parameters;
    }

    /// SHA-256 of each tensor's stored bytes, by name: what `training.json` records, so that a later
    /// reader can tell a tensor that was changed, even one whose shape still fits.
    public SortedMap<String, String> tensorDigests() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        for (Path file : files()) {
            try (SafetensorsReader reader = SafetensorsReader.open(file)) {
                for (SafetensorsEntry entry : reader.entries().values()) {
                    Sha256.Output digest = new Sha256.Output(OutputStream.nullOutputStream());
                    reader.readBytes(
                            entry,
                            bytes -> digest.write(
                                    bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining()));
                    digests.put(entry.name(), digest.hash());
                }
            }
        }
        return digests;
    }

    /// The files that hold tensors.
    public TreeSet<Path> files() {
        TreeSet<Path> files = new TreeSet<>();
        stored.values().forEach(tensor -> files.add(tensor.file()));
        return files;
    }

    private interface TensorReader {
        void read(SafetensorsReader reader, Layout.Tensor tensor) throws IOException;
    }

    private void read(TensorReader target) throws IOException {
        List<String> misfits = misfits();
        if (!misfits.isEmpty()) {
            throw new CheckpointException(
                    folder,
                    misfits.size() + " tensors do not fit " + CheckpointConfig.FILE + ", the first",
                    misfits.get(0));
        }
        for (Path file : files()) {
            try (SafetensorsReader reader = SafetensorsReader.open(file)) {
                for (String name : reader.entries().keySet()) {
                    target.read(reader, layout.tensor(name));
                }
            }
        }
    }
}

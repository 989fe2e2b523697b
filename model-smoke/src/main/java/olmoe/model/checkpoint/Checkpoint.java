package olmoe.model.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.model.Layout;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;
import olmoe.release.format.SafetensorsWriter;
import olmoe.release.format.Sha256;

/// A checkpoint in one of four layouts: Hugging Face with `config.json` and `model.safetensors` or
/// shards with an index, experts apart or fused; OLMo's own with `config.yaml`; a GGUF file.
///
/// @param folder where its files are
/// @param stored where each tensor lies, by stored name
public record Checkpoint(
        Path folder, WeightLayout weights, CheckpointConfig config, Layout layout, Map<String, Stored> stored) {

    /// Writes the parameters, in {@link Layout} order, as F32. The folder is made if absent; each
    /// file appears whole, the weights last.
    public static void write(Path folder, CheckpointConfig config, float[] parameters) throws IOException {
        Layout layout = new Layout(config.shape());
        if (parameters.length != layout.parameters()) {
            throw new IllegalArgumentException("expected " + layout.parameters() + " parameters for " + config.shape()
                    + " but found " + parameters.length);
        }
        Files.createDirectories(folder);
        CanonicalJson.write(folder.resolve(CheckpointConfig.FILE), config.toJson(SafetensorsType.F32));
        CanonicalJson.write(folder.resolve("generation_config.json"), config.toGenerationJson());
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Layout.Tensor tensor : layout.tensors()) {
            writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
        }
        writer.write(folder.resolve(SafetensorsFolder.WEIGHTS));
    }

    /// Reads the configuration and the headers of all weight files, no numbers yet.
    ///
    /// @param place a folder, or a GGUF file
    /// @throws IOException if a file is missing or broken; tensors that do not fit the configuration
    ///     are no reason here, see {@link #misfits}
    public static Checkpoint open(Path place) throws IOException {
        Path gguf = gguf(place);
        if (gguf != null) {
            GgufFile file = GgufFile.read(gguf);
            CheckpointConfig config = GgufConfig.read(gguf, file);
            return new Checkpoint(
                    gguf.toAbsolutePath().getParent(),
                    WeightLayout.GGUF,
                    config,
                    new Layout(config.shape()),
                    file.tensors());
        }
        if (!Files.exists(place.resolve(CheckpointConfig.FILE)) && Files.exists(place.resolve(NativeConfig.FILE))) {
            CheckpointConfig config = NativeConfig.read(place);
            return new Checkpoint(
                    place, WeightLayout.NATIVE, config, new Layout(config.shape()), SafetensorsFolder.read(place));
        }
        CheckpointConfig config = CheckpointConfig.read(place);
        Map<String, Stored> stored = SafetensorsFolder.read(place);
        if (CheckpointConfig.tiesEmbeddings(place)) {
            tie(place, new Layout(config.shape()), stored);
        }
        boolean fused = stored.keySet().stream().anyMatch(name -> name.endsWith(".mlp.experts.gate_up_proj"));
        return new Checkpoint(
                place, fused ? WeightLayout.FUSED : WeightLayout.HF, config, new Layout(config.shape()), stored);
    }

    /// Lets the output matrix lie where the embedding does.
    private static void tie(Path folder, Layout layout, Map<String, Stored> stored) throws CheckpointException {
        Stored embedding = stored.get(layout.embedding().name());
        if (embedding != null && stored.putIfAbsent(layout.output().name(), embedding) != null) {
            throw new CheckpointException(
                    folder.resolve(CheckpointConfig.FILE),
                    "tie_word_embeddings",
                    "expected false, because " + layout.output().name() + " is stored, found true");
        }
    }

    /// Whether the output matrix is the embedding.
    public boolean tied() {
        Stored output = stored.get(layout.output().name());
        return output != null && output.name().equals(layout.embedding().name());
    }

    /// The place itself if it is a GGUF file, or the only one in a folder that has no configuration.
    private static Path gguf(Path place) throws IOException {
        if (place.toString().endsWith(".gguf")) {
            return place;
        }
        if (!Files.isDirectory(place)
                || Files.exists(place.resolve(CheckpointConfig.FILE))
                || Files.exists(place.resolve(NativeConfig.FILE))) {
            return null;
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(place, "*.gguf")) {
            stream.forEach(files::add);
        }
        return files.size() == 1 ? files.get(0) : null;
    }

    /// How the stored tensors differ from what the configuration says, one sentence each: a tensor
    /// missing, of another shape, not of a float type, or that the model does not have.
    public List<String> misfits() {
        List<String> misfits = new ArrayList<>();
        Set<String> expected = new TreeSet<>();
        for (WeightLayout.StoredTensor tensor : weights.tensors(layout)) {
            expected.add(tensor.name());
            Stored found = stored.get(tensor.name());
            if (found == null) {
                misfits.add(tensor.name() + ": expected " + tensor.dims() + ", found no tensor of that name");
            } else if (!found.dims().equals(tensor.dims())) {
                misfits.add(tensor.name() + ": expected " + tensor.dims() + ", found " + found.dims());
            } else if (!found.type().isFloat()) {
                misfits.add(tensor.name() + ": expected F32, BF16, F16 or F64, found " + found.type());
            }
        }
        for (String name : stored.keySet()) {
            if (!expected.contains(name)) {
                misfits.add(name + ": expected no tensor of that name for this configuration, found "
                        + stored.get(name).dims());
            }
        }
        return misfits;
    }

    /// All parameters in {@link Layout} order, widened exactly.
    ///
    /// @throws CheckpointException if a tensor does not fit
    public double[] doubles() throws IOException {
        double[] parameters = new double[layout.arrayLength()];
        try (WeightReader reader = reader()) {
            for (Layout.Tensor tensor : layout.tensors()) {
                double[] values = reader.doubles(tensor);
                System.arraycopy(values, 0, parameters, tensor.start(), values.length);
            }
        }
        return parameters;
    }

    /// The same, each tensor rounded to the number format that another checkpoint of this shape stores it in.
    ///
    /// @throws CheckpointException if a tensor of either does not fit
    public double[] doublesAs(Checkpoint other) throws IOException {
        double[] parameters = new double[layout.arrayLength()];
        try (WeightReader reader = reader();
                WeightReader format = other.reader()) {
            for (Layout.Tensor tensor : layout.tensors()) {
                double[] values = reader.doubles(tensor, format.type(tensor));
                System.arraycopy(values, 0, parameters, tensor.start(), values.length);
            }
        }
        return parameters;
    }

    /// All parameters in {@link Layout} order, exact unless stored as F64.
    ///
    /// @throws CheckpointException if a tensor does not fit
    public float[] floats() throws IOException {
        float[] parameters = new float[layout.arrayLength()];
        try (WeightReader reader = reader()) {
            for (Layout.Tensor tensor : layout.tensors()) {
                reader.read(tensor, parameters, tensor.start());
            }
        }
        return parameters;
    }

    /// The stored numbers of every tensor of the layout.
    ///
    /// @throws CheckpointException if a tensor does not fit
    public WeightReader reader() throws CheckpointException {
        List<String> misfits = misfits();
        if (!misfits.isEmpty()) {
            throw new CheckpointException(
                    folder, misfits.size() + " tensors do not fit the configuration, the first", misfits.get(0));
        }
        return new WeightReader(this);
    }

    /// The format of most numbers: that of the embedding.
    public SafetensorsType type() {
        Stored embedding = stored.get(weights.tensors(layout).get(0).name());
        return embedding == null ? SafetensorsType.F32 : embedding.type();
    }

    /// Whether every number is stored as BF16.
    public boolean isBrain() {
        return stored.values().stream().allMatch(tensor -> tensor.type() == SafetensorsType.BF16);
    }

    /// SHA-256 of each tensor's stored numbers, by our name, of those that fit: what `training.json`
    /// records, so that a later reader can tell a tensor that was changed, even one whose shape still fits.
    public SortedMap<String, String> tensorDigests() throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (WeightReader reader = new WeightReader(this)) {
            for (Layout.Tensor tensor : layout.tensors()) {
                if (reader.has(tensor)) {
                    digests.put(tensor.name(), Sha256.of(reader.read(tensor)));
                }
            }
        }
        return digests;
    }

    /// The files that hold tensors.
    public Set<Path> files() {
        Set<Path> files = new TreeSet<>();
        stored.values().forEach(tensor -> files.add(tensor.file()));
        return files;
    }
}

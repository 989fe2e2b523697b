package olmoe.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.model.checkpoint.WeightLayout.Block;
import olmoe.model.checkpoint.WeightLayout.StoredTensor;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsType;
import olmoe.release.format.SafetensorsWriter;

/// Writes a checkpoint again in another layout, number format or number of shards, one stored tensor in
/// memory at a time. Without a change of format every number keeps its bytes; norms and routers of a
/// GGUF file are F32, as llama.cpp needs them.
///
/// @param type of the numbers written
/// @param shardBytes where a new shard begins; one file where that is 0. Only of {@link WeightLayout#HF} and
///     {@link WeightLayout#FUSED}
public record Conversion(WeightLayout layout, SafetensorsType type, long shardBytes) {
    private static final List<String> TOKENIZER =
            List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");

    public Conversion {
        if (shardBytes < 0 || shardBytes > 0 && layout != WeightLayout.HF && layout != WeightLayout.FUSED) {
            throw new IllegalArgumentException("expected shards of the layouts hf and fused only, found "
                    + layout.label() + " with " + shardBytes + " bytes");
        }
        if (layout == WeightLayout.GGUF && type == SafetensorsType.F64) {
            throw new IllegalArgumentException("expected F32, BF16 or F16 for GGUF, found F64");
        }
    }

    /// @param target a folder that does not exist; it appears whole
    /// @throws CheckpointException for a variant of OLMoE and a layout that holds nothing but OLMoE
    public void write(Checkpoint source, Path target) throws IOException {
        Map<String, Boolean> departures = source.layout().shape().variant().departures();
        if (layout != WeightLayout.HF && !departures.isEmpty()) {
            throw new CheckpointException(
                    source.folder(),
                    "olmoe_variant",
                    "expected OLMoE, the only model that the layout " + layout.label() + " can hold, found "
                            + departures);
        }
        Path part = target.resolveSibling(target.getFileName() + ".part");
        delete(part);
        Files.createDirectories(part);
        try (WeightReader reader = source.reader()) {
            if (layout == WeightLayout.GGUF) {
                gguf(source, reader, part.resolve("model.gguf"));
            } else {
                safetensors(source, reader, part);
            }
        }
        switch (layout) {
            case NATIVE -> NativeConfig.write(part, source.config());
            case HF, FUSED -> {
                CanonicalJson.write(
                        part.resolve(CheckpointConfig.FILE), source.config().toJson(type));
                CanonicalJson.write(
                        part.resolve("generation_config.json"), source.config().toGenerationJson());
            }
            case GGUF -> {}
        }
        if (layout != WeightLayout.GGUF) {
            for (String name : TOKENIZER) {
                if (Files.exists(source.folder().resolve(name))) {
                    Files.copy(source.folder().resolve(name), part.resolve(name));
                }
            }
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private void gguf(Checkpoint source, WeightReader reader, Path file) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>(GgufConfig.values(source.config(), type));
        values.putAll(GgufTokenizer.values(source.folder(), source.config()));
        GgufWriter writer = new GgufWriter(values);
        for (StoredTensor tensor : layout.tensors(source.layout())) {
            SafetensorsType stored = small(tensor) ? SafetensorsType.F32 : type;
            writer.add(tensor.name(), stored, tensor.dims(), () -> bytes(reader, tensor, stored));
        }
        writer.write(file);
    }

    private static boolean small(StoredTensor tensor) {
        return tensor.dims().size() == 1 || tensor.name().contains("ffn_gate_inp");
    }

    private void safetensors(Checkpoint source, WeightReader reader, Path folder) throws IOException {
        List<List<StoredTensor>> shards = shards(layout.tensors(source.layout()));
        ObjectNode index = CanonicalJson.object();
        long total = 0;
        for (int i = 0; i < shards.size(); i++) {
            String file = shards.size() == 1
                    ? SafetensorsFolder.WEIGHTS
                    : String.format(Locale.ROOT, "model-%05d-of-%05d.safetensors", i + 1, shards.size());
            SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
            for (StoredTensor tensor : shards.get(i)) {
                writer.produced(tensor.name(), type, tensor.dims(), () -> bytes(reader, tensor, type));
                index.withObject("/weight_map").put(tensor.name(), file);
                total += bytes(tensor);
            }
            writer.write(folder.resolve(file));
        }
        if (shards.size() > 1) {
            index.withObject("/metadata").put("total_size", total);
            CanonicalJson.write(folder.resolve(SafetensorsFolder.INDEX), index);
        }
    }

    private List<List<StoredTensor>> shards(List<StoredTensor> tensors) {
        List<List<StoredTensor>> shards = new ArrayList<>();
        long inShard = 0;
        for (StoredTensor tensor : tensors) {
            if (shards.isEmpty() || shardBytes > 0 && inShard + bytes(tensor) > shardBytes) {
                shards.add(new ArrayList<>());
                inShard = 0;
            }
            shards.get(shards.size() - 1).add(tensor);
            inShard += bytes(tensor);
        }
        return shards;
    }

    private long bytes(StoredTensor tensor) {
        return tensor.dims().stream().mapToLong(dim -> dim).reduce(type.bytes(), Math::multiplyExact);
    }

    private static byte[] bytes(WeightReader reader, StoredTensor tensor, SafetensorsType type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Block block : tensor.blocks()) {
            byte[] own = Elements.convert(reader.read(block.tensor()), reader.type(block.tensor()), type);
            bytes.write(
                    block.transposed()
                            ? Elements.transpose(
                                    own,
                                    type.bytes(),
                                    block.tensor().rows(),
                                    block.tensor().columns())
                            : own);
        }
        return bytes.toByteArray();
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}

package olmoe.model.jlama;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tjake.jlama.model.llama.LlamaConfig;
import com.github.tjake.jlama.model.llama.LlamaModel;
import com.github.tjake.jlama.safetensors.DType;
import com.github.tjake.jlama.safetensors.SafeTensorSupport;
import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.KvBufferCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import olmoe.model.vector.GoldenModels;
import org.junit.jupiter.api.Test;

/// That jlama computes at all what others publish: a trained Llama (karpathy/llama2.c's stories260K)
/// through its own model, attention included.
class LlamaTest {
    private static final int STEPS = 200;

    /// In a process of its own with vectors of at most 256 bits: jlama reads whole vectors of a head, which has
    /// 8 numbers here, and past its end where a vector has more.
    @Test
    void continuesThePublishedStoryWordForWord() throws IOException {
        Path models = GoldenModels.folder(1).resolve("../../data/models");
        Path folder = models.resolve("stories260K-hf");
        ObjectMapper json = new ObjectMapper();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:MaxVectorSize=32",
                        "--add-modules",
                        "jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djlama.force_panama_tensor_operations=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LlamaTest.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        List<Integer> ids = new ArrayList<>();
        json.readTree(lines.isEmpty() ? "[]" : lines.get(lines.size() - 1)).forEach(id -> ids.add(id.intValue()));
        JsonNode gold = json.readTree(models.resolve("stories260K.gold.json").toFile());
        List<Integer> expected = new ArrayList<>();
        gold.get("greedy_ids").forEach(id -> expected.add(id.intValue()));
        assertEquals(expected, ids);
        String text = text(json.readTree(folder.resolve("tokenizer.json").toFile()), ids.subList(1, ids.size()));
        assertEquals(Files.readString(models.resolve("stories260K.expected-greedy-200.txt")), text.substring(1));
    }

    /// Prints the ids of the story as its last line.
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        LlamaConfig config =
                new ObjectMapper().readValue(ignoringUnknown(folder.resolve("config.json")), LlamaConfig.class);
        LlamaModel model = new LlamaModel(
                config, SafeTensorSupport.loadWeights(folder.toFile()), null, DType.F32, DType.F32, Optional.empty());
        List<Integer> ids = new ArrayList<>(List.of(1));
        try (KvBufferCache.KvBuffer buffer = new KvBufferCache(model).getEphemeralKvBuffer();
                AbstractTensor logits = model.makeDenseTensor(config.vocabularySize)) {
            for (int position = 0; position < STEPS; position++) {
                AbstractTensor output = model.forward(ids.get(position), position, buffer, Optional.empty());
                ids.add(model.sample(output, 0f, 0f, logits));
                output.close();
            }
        }
        System.out.println(ids);
    }

    private static String ignoringUnknown(Path config) throws IOException {
        JsonNode tree = new ObjectMapper().readTree(config.toFile());
        ((ObjectNode) tree).remove(List.of("architectures", "model_type", "tie_word_embeddings", "torch_dtype"));
        ((ObjectNode) tree).put("hidden_act", "SILU");
        return tree.toString();
    }

    private static String text(JsonNode tokenizer, List<Integer> ids) {
        Map<Integer, String> pieces = new HashMap<>();
        tokenizer
                .at("/model/vocab")
                .properties()
                .forEach(entry -> pieces.put(entry.getValue().intValue(), entry.getKey()));
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            String piece = pieces.get(id);
            text.append(
                    piece.matches("<0x[0-9A-F]{2}>")
                            ? String.valueOf((char) Integer.parseInt(piece.substring(3, 5), 16))
                            : piece.replace('▁', ' '));
        }
        return text.toString();
    }
}

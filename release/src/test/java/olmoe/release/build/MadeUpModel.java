package olmoe.release.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsWriter;
import olmoe.tokenizer.Tokenizer;

/// A model of one layer with two checkpoints, what its training says, and the tokenizer of all stages.
///
/// @param end id of the end of a text, the last of the vocabulary
record MadeUpModel(int end) {

    /// @param model folder of the stage, without its manifest
    void write(Path model) throws IOException {
        SafetensorsWriter weights = weights();
        for (String folder : List.of("final", "checkpoints/step1")) {
            Files.createDirectories(model.resolve(folder));
            weights.write(model.resolve(folder + "/model.safetensors"));
            ObjectNode config = CanonicalJson.object();
            config.put("vocab_size", end + 1).put("eos_token_id", end);
            config.put("hidden_size", 8).put("num_hidden_layers", 1);
            config.put("num_attention_heads", 2).put("num_key_value_heads", 2).put("num_experts", 3);
            config.put("num_experts_per_tok", 2).put("intermediate_size", 4);
            CanonicalJson.write(model.resolve(folder + "/config.json"), config);
            tokenizer().write(model.resolve(folder));
        }
        CanonicalJson.write(
                model.resolve("training.json"),
                CanonicalJson.read(
                        """
                {"shape":{"vocabulary":%d,"hidden":8,"layers":1,"heads":2,"keyValueHeads":2,"experts":3,"topK":2,
                  "expertHidden":4,"context":8,"ropeTheta":10000,"normEpsilon":1e-5,"clipQkv":0,"normTopK":false},
                 "parameters":{"total":%d,"active":%d},"tokens":64,"steps":2,
                 "validation":{"windows":2,"tokens":16,"loss-before":5.7,"loss-after":4.5},
                 "baselines":{"unigram":5.6,"bigram":5.1},"seed":7,"loss-scale":"as-trained"}
                """.formatted(end + 1, 16 * end + 624, 16 * end + 528).getBytes(StandardCharsets.UTF_8),
                        "training.json"));
        Files.writeString(model.resolve("metrics.jsonl"), """
                {"step":1,"train/CrossEntropyLoss":5.7,"optim/learning_rate_group0":0.0002,"optim/total_grad_norm":1.5}
                {"step":2,"train/CrossEntropyLoss":4.9,"optim/learning_rate_group0":0.0004,"optim/total_grad_norm":1.2}
                """);
        Files.writeString(model.resolve("performance.json"), "{\"seconds\":" + System.nanoTime() + "}\n");
    }

    /// Bytes, tokens that nothing makes, and the end of a text.
    Tokenizer tokenizer() {
        ObjectNode json = CanonicalJson.object().put("version", "1.0");
        json.putArray("added_tokens")
                .addObject()
                .put("id", end)
                .put("content", Tokenizer.END_OF_TEXT)
                .put("special", true);
        json.putObject("pre_tokenizer").put("type", "ByteLevel").put("add_prefix_space", false);
        json.putObject("decoder").put("type", "ByteLevel");
        ObjectNode model = json.putObject("model").put("type", "BPE");
        model.putArray("merges");
        ObjectNode vocabulary = model.putObject("vocab");
        for (char c = '!'; vocabulary.size() < 256; c++) {
            if (c <= '~' || c >= 0xA1 && c != 0xAD) {
                vocabulary.put(String.valueOf(c), vocabulary.size());
            }
        }
        for (int id = 256; id < end; id++) {
            vocabulary.put("token " + id, id);
        }
        return Tokenizer.parse(json.toString().getBytes(StandardCharsets.UTF_8), "made up");
    }

    private SafetensorsWriter weights() {
        SafetensorsWriter weights = new SafetensorsWriter(Map.of("format", "pt"));
        tensor(weights, "model.embed_tokens.weight", end + 1, 8);
        tensor(weights, "lm_head.weight", end + 1, 8);
        tensor(weights, "model.norm.weight", 8);
        String layer = "model.layers.0.";
        for (String name : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
            tensor(weights, layer + "self_attn." + name + ".weight", 8, 8);
        }
        for (String name :
                List.of("self_attn.q_norm", "self_attn.k_norm", "input_layernorm", "post_attention_layernorm")) {
            tensor(weights, layer + name + ".weight", 8);
        }
        tensor(weights, layer + "mlp.gate.weight", 3, 8);
        for (int expert = 0; expert < 3; expert++) {
            tensor(weights, layer + "mlp.experts." + expert + ".gate_proj.weight", 4, 8);
            tensor(weights, layer + "mlp.experts." + expert + ".up_proj.weight", 4, 8);
            tensor(weights, layer + "mlp.experts." + expert + ".down_proj.weight", 8, 4);
        }
        return weights;
    }

    private static void tensor(SafetensorsWriter weights, String name, Integer... dims) {
        int size = Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        float[] values = new float[size];
        Random random = new Random(name.hashCode());
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        weights.floats(name, List.of(dims), values, 0);
    }
}

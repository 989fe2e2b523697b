package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import olmoe.release.build.Documents;
import olmoe.release.format.SafetensorsEntry;
import olmoe.release.format.SafetensorsReader;

/// Counts the parameters in the weights and holds config.json, training.json and the recipe to them.
final class WeightsCheck implements Check {

    private static final String CONFIG = "model/config.json";

    @Override
    public String name() {
        return "weights";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        Sizes sizes = Sizes.of(release.json(CONFIG));
        JsonNode plan = release.json(Documents.RECIPE).required("model");
        findings.expect(
                CONFIG,
                "hidden_size against the recipe",
                plan.required("hidden").longValue(),
                sizes.hidden);
        findings.expect(
                CONFIG, "layers against the recipe", plan.required("layers").longValue(), sizes.layers);
        findings.expect(
                CONFIG, "experts against the recipe", plan.required("experts").longValue(), sizes.experts);
        findings.expect(
                CONFIG, "top-k against the recipe", plan.required("top-k").longValue(), sizes.topK);
        JsonNode parameters = release.json(Documents.TRAINING).required("parameters");
        findings.expect(
                Documents.TRAINING,
                "parameters.total",
                sizes.parameters(sizes.experts),
                parameters.required("total").longValue());
        findings.expect(
                Documents.TRAINING,
                "parameters.active",
                sizes.parameters(sizes.topK),
                parameters.required("active").longValue());
        List<String> weights = release.between("model/", ".safetensors");
        long counted = 0;
        for (String path : weights) {
            counted += count(release, path, findings);
        }
        findings.expect(CONFIG, "parameters against the weights", counted, sizes.parameters(sizes.experts));
        List<String> checkpoints = release.between("checkpoints/", ".safetensors");
        for (String path : checkpoints) {
            count(release, path, findings);
        }
        return String.format(
                Locale.ROOT,
                "%,d parameters, %,d a token; %d other checkpoint files",
                counted,
                sizes.parameters(sizes.topK),
                checkpoints.size());
    }

    /// Elements of all tensors, each looked at: a weight is a number.
    private static long count(ReleaseFolder release, String path, Findings findings) throws IOException {
        long elements = 0;
        try (SafetensorsReader reader = SafetensorsReader.open(release.resolve(path))) {
            for (SafetensorsEntry entry : reader.entries().values()) {
                elements += entry.elements();
                if (entry.type().name().startsWith("F") || entry.type().name().equals("BF16")) {
                    float[] values = new float[Math.toIntExact(entry.elements())];
                    reader.readFloats(entry, values, 0);
                    for (float value : values) {
                        if (Float.isNaN(value) || Float.isInfinite(value)) {
                            findings.add(path, entry.name() + " holds " + value);
                            break;
                        }
                    }
                }
            }
        }
        return elements;
    }

    /// An OLMoE's sizes, as its config.json states them.
    private record Sizes(
            long vocabulary, long hidden, long layers, long keyValueWidth, long experts, long topK, long expertHidden) {

        static Sizes of(JsonNode config) {
            long hidden = config.required("hidden_size").longValue();
            long heads = config.required("num_attention_heads").longValue();
            return new Sizes(
                    config.required("vocab_size").longValue(),
                    hidden,
                    config.required("num_hidden_layers").longValue(),
                    hidden / heads * config.required("num_key_value_heads").longValue(),
                    config.required("num_experts").longValue(),
                    config.required("num_experts_per_tok").longValue(),
                    config.required("intermediate_size").longValue());
        }

        /// @param used experts of each layer that are counted
        long parameters(long used) {
            long attention = 2 * hidden * hidden + 2 * hidden * keyValueWidth;
            long norms = 2 * hidden + hidden + keyValueWidth; // of the layer, of q and of k
            long feedForward = experts * hidden + used * 3 * hidden * expertHidden; // router and experts
            return 2 * vocabulary * hidden + hidden + layers * (attention + norms + feedForward);
        }
    }
}

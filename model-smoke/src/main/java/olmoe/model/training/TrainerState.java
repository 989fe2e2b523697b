package olmoe.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import olmoe.model.Layout;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.SafetensorsReader;
import olmoe.release.format.SafetensorsWriter;

/// What a checkpoint holds beside the weights so that training goes on as if it had not stopped.
///
/// @param step optimizer steps done
/// @param tokens trained on so far
/// @param position of the next window in the endless row of epochs
/// @param settings digest of all that decides the weights
/// @param metricsBytes length of the metrics log
/// @param before losses of the untrained model on the held-out windows
record TrainerState(long step, long tokens, long position, String settings, long metricsBytes, HeldOut.Loss before) {
    static final String FILE = "trainer.json";
    static final String OPTIMIZER = "optimizer.safetensors";
    private static final String AVERAGE = "exp_avg.";
    private static final String SQUARES = "exp_avg_sq.";

    /// Writes a whole checkpoint into an empty folder.
    void write(Path folder, CheckpointConfig config, float[] parameters, AdamW optimizer) throws IOException {
        Checkpoint.write(folder, config, parameters);
        Layout layout = new Layout(config.shape());
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Layout.Tensor tensor : layout.tensors()) {
            writer.floats(AVERAGE + tensor.name(), tensor.dims(), optimizer.average(), tensor.start());
            writer.floats(SQUARES + tensor.name(), tensor.dims(), optimizer.averageOfSquares(), tensor.start());
        }
        writer.write(folder.resolve(OPTIMIZER));
        ObjectNode json = CanonicalJson.object();
        json.put("step", step)
                .put("tokens", tokens)
                .put("position", position)
                .put("settings", settings)
                .put("metrics-bytes", metricsBytes);
        json.set("loss-before", number(before.all()));
        json.set("clean-loss-before", number(before.clean()));
        CanonicalJson.write(folder.resolve(FILE), json);
    }

    /// JSON's number, or null for what it has no form for.
    static JsonNode number(double value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Double.isFinite(value) ? nodes.numberNode(value) : nodes.nullNode();
    }

    static TrainerState read(Path folder) throws IOException {
        JsonNode json = CanonicalJson.read(folder.resolve(FILE));
        return new TrainerState(
                json.required("step").asLong(),
                json.required("tokens").asLong(),
                json.required("position").asLong(),
                json.required("settings").asText(),
                json.required("metrics-bytes").asLong(),
                new HeldOut.Loss(
                        json.required("loss-before").asDouble(Double.NaN),
                        json.required("clean-loss-before").asDouble(Double.NaN)));
    }

    /// Fills in the weights and the optimizer's moments of a checkpoint.
    static void restore(Path folder, Layout layout, float[] parameters, AdamW optimizer) throws IOException {
        float[] stored = Checkpoint.open(folder).floats();
        System.arraycopy(stored, 0, parameters, 0, stored.length);
        try (SafetensorsReader reader = SafetensorsReader.open(folder.resolve(OPTIMIZER))) {
            for (Layout.Tensor tensor : layout.tensors()) {
                reader.readFloats(reader.entry(AVERAGE + tensor.name()), optimizer.average(), tensor.start());
                reader.readFloats(reader.entry(SQUARES + tensor.name()), optimizer.averageOfSquares(), tensor.start());
            }
        }
    }
}

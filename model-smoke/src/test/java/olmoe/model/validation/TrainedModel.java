package olmoe.model.validation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.SafetensorsWriter;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;

/// A run's folder as corpus and training leave it: held-out tokens, a checkpoint with random weights,
/// and what training recorded about it. Tests then break one thing.
final class TrainedModel {
    static final Shape SHAPE = new Shape(40, 12, 2, 2, 2, 4, 2, 6, 16, 10_000, 1e-5, 0, false);
    static final Layout LAYOUT = new Layout(SHAPE);
    static final int END = 39;

    final Path corpus;
    final Path model;
    final Path folder;
    final float[] parameters;

    TrainedModel(Path run) throws IOException {
        corpus = run.resolve("corpus");
        model = run.resolve("model");
        folder = model.resolve("final");
        writeTokens("a", 5 * 16 + 3, 1);
        writeTokens("b", 4 * 16, 2);
        ByteArrayOutputStream order = new ByteArrayOutputStream();
        TrainingOrder.shuffled(6198, 16, List.of(new TrainingOrder.TokenFile("tokens/a/train/part.npy", 1, 1)))
                .writeJson(order);
        Files.write(corpus.resolve("tokens/order.json"), order.toByteArray());
        Random random = new Random(6198);
        parameters = new float[LAYOUT.arrayLength()];
        for (Layout.Tensor tensor : LAYOUT.tensors()) {
            for (int i = tensor.start(); i < tensor.start() + tensor.elements(); i++) {
                parameters[i] = (float)
                        (tensor.dims().size() == 1 ? 1 + 0.1 * random.nextGaussian() : 0.4 * random.nextGaussian());
            }
        }
        Checkpoint.write(folder, new CheckpointConfig(SHAPE, END, 1), parameters);
        Files.createDirectories(corpus.resolve("tokenizer"));
        writeTokenizer(corpus.resolve("tokenizer"), 40);
        writeTokenizer(folder, 40);
    }

    /// Masked: every third window of a file.
    private void writeTokens(String source, int tokens, int seed) throws IOException {
        Path part = Files.createDirectories(
                        corpus.resolve("tokens").resolve(source).resolve("validation"))
                .resolve("part.npy");
        ByteArrayOutputStream npy = new ByteArrayOutputStream();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        ByteArrayOutputStream mask = new ByteArrayOutputStream();
        int[] windows = {0};
        TokenShardWriter writer = new TokenShardWriter(16, END, ids -> windows[0]++ % 3 == 2, npy, csv, mask);
        int[] ids = new Random(seed).ints(tokens - 1, 0, END).toArray();
        writer.add("0", "source", 1, ids, ids.length);
        writer.finish();
        Files.write(part, npy.toByteArray());
        Files.write(part.resolveSibling("part.csv.gz"), csv.toByteArray());
        Files.write(part.resolveSibling("part.mask"), mask.toByteArray());
    }

    static void writeTokenizer(Path folder, int size) throws IOException {
        ObjectNode json = CanonicalJson.object();
        ObjectNode vocabulary = json.putObject("model").putObject("vocab");
        for (int id = 0; id < size - 1; id++) {
            vocabulary.put("t" + id, id);
        }
        json.putArray("added_tokens").addObject().put("id", size - 1).put("content", "<|endoftext|>");
        CanonicalJson.write(folder.resolve("tokenizer.json"), json);
        CanonicalJson.write(
                folder.resolve("tokenizer_config.json"), CanonicalJson.object().put("eos_token", "<|endoftext|>"));
    }

    /// What training would record: it measures with the same kernels.
    void record(boolean tensors) throws IOException {
        Validation measured = validate();
        ObjectNode json = CanonicalJson.object();
        ObjectNode shape = json.putObject("shape");
        SHAPE.settings().forEach((name, value) -> shape.put(name, value.doubleValue()));
        json.putObject("parameters").put("total", LAYOUT.parameters()).put("active", LAYOUT.activeParameters());
        ObjectNode validation = json.putObject("validation");
        validation.set("windows", measured.json().at("/evaluation/windows"));
        validation.set("loss-after", measured.json().at("/evaluation/loss"));
        if (tensors) {
            ObjectNode digests = json.putObject("tensors");
            Checkpoint.open(folder).tensorDigests().forEach(digests::put);
        }
        CanonicalJson.write(model.resolve("training.json"), json);
    }

    void writeManifest() throws IOException {
        List<Manifest.Entry> files = new ArrayList<>();
        for (String name : List.of("config.json", "model.safetensors")) {
            files.add(Manifest.Entry.of(model, folder.resolve(name), "model"));
        }
        Manifest.of("model", Map.of(), files, Map.of()).write(model);
    }

    Validation validate() {
        try (Workers workers = new Workers(2)) {
            return Validation.of(folder, corpus, workers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes the weights again, without the tensor of that name if one is given.
    void rewrite(String without) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        for (Layout.Tensor tensor : LAYOUT.tensors()) {
            if (!tensor.name().equals(without)) {
                writer.floats(tensor.name(), tensor.dims(), parameters, tensor.start());
            }
        }
        writer.write(folder.resolve("model.safetensors"));
    }

    void transpose(Layout.Tensor tensor) {
        int size = tensor.rows();
        float[] copy = parameters.clone();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                parameters[tensor.start() + i * size + j] = copy[tensor.start() + j * size + i];
            }
        }
    }

    void edit(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        if (!text.contains(from)) {
            throw new IllegalArgumentException(file + " has no " + from);
        }
        Files.writeString(path, text.replace(from, to));
    }
}

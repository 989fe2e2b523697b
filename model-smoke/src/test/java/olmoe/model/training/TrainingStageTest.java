package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs at odd sizes on a small artificial language.
class TrainingStageTest {
    private static final int WINDOW = 19;
    private static final int VOCABULARY = 61;
    private static final String SHORT = "{tokens: 1200, batch-windows: 3, learning-rate: 0.01, checkpoint-every: 4}";
    /// The weights that every machine, JDK and vector length must come to.
    private static final String PINNED = "ae18104cadd41a1a52eb4ce702977ac03b61624904ad0d712b2c3c636ad30b33";

    @TempDir
    Path folder;

    private Path corpus;

    @BeforeEach
    void writeCorpus() throws IOException {
        corpus = folder.resolve("corpus");
        TestCorpus.write(
                corpus,
                WINDOW,
                VOCABULARY,
                TestCorpus.documents(40, 25, VOCABULARY, 1),
                TestCorpus.documents(8, 25, VOCABULARY, 2),
                ids -> ids[3] % 7 == 0);
    }

    @Test
    void weightsDoNotDependOnThreads() throws IOException {
        train("one", SHORT, 1);
        train("two", SHORT, 2);
        train("three", SHORT, 3);
        assertEquals(files("one"), files("two"));
        assertEquals(files("one"), files("three"));
        assertEquals(PINNED, files("one").get("final/model.safetensors"));
    }

    /// The definition's mean of the micro-batches' gradients, so other bytes than one large batch, but near.
    @Test
    void microBatchesComeNearTheWholeBatchAndDoNotDependOnThreads() throws IOException {
        String micro = SHORT.replace("}", ", micro-batch-windows: 1}");
        train("whole", SHORT, 2);
        train("one", micro, 1);
        train("three", micro, 3);
        assertEquals(files("one"), files("three"));
        double whole = CanonicalJson.read(folder.resolve("whole/training.json"))
                .at("/validation/loss-after")
                .asDouble();
        double parts = CanonicalJson.read(folder.resolve("one/training.json"))
                .at("/validation/loss-after")
                .asDouble();
        assertTrue(whole != parts && Math.abs(whole - parts) < 0.2, whole + " and " + parts);
    }

    @Test
    void annealingGoesOnInAnOrderOfItsOwnDownToNothing() throws IOException {
        String anneal = SHORT.replace("}", ", anneal-tokens: 400, anneal-seed: 42}");
        train("long", anneal, 2);
        train("other", anneal.replace("42", "43"), 2);
        List<String> lines = Files.readAllLines(folder.resolve("long/metrics.jsonl"), StandardCharsets.UTF_8);
        List<Double> rates = new ArrayList<>();
        for (String line : lines) {
            JsonNode rate = new ObjectMapper().readTree(line).path("optim/learning_rate_group0");
            if (rate.isNumber()) {
                rates.add(rate.doubleValue());
            }
        }
        assertEquals(0, rates.get(rates.size() - 1));
        assertTrue(rates.get(rates.size() - 2) > 0);
        assertNotEquals(
                files("long").get("final/model.safetensors"), files("other").get("final/model.safetensors"));
    }

    @Test
    void metricsAreAlsoATableAndTensorBoardEvents() throws IOException {
        train("one", SHORT, 1);
        try (TableReader reader =
                new TableReader(Files.newByteChannel(folder.resolve("one/metrics.parquet")), "metrics.parquet")) {
            List<String> names =
                    reader.columns().stream().map(column -> column.name()).toList();
            assertEquals(List.of("timestamp", "run_name", "step"), names.subList(0, 3));
            assertTrue(names.contains("train/CrossEntropyLoss"), names.toString());
        }
        byte[] events = Files.readAllBytes(folder.resolve("one/events.out.tfevents.0.olmoe"));
        ByteBuffer buffer = ByteBuffer.wrap(events).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        while (buffer.hasRemaining()) {
            byte[] length = new byte[8];
            buffer.get(length);
            assertEquals(masked(length), buffer.getInt());
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            buffer.get(event);
            assertEquals(masked(event), buffer.getInt());
            count++;
        }
        long lines = Files.readAllLines(folder.resolve("one/metrics.jsonl"), StandardCharsets.UTF_8)
                .size();
        assertEquals(lines + 1, count);
    }

    /// As TFRecord defines it.
    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    }

    @Test
    void weightsDoNotDependOnTheVectorLength() throws Exception {
        train("wide", SHORT, 2);
        Path recipe = recipe(SHORT);
        assertEquals(0, start(recipe, "narrow", "-XX:MaxVectorSize=16").waitFor());
        assertEquals(files("wide"), files("narrow"));
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aKilledRunEndsWithTheBytesOfOneThatWasNot() throws Exception {
        String training = "{tokens: 17100, batch-windows: 3, learning-rate: 0.01, checkpoint-every: 5, eval-every: 7}";
        train("whole", training, 2);
        Path recipe = recipe(training);
        Path killed = folder.resolve("killed");

        Process process = start(recipe, "killed");
        while (!Files.exists(killed.resolve("checkpoints/step10")) && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertFalse(Files.exists(killed.resolve(Manifest.NAME)), "it was killed in the middle");

        process = start(recipe, "killed");
        while (!writesACheckpoint(killed) && process.isAlive()) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        assertFalse(Files.exists(killed.resolve(Manifest.NAME)), "it was killed at a checkpoint");

        assertEquals(0, start(recipe, "killed").waitFor());
        assertEquals(files("whole"), files("killed"));
    }

    private static boolean writesACheckpoint(Path output) {
        String[] names = output.resolve("checkpoints").toFile().list((parent, name) -> name.endsWith(".part"));
        return names != null && names.length > 0;
    }

    @Test
    void goesOnFromTheLastWholeCheckpointWhateverWasHalfWritten() throws IOException {
        train("whole", SHORT, 1);
        train("torn", SHORT, 1);
        Path torn = folder.resolve("torn");
        Files.delete(torn.resolve(Manifest.NAME));
        Files.delete(torn.resolve("checkpoints/step20/trainer.json"));
        Files.move(torn.resolve("checkpoints/step20"), torn.resolve("checkpoints/step20.part"));
        Files.move(torn.resolve("checkpoints/step22"), torn.resolve("final.part"));
        Files.writeString(torn.resolve("metrics.jsonl"), Files.readString(torn.resolve("metrics.jsonl")) + "{\"ste");
        String messages = train("torn", SHORT, 1);
        assertTrue(messages.contains("goes on from step 16"), messages);
        assertEquals(files("whole"), files("torn"));
    }

    @Test
    void returnsAtOnceWhenDoneAndStartsOverWithOtherSettings() throws IOException {
        train("run", SHORT, 1);
        SortedMap<String, String> first = files("run");
        assertTrue(train("run", SHORT, 1).contains("already done"));
        train("run", SHORT.replace("0.01", "0.02"), 1);
        assertNotEquals(first.get("final/model.safetensors"), files("run").get("final/model.safetensors"));
        train("run", SHORT, 1);
        assertEquals(first, files("run"));
    }

    @Test
    void learnsMoreThanCountsOfSingleTokens() throws IOException {
        train("run", "{tokens: 30k, batch-windows: 4, learning-rate: 0.01}", 2);
        JsonNode report = CanonicalJson.read(folder.resolve("run/training.json"));
        double after = report.at("/validation/loss-after").asDouble();
        assertEquals(Math.log(VOCABULARY), report.at("/validation/loss-before").asDouble(), 0.1);
        assertTrue(after < report.at("/baselines/unigram").asDouble() - 0.5, report.toString());
        assertEquals(8 * 26 / WINDOW, report.at("/validation/windows").asInt());
    }

    @Test
    void logsTheNamesOfOlmosTrainerWithoutTheClock() throws IOException {
        train("run", SHORT, 1);
        List<String> lines = Files.readAllLines(folder.resolve("run/metrics.jsonl"), StandardCharsets.UTF_8);
        assertEquals(1 + 22 + 1, lines.size());
        assertTrue(lines.get(0).startsWith("{\"step\":0,\"eval/validation/CrossEntropyLoss\":4.1"), lines.get(0));
        JsonNode first = CanonicalJson.read(lines.get(1).getBytes(StandardCharsets.UTF_8), "line 2");
        List<String> names = new ArrayList<>();
        first.fieldNames().forEachRemaining(names::add);
        assertEquals(
                List.of(
                        "step",
                        "train/CrossEntropyLoss",
                        "train/LoadBalancingLoss",
                        "train/MoEZLoss",
                        "train/masked_instances_local_rank",
                        "optim/total_grad_norm",
                        "optim/learning_rate_group0",
                        "throughput/total_tokens"),
                names.subList(0, 8));
        double shares = 0;
        for (int e = 0; e < 5; e++) {
            shares += first.get("train/TokensPercentage/layer1/expert" + e).asDouble();
        }
        assertEquals(100, shares, 1e-9);
    }

    @Test
    void stopsAtTheStepWhoseLossIsNotANumber() {
        CheckException e = assertThrows(CheckException.class, () -> train("run", SHORT.replace("0.01", "1e30"), 1));
        assertTrue(
                e.getMessage().startsWith("step 2: expected a finite loss and gradient, found loss "), e.getMessage());
        assertTrue(e.getMessage().contains("; the weights before it are in "), e.getMessage());
        assertTrue(e.getMessage().matches(".*, first in .*layers?.[01].*"), e.getMessage());
        assertTrue(Files.isRegularFile(folder.resolve("run/checkpoints/step1/model.safetensors")));
    }

    @Test
    void namesWhatACorpusLacks() throws IOException {
        Files.delete(corpus.resolve("manifest.json"));
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> train("run", SHORT, 1));
        assertEquals(
                corpus.resolve("manifest.json") + ": expected a built corpus, found none; run olmoe corpus build first",
                e.getMessage());
    }

    private Path recipe(String training) throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(recipe, """
            name: test
            version: 1.0.0
            seed: 6198
            window: 19
            sources: [{name: test, files: "*.jsonl", license: {spdx: other, evidence: none}}]
            tokenizer: {train: {vocabulary: 300, sample: 1MB}}
            model: {layers: 2, hidden: 28, heads: 2, key-value-heads: 1, experts: 5, top-k: 2, expert-hidden: 11}
            training:\
            """ + " " + training + "\n");
        return recipe;
    }

    private String train(String output, String training, int threads) throws IOException {
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(messages, true, StandardCharsets.UTF_8);
        new TrainingStage(Recipe.read(recipe(training)), corpus, folder.resolve(output), threads, out, false).run();
        return messages.toString(StandardCharsets.UTF_8);
    }

    private Process start(Path recipe, String output, String... options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of("olmoe.model.cli.ModelCommand", "train", recipe.toString()));
        command.addAll(List.of("--corpus", corpus.toString(), "--threads", "2"));
        command.addAll(List.of("-o", folder.resolve(output).toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(output + ".log").toFile())
                .start();
    }

    /// Hashes of all files that must be equal between equal runs, by path.
    private SortedMap<String, String> files(String output) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Path root = folder.resolve(output);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString();
                if (!name.equals("performance.json") && !name.equals(Manifest.NAME)) {
                    files.put(name, Sha256.of(file));
                }
            }
        }
        files.put(Manifest.NAME, Manifest.read(root).digest());
        return files;
    }
}

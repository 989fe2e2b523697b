package olmoe.model.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.checkpoint.Conversion;
import olmoe.model.checkpoint.WeightLayout;
import olmoe.release.format.SafetensorsType;
import olmoe.tokenizer.BpeTrainer;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `olmoe model generate` as a user starts it, on random models with real tokenizers.
class GenerateCommandTest {
    private static final int CONTEXT = 64;

    @TempDir
    Path temporary;

    private Path folder;
    private Tokenizer tokenizer;
    private String out;
    private String err;
    private final List<String> pieces = new ArrayList<>();

    @BeforeEach
    void writeACheckpoint() throws IOException {
        folder = temporary.resolve("checkpoint");
        BpeTrainer trainer = new BpeTrainer(320, 1);
        trainer.add("the cat sat on the mat, the cat ate; \u00fcber alles \u732b \u732b");
        tokenizer = trainer.train();
        // eight rows more than tokens, whose logits are always the largest
        write(tokenizer.size() + 8, tokenizer.size());
        tokenizer.write(folder);
    }

    private void write(int rows, int tokens) throws IOException {
        Shape shape = new Shape(rows, 8, 2, 2, 1, 3, 2, 4, CONTEXT, 10_000, 1e-5, 0, false);
        Layout layout = new Layout(shape);
        Random random = new Random(1);
        float[] parameters = new float[layout.arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        Arrays.fill(parameters, layout.finalNorm().start(), layout.finalNorm().start() + 1, 40f);
        int head = layout.output().start();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < 8; column++) {
                parameters[head + row * 8 + column] *= row < tokens ? 1 : 1000;
            }
        }
        Checkpoint.write(folder, new CheckpointConfig(shape, tokenizer.endOfText(), tokenizer.endOfText()), parameters);
    }

    @Test
    void textComesPieceByPieceAndIsThatOfTheTokensAtOnce() throws IOException {
        assertEquals(0, run("", "--prompt", "the cat", "--max-tokens", "20", "--temperature", "1.5"), err);
        String streamed = out;
        List<String> pieces = List.copyOf(this.pieces);
        assertTrue(pieces.size() > 5, pieces.toString());
        assertEquals(0, run("{\"prompt\":\"the cat\"}\n", "--max-tokens", "20", "--temperature", "1.5"), err);
        JsonNode line = new ObjectMapper().readTree(out);
        assertEquals(line.get("text").textValue() + "\n", streamed);
        assertEquals("length", line.get("finish").textValue());
        assertEquals(20, line.get("tokens").size());
    }

    @Test
    void theSeedDecidesAndNothingElse() throws IOException {
        String[] one = {"--prompt", "the", "--max-tokens", "12", "--temperature", "1.2", "--threads", "1"};
        assertEquals(0, run("", one), err);
        String first = out;
        String[] three = one.clone();
        three[7] = "3";
        assertEquals(0, run("", three), err);
        assertEquals(first, out);
        String[] seeded = Arrays.copyOf(one, 10);
        seeded[8] = "--seed";
        seeded[9] = "7";
        assertEquals(0, run("", seeded), err);
        assertNotEquals(first, out);
    }

    @Test
    void aChatIsThePromptOfTheTemplate() throws IOException {
        assertEquals(0, run("", "--chat", "--prompt", "the mat", "--max-tokens", "9"), err);
        String chat = out;
        assertEquals(
                0, run("", "--prompt", "<|endoftext|><|user|>\nthe mat\n<|assistant|>\n", "--max-tokens", "9"), err);
        assertEquals(chat, out);
        String turns = "{\"messages\":[{\"role\":\"user\",\"content\":\"the mat\"}]}\n";
        assertEquals(0, run(turns, "--max-tokens", "9"), err);
        assertEquals(chat, new ObjectMapper().readTree(out).get("text").textValue() + "\n");
        assertEquals(2, run("{\"messages\":[{\"role\":\"tool\",\"content\":\"x\"}]}\n"));
        assertEquals("olmoe: stdin:1: messages: role must be system, user or assistant but was tool\n", err);
    }

    @Test
    void idsWithoutATokenAreNeverChosen() throws IOException {
        for (String temperature : List.of("0", "1", "3")) {
            assertEquals(0, run("{\"prompt\":\"the\"}\n", "--temperature", temperature, "--max-tokens", "50"), err);
            for (JsonNode id : new ObjectMapper().readTree(out).get("tokens")) {
                assertTrue(id.intValue() < tokenizer.size(), id.toString());
            }
        }
    }

    /// 50,280 ids and 50,304 rows.
    @Test
    void theLast24RowsOfTheReleasedModelAreNeverChosen() throws IOException {
        String shared = System.getenv("OLMOE_SHARED");
        Path released = Path.of(shared == null ? "" : shared, "data/tokenizers/allenai_gpt-neox-olmo-dolma-v1_5.json");
        Assumptions.assumeTrue(Files.exists(released), "no tokenizer of the released model");
        tokenizer = Tokenizer.read(released);
        assertEquals(50_280, tokenizer.size());
        write(50_304, 50_280);
        Files.copy(released, folder.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        for (String temperature : List.of("0", "1")) {
            assertEquals(0, run("{\"prompt\":\"the\"}\n", "--temperature", temperature, "--max-tokens", "40"), err);
            for (JsonNode id : new ObjectMapper().readTree(out).get("tokens")) {
                assertTrue(id.intValue() < 50_280, id.toString());
            }
        }
    }

    @Test
    void whatOverrunsTheContextEndsOrIsRefusedInOneLine() throws IOException {
        assertEquals(0, run("{\"prompt\":\"the\"}\n", "--max-tokens", "1000", "--temperature", "2"), err);
        JsonNode line = new ObjectMapper().readTree(out);
        if (!line.get("finish").textValue().equals("end")) {
            assertEquals("context", line.get("finish").textValue());
        }
        int prompt = tokenizer.encoder().encode("the").length;
        assertTrue(line.get("tokens").size() <= CONTEXT - prompt + 1);
        assertEquals(2, run("", "--prompt", "the cat ".repeat(200)));
        assertTrue(
                err.startsWith(
                        "olmoe: generate: expected at most 64 tokens, the context or what the cache holds, found "),
                err);
        assertEquals(1, err.split("\n").length, err);
        assertEquals("", out);
    }

    @Test
    void aBudgetThatIsTooSmallIsOneLine() throws IOException {
        assertEquals(2, run("", "--prompt", "the", "--cache-bytes", "100"));
        assertTrue(err.startsWith("olmoe: generate: expected a cache of at least "), err);
        assertTrue(err.endsWith(" bytes for 1 sequences, found 100\n"), err);
        assertEquals(2, run("", "--prompt", "the", "--cache-bytes", Long.toString(1L << 50)));
        assertTrue(err.startsWith("olmoe: generate: expected room in the heap for 11258999"), err);
        assertTrue(err.contains(" bytes, the weights as f32 and --cache-bytes, found "), err);
        assertEquals(1, err.split("\n").length, err);
    }

    @Test
    void brainFloatsSayWhatTheRoundedCheckpointSays() throws IOException {
        Path rounded = temporary.resolve("rounded");
        new Conversion(WeightLayout.HF, SafetensorsType.BF16, 0).write(Checkpoint.open(folder), rounded);
        String[] arguments = {"--prompt", "the cat", "--temperature", "1", "--dtype", "bf16"};
        assertEquals(0, run("", arguments), err);
        String brain = out;
        folder = rounded;
        for (String dtype : List.of("f32", "bf16")) {
            arguments[5] = dtype;
            assertEquals(0, run("", arguments), err);
            assertEquals(brain, out);
        }
        assertEquals(0, run("", Arrays.copyOf(arguments, 4)), err);
        assertEquals(brain, out);
        arguments[5] = "f64";
        assertEquals(2, run("", arguments));
        assertEquals("olmoe: --dtype: expected f32 or bf16, found f64\n", err);
    }

    @Test
    void withoutTheVectorModuleTheTextIsTheSameAndOneLineWarns() throws IOException, InterruptedException {
        List<String> texts = new ArrayList<>();
        for (boolean vectors : new boolean[] {true, false}) {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            if (vectors) {
                command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
            }
            command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
            command.addAll(List.of(ModelCommand.class.getName(), "generate", folder.toString(), "--prompt", "the cat"));
            command.addAll(List.of("--temperature", "1.5"));
            Path errors = temporary.resolve("errors-" + vectors);
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            texts.add(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, process.waitFor(), Files.readString(errors));
            List<String> own = Files.readAllLines(errors).stream()
                    .filter(line -> line.startsWith("olmoe: "))
                    .toList();
            assertEquals(vectors ? 0 : 1, own.size(), own.toString());
            assertTrue(vectors || own.get(0).startsWith("olmoe: the module jdk.incubator.vector is not loaded"));
        }
        assertEquals(texts.get(0), texts.get(1));
        assertTrue(texts.get(0).length() > 10, texts.get(0));
    }

    @Test
    void mistakesAreOneLineEach() throws IOException {
        assertEquals(2, run("", "--prompt", "the", "--temperature", "-1"));
        assertEquals("olmoe: --temperature must be 0 or more but was -1.0\n", err);
        assertEquals(2, run("", "--prompt", "the", "--max-tokens", "0"));
        assertEquals("olmoe: --max-tokens: expected 1 or more, found 0\n", err);
        assertEquals(2, run("{\"prompt\":\"a\"}\nnonsense\n"));
        assertTrue(err.startsWith("olmoe: stdin:2: expected JSON, found "), err);
        assertEquals(2, run("{\"text\":\"a\"}\n"));
        assertEquals("olmoe: stdin:1: expected prompt or messages, found {\"text\":\"a\"}\n", err);
        ObjectNode config = (ObjectNode)
                new ObjectMapper().readTree(folder.resolve("config.json").toFile());
        config.put("num_hidden_layers", 3);
        Files.writeString(folder.resolve("config.json"), config.toString());
        assertEquals(1, run("", "--prompt", "the"));
        assertTrue(err.contains("tensors do not fit the configuration, the first: "), err);
        assertEquals(1, err.split("\n").length, err);
        Files.delete(folder.resolve("tokenizer.json"));
        assertEquals(2, run("", "--prompt", "the"));
        assertEquals(
                "olmoe: " + folder.resolve("tokenizer.json") + ": expected the model's tokenizer, found none\n", err);
        assertFalse(Files.exists(folder.resolve("tokenizer.json")));
    }

    private int run(String input, String... options) {
        InputStream in = System.in;
        PrintStream previousOut = System.out;
        PrintStream previousErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        pieces.clear();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8) {
            @Override
            public void print(String text) {
                pieces.add(text);
                super.print(text);
            }
        });
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
            String[] arguments = new String[options.length + 2];
            arguments[0] = "generate";
            arguments[1] = folder.toString();
            System.arraycopy(options, 0, arguments, 2, options.length);
            return Commands.execute(new ModelCommand(), arguments);
        } finally {
            System.setIn(in);
            System.setOut(previousOut);
            System.setErr(previousErr);
            out = outBytes.toString(StandardCharsets.UTF_8);
            err = errBytes.toString(StandardCharsets.UTF_8);
        }
    }
}

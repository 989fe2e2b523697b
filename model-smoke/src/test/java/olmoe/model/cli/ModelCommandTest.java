package olmoe.model.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import olmoe.model.Engine;
import olmoe.model.Layout;
import olmoe.model.ScalarModel;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCommandTest {
    private static final Shape SHAPE = new Shape(9, 8, 1, 2, 1, 3, 2, 4, 8, 10_000, 1e-5, 0, false);

    @TempDir
    Path folder;

    private String out;
    private String err;

    @BeforeEach
    void writeACheckpoint() throws IOException {
        Random random = new Random(1);
        float[] parameters = new float[new Layout(SHAPE).arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = (float) random.nextGaussian();
        }
        Checkpoint.write(folder, new CheckpointConfig(SHAPE, 8, 1), parameters);
    }

    @Test
    void printsLogitsAndRoutingOfEachLine() throws IOException {
        assertEquals(0, run("{\"ids\":[1,2,3]}\n{\"ids\":[8]}\n", "logits", folder.toString()), err);
        Checkpoint checkpoint = Checkpoint.open(folder);
        Engine.Inference expected =
                new ScalarModel(checkpoint.layout(), checkpoint.doubles()).infer(new int[] {1, 2, 3});
        String[] lines = out.split("\n");
        assertEquals(2, lines.length);
        JsonNode first = new ObjectMapper().readTree(lines[0]);
        assertEquals("[1,2,3]", first.get("ids").toString());
        for (int t = 0; t < 3; t++) {
            double[] row = new ObjectMapper().convertValue(first.get("logits").get(t), double[].class);
            assertArrayEquals(expected.logits()[t], row);
        }
        assertArrayEquals(expected.experts(), new ObjectMapper().convertValue(first.get("routing"), int[][][].class));
    }

    @Test
    void namesTheLineThatIsWrong() {
        assertEquals(2, run("{\"ids\":[1]}\n{\"ids\":[9]}\n", "logits", folder.toString()));
        assertEquals("olmoe: stdin:2: ids: expected ids from 0 to 8 but found 9\n", err);
        assertEquals(2, run("{\"ids\":[1,2,3,4,5,6,7,8,1]}\n", "logits", folder.toString()));
        assertEquals("olmoe: stdin:1: ids: expected at most 8 ids, the context, but found 9\n", err);
        assertEquals(2, run("{\"ids\":[\"a\"]}\n", "logits", folder.toString()));
        assertEquals("olmoe: stdin:1: ids: expected integers, found \"a\"\n", err);
        assertEquals(2, run("{\"ids\":[]}\n", "logits", folder.toString()));
        assertEquals("olmoe: stdin:1: ids: expected at least one id, found none\n", err);
    }

    @Test
    void validatesACheckpointThatStandsAlone() throws IOException {
        assertEquals(0, run("", "validate", folder.toString()), err);
        JsonNode json = new ObjectMapper().readTree(out);
        assertTrue(json.at("/logits/argmax-equal").booleanValue());
        assertTrue(json.at("/evaluation").isMissingNode());
    }

    @Test
    void endsWithThreeAndASentenceWhenACheckDoesNotHold() throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"num_experts\": 3", "\"num_experts\": 4"));
        Path output = folder.resolve("validation");
        assertEquals(3, run("", "validate", folder.toString(), "-o", output.toString()));
        assertTrue(
                err.startsWith("olmoe: " + folder + ": config-sizes: config.json: num_experts: expected 3 as in "
                        + "model.layers.0.mlp.gate.weight, found 4; tensors: "),
                err);
        assertTrue(Files.exists(output.resolve("validation.json")));
        assertFalse(Files.exists(output.resolve("manifest.json")));
    }

    @Test
    void endsWithTwoWhenThereIsNoSuchFolder() {
        Path absent = folder.resolve("absent");
        assertEquals(2, run("", "validate", absent.toString()));
        assertEquals("olmoe: DIR: expected a folder, found none at " + absent + "\n", err);
    }

    private int run(String input, String... arguments) {
        InputStream in = System.in;
        PrintStream previousOut = System.out;
        PrintStream previousErr = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
        try {
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

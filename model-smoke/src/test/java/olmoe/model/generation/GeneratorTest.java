package olmoe.model.generation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.vector.Decoding;
import olmoe.model.vector.GoldenModels;
import olmoe.model.vector.Network;
import olmoe.model.vector.Workers;
import olmoe.tokenizer.shard.Pcg64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratorTest {
    private static final Shape SHAPE = new Shape(61, 40, 2, 4, 2, 5, 3, 10, 96, 10_000, 1e-5, 0.7, false);
    private static final long BUDGET = 1 << 20;

    private final Workers workers = new Workers(3);

    @AfterEach
    void stop() {
        workers.close();
    }

    @Test
    void tokenByTokenGivesTheBytesOfOnePass() {
        Network network = network();
        int[] ids = new Random(1).ints(83, 0, 61).toArray();
        Network.Run whole = network.run(1, ids.length);
        whole.forward(ids);
        float[] expected = whole.logits();
        Decoding decoding = new Decoding(network, 1, BUDGET);
        int done = 0;
        for (int piece : new int[] {70, 1, 1, 3, 1, 7}) {
            float[][] logits = decoding.advance(Arrays.copyOfRange(ids, done, done + piece));
            done += piece;
            assertArrayEquals(Arrays.copyOfRange(expected, (done - 1) * 61, done * 61), logits[0]);
        }
        assertEquals(ids.length, done);
    }

    @Test
    void aSequenceDoesNotDependOnItsNeighbours() {
        Network network = network();
        List<int[]> prompts = List.of(new int[] {3}, new int[] {1, 4, 1, 5, 9, 2, 6}, new int[] {60, 59});
        Sampling sampling = new Sampling(0.8, 20, 0.9);
        List<Generator.Continuation> together = new Generator(new Decoding(network, 3, 3 * BUDGET), 61, 7, sampling, 42)
                .generate(prompts, 25, (i, id) -> {});
        for (int i = 0; i < prompts.size(); i++) {
            Generator.Continuation alone = new Generator(new Decoding(network, 1, BUDGET), 61, 7, sampling, 42 + i)
                    .generate(List.of(prompts.get(i)), 25, (prompt, id) -> {})
                    .get(0);
            assertArrayEquals(alone.ids(), together.get(i).ids());
            assertEquals(alone.finish(), together.get(i).finish());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"base-f32", "gqa-bf16-sharded", "odd-gqa-f32", "experts64-bf16"})
    void greedyTokensAreThoseOfTransformers(String name) throws IOException {
        Path folder = GoldenModels.folder(4).resolve(name);
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("hf"));
        JsonNode greedy = new ObjectMapper()
                .readTree(folder.resolve("expected/expected.json").toFile())
                .get("greedy");
        int[] ids = GoldenModels.ints(folder.resolve("expected/ids.npy"));
        Network network = new Network(checkpoint.layout(), checkpoint.floats(), workers);
        Generator generator = new Generator(
                new Decoding(network, 1, 16 * BUDGET),
                checkpoint.layout().shape().vocabulary(),
                -1,
                Sampling.GREEDY,
                0);
        int[] starts = {0, 1, 3, 10, 43};
        int compared = 0;
        for (JsonNode one : greedy) {
            int start = starts[one.get("prompt").intValue()];
            int[] prompt = Arrays.copyOfRange(
                    ids, start, start + one.get("prompt_tokens").intValue());
            int[] expected = new ObjectMapper().convertValue(one.get("tokens"), int[].class);
            assertArrayEquals(
                    expected,
                    generator
                            .generate(List.of(prompt), expected.length, (i, id) -> {})
                            .get(0)
                            .ids());
            compared++;
        }
        assertTrue(compared > 0);
    }

    @Test
    void neverChoosesARowWithoutAToken() {
        float[] logits = new float[64];
        Arrays.fill(logits, 40, 64, 100f);
        Pcg64 generator = new Pcg64(1);
        for (int i = 0; i < 500; i++) {
            assertTrue(new Sampling(1.5, 0, 1).choose(logits, 40, generator) < 40);
        }
        assertEquals(0, Sampling.GREEDY.choose(logits, 40, generator));
    }

    @Test
    void topKAndTopPLeaveTheLikeliest() {
        float[] logits = {0f, 3f, 2f, -1f, 2.5f};
        Pcg64 generator = new Pcg64(9);
        boolean[] byK = new boolean[5];
        boolean[] byP = new boolean[5];
        int[] counts = new int[5];
        for (int i = 0; i < 4000; i++) {
            byK[new Sampling(1, 2, 1).choose(logits, 5, generator)] = true;
            byP[new Sampling(1, 0, 0.7).choose(logits, 5, generator)] = true;
            counts[new Sampling(1, 0, 1).choose(logits, 5, generator)]++;
        }
        assertArrayEquals(new boolean[] {false, true, false, false, true}, byK);
        assertArrayEquals(new boolean[] {false, true, false, false, true}, byP);
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        for (int i = 0; i < 5; i++) {
            double p = Math.exp(logits[i]) / sum;
            assertEquals(p, counts[i] / 4000.0, 5 * Math.sqrt(p * (1 - p) / 4000));
        }
    }

    @Test
    void stopsAtTheEndTokenTheLimitAndTheContext() {
        Network network = network();
        int[] prompt = {5, 6, 7};
        int[] free = new Generator(new Decoding(network, 1, BUDGET), 61, -1, Sampling.GREEDY, 0)
                .generate(List.of(prompt), 5, (i, id) -> {})
                .get(0)
                .ids();
        assertEquals(5, free.length);
        Generator.Continuation ended = new Generator(new Decoding(network, 1, BUDGET), 61, free[2], Sampling.GREEDY, 0)
                .generate(List.of(prompt), 5, (i, id) -> {})
                .get(0);
        assertEquals("end", ended.finish());
        assertFalse(Arrays.stream(ended.ids()).anyMatch(id -> id == free[2]));
        Generator.Continuation full = new Generator(new Decoding(network, 1, BUDGET), 61, -1, Sampling.GREEDY, 0)
                .generate(List.of(prompt), 1000, (i, id) -> {})
                .get(0);
        assertEquals("context", full.finish());
        assertEquals(96 - 3 + 1, full.ids().length);
    }

    @Test
    void refusesWhatDoesNotFitTheCacheOrTheContext() {
        Network network = network();
        Decoding small = new Decoding(network, 1, 20_000);
        assertTrue(small.capacity() >= 16 && small.capacity() < 96, "capacity " + small.capacity());
        var e = assertThrows(IllegalArgumentException.class, () -> small.advance(new int[small.capacity() + 1]));
        assertTrue(e.getMessage().startsWith("expected at most " + small.capacity() + " tokens"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new Decoding(network, 4, 1000));
        assertThrows(IllegalArgumentException.class, () -> small.advance(new int[] {61}));
    }

    @Test
    void theChatTemplateIsThatOfTheInstructModel() {
        assertEquals(
                "<|endoftext|><|user|>\nHi\n<|assistant|>\nHello<|endoftext|>\n<|user|>\nAnd?\n<|assistant|>\n",
                ChatTemplate.prompt(List.of(
                        new ChatTemplate.Turn("user", "Hi"),
                        new ChatTemplate.Turn("assistant", "Hello"),
                        new ChatTemplate.Turn("user", "And?"))));
        assertThrows(IllegalArgumentException.class, () -> new ChatTemplate.Turn("tool", "x"));
    }

    private Network network() {
        Layout layout = new Layout(SHAPE);
        Random random = new Random(6198);
        float[] parameters = new float[layout.arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        return new Network(layout, parameters, workers);
    }
}

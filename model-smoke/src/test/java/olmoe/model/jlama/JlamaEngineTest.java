package olmoe.model.jlama;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import olmoe.model.Engine;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.vector.GoldenModels;
import olmoe.model.vector.VectorEngine;
import olmoe.model.vector.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JlamaEngineTest {

    @ParameterizedTest
    @ValueSource(strings = {"base-f32", "gqa-bf16-sharded", "clip-normtopk-f16", "odd-gqa-f32", "experts64-bf16"})
    void agreesWithOurEngineOnTheGoldenCheckpoints(String name) throws IOException {
        Path folder = GoldenModels.folder(5).resolve(name);
        Checkpoint checkpoint = Checkpoint.open(folder.resolve("hf"));
        int[] ids = GoldenModels.ints(folder.resolve("expected/ids.npy"));
        assertEquals(Optional.empty(), JlamaEngine.limit(checkpoint));
        try (Workers workers = new Workers(2);
                JlamaEngine jlama = new JlamaEngine(checkpoint)) {
            VectorEngine ours = new VectorEngine(checkpoint.layout(), checkpoint.floats(), workers);
            assertEquals("Panama Vector Operations", JlamaEngine.operations());
            int row = 0;
            for (int length : new int[] {1, 2, 7, 33, 64}) {
                int[] prompt = Arrays.copyOfRange(ids, row, row + length);
                Engine.Inference expected = jlama.infer(prompt);
                Engine.Inference found = ours.infer(prompt);
                for (int i = 0; i < length; i++) {
                    assertArrayEquals(expected.logits()[i], found.logits()[i], 1e-4);
                }
                for (int l = 0; l < expected.experts().length; l++) {
                    assertArrayEquals(expected.experts()[l], found.experts()[l]);
                }
                row += length;
            }
        }
    }
}

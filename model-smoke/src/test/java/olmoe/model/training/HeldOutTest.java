package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Windows of 10 tokens; documents end with an added id 0.
class HeldOutTest {

    @TempDir
    Path corpus;

    @Test
    void aWindowIsCleanIfAllDocumentsInItShareNoRunOfThirteenTokens() throws IOException {
        int[] trained = run(100, 30);
        int[] twelveShared = concatenate(run(200, 5), Arrays.copyOf(trained, 12), run(220, 2)); // tokens 0-19
        int[] thirteenShared = concatenate(Arrays.copyOfRange(trained, 8, 21), run(240, 1)); // 20-34
        int[] fresh = run(260, 14); // 35-49
        HeldOut heldOut = read(List.of(trained), List.of(twelveShared, thirteenShared, fresh, run(280, 9)));
        assertArrayEquals(new boolean[] {true, true, false, false, true, true}, heldOut.clean());
        assertEquals(4, heldOut.documents());
        assertEquals(3, heldOut.cleanDocuments()); // the fresh one has a window of its own
        assertEquals(4, heldOut.cleanWindows());
    }

    @Test
    void aCleanSetWithoutWindowsHasNoDocumentsAndNoLoss() throws IOException {
        int[] trained = run(100, 30);
        HeldOut heldOut = read(List.of(trained), List.of(trained, run(200, 3)));
        assertEquals(0, heldOut.cleanWindows());
        assertEquals(1, heldOut.documents(), "the second lies in the tail");
        assertEquals(0, heldOut.cleanDocuments());
        HeldOut.Loss loss = heldOut.mean(new double[] {9, 18, 27});
        assertEquals(2.0, loss.all(), 1e-12);
        assertTrue(Double.isNaN(loss.clean()));
    }

    @Test
    void theMeanIsOverPredictedTokens() {
        HeldOut heldOut = new HeldOut(10, new int[20], new boolean[] {true, false}, 2, 1);
        assertEquals(new HeldOut.Loss(3.0, 2.0), heldOut.mean(new double[] {18, 36}));
    }

    private HeldOut read(List<int[]> train, List<int[]> validation) throws IOException {
        TestCorpus.write(corpus, 10, 300, train, validation);
        try (TokenCorpus tokens = TokenCorpus.open(corpus)) {
            return HeldOut.read(tokens);
        }
    }

    private static int[] run(int from, int count) {
        return IntStream.range(from, from + count).toArray();
    }

    private static int[] concatenate(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }
}

package olmoe.model.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselinesTest {
    private static final int VOCABULARY = 61;
    private static final int WINDOW = 20;

    @TempDir
    Path corpus;

    @Test
    void losesNothingButTheEntropyOfABigramLanguage() throws IOException {
        write(TestCorpus.documents(600, 39, VOCABULARY, 1), TestCorpus.documents(60, 39, VOCABULARY, 2));
        try (TokenCorpus tokens = TokenCorpus.open(corpus)) {
            HeldOut heldOut = HeldOut.read(tokens);
            Baselines baselines = Baselines.count(tokens, tokens.windowsOfEpoch(), VOCABULARY);
            double unigram = heldOut.mean(baselines.unigramLosses(heldOut)).all();
            double bigram = heldOut.mean(baselines.bigramLosses(heldOut)).all();
            // one token in forty starts anew; the others have 0.7 and 0.3 to choose from
            double entropy = -(0.7 * Math.log(0.7) + 0.3 * Math.log(0.3)) * 39 / 40 + Math.log(60) / 40;
            assertTrue(bigram > entropy - 0.03 && bigram < entropy + 0.12, bigram + " is not near " + entropy);
            assertTrue(unigram > bigram + 2 && unigram < Math.log(VOCABULARY) + 0.05, "unigram was " + unigram);
            assertEquals(1, Arrays.stream(baselines.bigramWeights()).sum(), 1e-9);
            assertEquals(1, Arrays.stream(baselines.unigramWeights()).sum(), 1e-9);
        }
    }

    @Test
    void countsWindowsAsOftenAsTheyWereTrainedOn() throws IOException {
        write(TestCorpus.documents(10, 39, VOCABULARY, 1), List.of());
        try (TokenCorpus tokens = TokenCorpus.open(corpus)) {
            assertEquals(20, tokens.windowsOfEpoch());
            assertEquals(20 * 7, Baselines.count(tokens, 7, VOCABULARY).tokens());
            assertEquals(20 * 50, Baselines.count(tokens, 50, VOCABULARY).tokens());
        }
    }

    @Test
    void leavesOutWindowsWhoseLossIsMasked() throws IOException {
        List<int[]> documents = TestCorpus.documents(10, 39, VOCABULARY, 1);
        TestCorpus.write(corpus, WINDOW, VOCABULARY, documents, List.of(), ids -> ids[19] == 0);
        try (TokenCorpus tokens = TokenCorpus.open(corpus)) {
            assertEquals(20 * 10, Baselines.count(tokens, 20, VOCABULARY).tokens());
        }
    }

    @Test
    void givesEveryTokenAChanceEvenAfterAnUnknownOne() throws IOException {
        write(List.of(new int[] {1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1}), List.of());
        HeldOut strange = new HeldOut(3, new int[] {50, 51, 1}, new boolean[] {true}, 1, 1);
        try (TokenCorpus tokens = TokenCorpus.open(corpus)) {
            Baselines baselines = Baselines.count(tokens, 1, VOCABULARY);
            // no window to fit on: equal weights. 51 was never seen, 1 makes up a half
            double after50 = (1.0 / 3 * 0 + 1.0 / 3 / VOCABULARY) / (2.0 / 3);
            double after51 = (1.0 / 3 * 0.5 + 1.0 / 3 / VOCABULARY) / (2.0 / 3);
            assertEquals(-Math.log(after50) - Math.log(after51), baselines.bigramLosses(strange)[0], 1e-12);
        }
    }

    private void write(List<int[]> train, List<int[]> validation) throws IOException {
        TestCorpus.write(corpus, WINDOW, VOCABULARY, train, validation);
    }
}

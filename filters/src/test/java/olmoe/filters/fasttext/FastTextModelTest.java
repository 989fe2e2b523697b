package olmoe.filters.fasttext;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastTextModelTest {

    /// What fasttext-wheel 0.9.2 answers from the same bytes.
    @ParameterizedTest
    @CsvSource({
        "ab, x, 0.5486835241317749",
        "ab ab, x, 0.5486835241317749",
        "apples and plums, y, 0.5130279064178467",
        "a hammer, y, 0.5583370327949524",
        "rooks </s> hammer, x, 0.5775054097175598",
        "__label__x ab, x, 0.5486835241317749",
        "ab\u00e5, y, 0.5048926472663879"
    })
    void answersFromAQuantisedModelAsTheLibraryDoes(String text, String label, double probability) throws IOException {
        FastTextModel model = TinyModels.read(TinyModels.bytes(TinyModels.quantised()));
        assertEquals(label + " " + probability, answer(model, text.replace("ab\u00e5", "ab\0ab\u00e5")));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 0, apples and plums, fruit, 0.386903405",
        "false, 0, a hammer, birds, 0.384575188",
        "false, 0, '', birds, 0.574460923",
        "true, 4, apples and plums, birds, 0.498734235",
        "true, 4, rooks </s> hammer, birds, 0.499720394",
        "true, 4, ab, birds, 0.499743551"
    })
    void answersFromATrainedModelAsTheLibraryDoes(
            boolean hierarchical, int maxn, String text, String label, double probability) throws IOException {
        FastTextModel model = TinyModels.read(TinyModels.trained(TinyModels.settings(2, maxn, hierarchical), 1));
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Scorer.Answer answer = model.ask(utf8, Scorer::best);
        assertEquals(label, model.labels().get(answer.label()));
        assertEquals(probability, answer.probability(), 2e-7);
        assertEquals(answer.probability(), model.ask(utf8, scorer -> scorer.probabilityOf(answer.label())));
    }

    @Test
    void aTextWithoutAKnownFeatureHasNoLabel() throws IOException {
        FastTextModel model = TinyModels.read(TinyModels.bytes(TinyModels.quantised()));
        assertEquals(new Scorer.Answer(-1, 0), model.ask(new byte[0], Scorer::best));
        assertEquals(0.0, model.ask(new byte[0], scorer -> scorer.probabilityOf(1)));
    }

    @Test
    void answersDoNotDependOnTheTextsBefore() throws IOException {
        FastTextModel model = TinyModels.read(TinyModels.trained(TinyModels.settings(2, 4, false), 1));
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 300; i++) {
            String text = randomText(random);
            Scorer fresh = new Scorer(model);
            fresh.read(text.getBytes(StandardCharsets.UTF_8));
            assertEquals(named(model, fresh.best()), answer(model, text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainingGivesTheSameBytesForAnyNumberOfThreads(boolean hierarchical) {
        TrainingSettings settings = TinyModels.settings(2, 3, hierarchical);
        byte[] alone = TinyModels.trained(settings, 1);
        assertArrayEquals(alone, TinyModels.trained(settings, 2));
        assertArrayEquals(alone, TinyModels.trained(settings, 5));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void trainingLearnsItsOwnTexts(boolean hierarchical) throws IOException {
        TrainingSettings settings = new TrainingSettings(16, 300, 0.5, 1, 1, 0, 0, 0, hierarchical, 1);
        FastTextModel model = TinyModels.read(TinyModels.trained(settings, 2));
        assertEquals(List.of("birds", "fruit", "tools"), model.labels());
        TinyModels.FRUIT.forEach(text -> assertTrue(answer(model, text).startsWith("fruit "), text));
        TinyModels.TOOLS.forEach(text -> assertTrue(answer(model, text).startsWith("tools "), text));
        TinyModels.BIRDS.forEach(text -> assertTrue(answer(model, text).startsWith("birds "), text));
    }

    @Test
    void refusesSettingsThatMakeNoModel() {
        assertEquals(
                "minn must be at most maxn 3 but was 5",
                refusal(() -> new TrainingSettings(10, 1, 0.1, 1, 1, 5, 3, 100, false, 0)));
        assertEquals(
                "dim must be at least 1 but was 0",
                refusal(() -> new TrainingSettings(0, 1, 0.1, 1, 1, 0, 0, 0, false, 0)));
        assertEquals(
                "buckets must be at least 1 but was 0",
                refusal(() -> new TrainingSettings(10, 1, 0.1, 2, 1, 0, 0, 0, false, 0)));
        assertEquals(
                "rate must be above 0 and at most 100 but was NaN",
                refusal(() -> new TrainingSettings(10, 1, Double.NaN, 1, 1, 0, 0, 0, false, 0)));
    }

    @Test
    void refusesOtherFilesVersionsAndKindsOfModel() {
        assertRefused("byte 4: expected a fastText model, found other data", 0, 7);
        assertRefused("byte 8: version: expected 12, found 11", 4, 11);
        assertRefused("byte 12: dim: expected 1 to 65536, found 0", 8, 0);
        assertRefused("byte 36: loss: expected 1 to 4, found 9", 32, 9);
        assertRefused("byte 40: expected a supervised model, found one of word vectors (model 2)", 36, 2);
        assertRefused("byte 44: bucket: expected 0 to 268435456, found -1", 40, -1);
        assertRefused("byte 92: entries: expected words and at least one label, found 1 and 2 of 4", 64, 4);
    }

    @Test
    void refusesSizesThatTheFileDoesNotHold() {
        // 2^31 - 2 words are claimed and memory for the few that are there is taken
        ByteBuffer words = TinyModels.quantised();
        words.putInt(64, Integer.MAX_VALUE).putInt(68, Integer.MAX_VALUE - 2);
        assertTrue(refusal(words).startsWith("byte 124: entry 1: expected words before labels"), refusal(words));
        ByteBuffer rows = TinyModels.quantised();
        int matrix = rows.limit() - 10 * 4 - 16;
        rows.putLong(matrix, 1L << 40);
        assertTrue(refusal(rows)
                .endsWith("the output matrix: expected up to 2^31 numbers, found 1099511627776 rows of 5"));
        rows.putLong(matrix, 300_000_000L);
        assertTrue(refusal(rows).endsWith(": expected the output matrix, found the end of the file"));
    }

    @Test
    void refusesAFileThatIsCutAnywhereOrGoesOn() throws IOException {
        byte[] whole = TinyModels.bytes(TinyModels.quantised());
        for (int length = 0; length < whole.length; length = length < 300 ? length + 1 : length + 97) {
            byte[] cut = Arrays.copyOf(whole, length);
            IOException e = assertThrows(IOException.class, () -> TinyModels.read(cut));
            assertTrue(e.getMessage().endsWith(", found the end of the file"), e.getMessage());
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        IOException e = assertThrows(IOException.class, () -> TinyModels.read(longer));
        assertEquals("byte " + whole.length + ": expected the end of the file, found more", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDamagedFileIsRefusedOrAnswers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] files = {
            TinyModels.bytes(TinyModels.quantised()),
            TinyModels.trained(new TrainingSettings(3, 1, 0.1, 2, 1, 2, 3, 20, seed % 2 == 0, 1), 1)
        };
        for (int i = 0; i < 1500; i++) {
            byte[] file = files[i % 2].clone();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                int at = random.nextBoolean() ? random.nextInt(200) : random.nextInt(file.length);
                file[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : random.nextBoolean() ? 127 : -1);
            }
            try {
                FastTextModel model = TinyModels.read(file);
                answer(model, "ab apples and a hammer");
            } catch (IOException e) {
                assertTrue(e.getMessage().startsWith("byte "), e.getMessage());
            }
        }
    }

    private static String refusal(ByteBuffer file) {
        return assertThrows(IOException.class, () -> TinyModels.read(TinyModels.bytes(file)))
                .getMessage();
    }

    private static String refusal(org.junit.jupiter.api.function.Executable settings) {
        return assertThrows(IllegalArgumentException.class, settings).getMessage();
    }

    private static void assertRefused(String message, int at, int value) {
        ByteBuffer file = TinyModels.quantised();
        file.putInt(at, value);
        assertEquals(message, refusal(file));
    }

    private static String answer(FastTextModel model, String text) {
        return named(model, model.ask(text.getBytes(StandardCharsets.UTF_8), Scorer::best));
    }

    private static String named(FastTextModel model, Scorer.Answer answer) {
        return (answer.label() < 0 ? "none" : model.labels().get(answer.label())) + " " + answer.probability();
    }

    private static String randomText(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            int length = random.nextInt(20) == 0 ? 100 : random.nextInt(5);
            for (int i = 0; i < length; i++) {
                text.append("abhm\u00e5\u20ac".charAt(random.nextInt(6)));
            }
            text.append(" \n\t".charAt(random.nextInt(3)));
        }
        return text.toString();
    }
}

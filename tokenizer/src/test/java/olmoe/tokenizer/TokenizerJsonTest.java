package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerJsonTest {
    private static String good;

    @TempDir
    Path folder;

    @BeforeAll
    static void train() {
        BpeTrainer trainer = new BpeTrainer(262, 1);
        trainer.add("the then");
        good = TinyTokenizers.json(trainer.train());
    }

    @Test
    void theFixtureItselfIsRead() throws IOException {
        assertEquals(262, Tokenizer.read(TinyTokenizers.write(folder, good)).size());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                // unsupported settings
                "\"type\": \"NFC\"~\"type\": \"NFKC\"~25: normalizer.type: expected NFC, Prepend, Replace or a Sequence of them, found NFKC",
                "\"dropout\": null~\"dropout\": 0.1~48: model.dropout: expected null, found 0.1",
                "\"type\": \"BPE\"~\"type\": \"WordPiece\"~47: model.type: expected BPE, found WordPiece",
                "\"ignore_merges\": false~\"ignore_merges\": 1~54: model.ignore_merges: expected true or false, found 1",
                "\"byte_fallback\": false~\"byte_fallbacks\": false~53: model.byte_fallbacks: expected a known key, found it",
                "\"truncation\": null~\"truncation\": {}~3: truncation: expected null, found an object",
                "\"lstrip\": false~\"lstrip\": true~10: added_tokens[0].lstrip: expected false, found true",
                "\"version\": \"1.0\"~\"version\": \"2.0\"~2: version: expected 1.0, found 2.0",
                // contradictions
                "\"he\": 258~\"he\": 259~315: model.vocab.the: expected an id of its own, found 259 as for he",
                "\"he\": 258~\"he\": 400~314: model.vocab.he: expected ids 0..261 without holes, found 400",
                "\"he\": 258~\"he\": -1~314: model.vocab.he: expected an id below 2097152, found -1",
                "\"he\": 258~\"he\": 99999999999~314: model.vocab.he: expected an id below 2097152, found 99999999999",
                "\"he\": 258~\"the\": 258~315: model.vocab.the: expected it once, found it again",
                "\"he\": 258~\"hx\": 258~320: model.merges[0]: expected tokens of the vocabulary, found he",
                "\"dropout\"~\"type\"~48: model.type: expected it once, found it again",
                "\"!\": 2,~\"!!\": 2,~55: model.vocab: expected a token for every byte of UTF-8, found none for !",
                "\"id\": 1,~\"id\": 7,~15: added_tokens[1].id: expected 1 as in model.vocab, found 7",
                "\"<|padding|>\",~\"<|endoftext|>\",~15: added_tokens[1]: expected a content of its own, found a second <|endoftext|>",
                "\"<|padding|>\",~\"\",~23: added_tokens[1]: expected an id below 2097152 and a content, found less"
            })
    void refusesWithThePlaceAndTheKey(String from, String to, String message) throws IOException {
        assertTrue(good.contains(from), from);
        int at = good.indexOf(from);
        Path file = TinyTokenizers.write(folder, good.substring(0, at) + to + good.substring(at + from.length()));
        String separator = Character.isDigit(message.charAt(0)) ? ":" : ": ";
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertEquals(file + separator + message, e.getMessage().replaceAll("\n.*", ""));
    }

    @Test
    void refusesAMergeTwice() throws IOException {
        String merge = "[\n        \"h\",\n        \"e\"\n      ]";
        assertTrue(good.contains(merge));
        Path file = TinyTokenizers.write(folder, good.replace(merge, merge + ",\n" + merge));
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertEquals(file + ":324: model.merges[1]: expected a pair once, found h e", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"5,5 as for $", "400,400"})
    void namesTheAddedTokenWhoseIdDoesNotFit(int id, String found) throws IOException {
        String padding = "\"<|padding|>\": 1";
        assertTrue(good.contains(padding));
        Path file = TinyTokenizers.write(
                folder, good.replace(padding, "\"unused\": 1").replace("\"id\": 1,", "\"id\": " + id + ","));
        String expected = id == 5 ? "an id of its own" : "ids 0..262 without holes";
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertEquals(file + ":15: added_tokens[1].id: expected " + expected + ", found " + found, e.getMessage());
    }

    @Test
    void readsMergesInTheOlderForm() throws IOException {
        String older = good.replaceAll("\\[\\s+(\"[^\"]+)\",\\s+\"([^\"]+\")\\s+\\]", "$1 $2");
        assertTrue(older.contains("\"h e\""));
        int[] expected =
                Tokenizer.read(TinyTokenizers.write(folder, good)).parts().merges();
        assertArrayEquals(
                expected,
                Tokenizer.read(TinyTokenizers.write(folder, older)).parts().merges());
        Path file = TinyTokenizers.write(folder, older.replace("\"h e\"", "\"h  e\""));
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertTrue(e.getMessage().endsWith("expected two tokens with a space between, found h  e"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 300, 1500, 5000})
    void namesTheLineWhereAFileWasCut(int length) throws IOException {
        Path file = TinyTokenizers.write(folder, good.substring(0, length));
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        int line = 1
                + (int) good.substring(0, length).chars().filter(c -> c == '\n').count();
        assertTrue(e.getMessage().startsWith(file + ":" + line + ": "), e.getMessage());
    }

    @Test
    void refusesAFileThatIsNotThere() {
        Path file = folder.resolve("none.json");
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertEquals(file + ": expected a tokenizer.json, found no file", e.getMessage());
    }

    @Test
    void refusesATokenizerWithoutByteLevel() throws IOException {
        int from = good.indexOf("  \"pre_tokenizer\"");
        int to = good.indexOf("  \"post_processor\"");
        Path file = TinyTokenizers.write(folder, good.substring(0, from) + good.substring(to));
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertTrue(
                e.getMessage().endsWith("pre_tokenizer: expected ByteLevel, or model.byte_fallback, found neither"),
                e.getMessage());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"add_prefix_space\": false,~\"add_prefix_spaces\": false,~pre_tokenizer.add_prefix_spaces: expected a known key, found it",
                "\"use_regex\": true~\"use_regex\": 1~pre_tokenizer.use_regex: expected true or false, found 1",
                "\"type\": \"ByteLevel\"~\"type\": \"Metaspace\"~pre_tokenizer.type: expected ByteLevel, or a Sequence of Split and ByteLevel, found Metaspace",
                "\"type\": \"BPE\",~\"type\": \"BPE\", \"unk\": 1,~model.unk: expected a known key, found it",
                "\"h\",~\"hx\",~model.merges[0]: expected tokens of the vocabulary, found hx",
                "\"model\": {~\"model\": {{~model: expected a field's name, found an object"
            })
    void refusesWhatIsNotSupportedByItsKey(String from, String to, String message) throws IOException {
        int at = good.lastIndexOf(from) >= 0 && from.startsWith("\"h") ? good.lastIndexOf(from) : good.indexOf(from);
        Path file = TinyTokenizers.write(folder, good.substring(0, at) + to + good.substring(at + from.length()));
        var e = assertThrows(ConfigurationException.class, () -> Tokenizer.read(file));
        assertTrue(e.getMessage().endsWith(": " + message), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyDamageIsOneLineOrATokenizerThatWorks(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] whole = good.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            byte[] damaged = damage(whole, random);
            try {
                Tokenizer read = Tokenizer.parse(damaged, "t.json");
                read.encoder().encode("then the \u00e9 \ud83d\ude00 hehe the  then");
            } catch (ConfigurationException e) {
                refused++;
                assertTrue(
                        e.getMessage().startsWith("t.json:") && e.getMessage().indexOf('\n') < 0, e.getMessage());
            }
        }
        assertTrue(refused > 100, refused + " refused");
    }

    /// Bytes changed, a stretch taken out, put elsewhere or doubled, or the end cut off.
    private static byte[] damage(byte[] whole, Random random) {
        int from = random.nextInt(whole.length);
        int length = Math.min(whole.length - from, 1 + random.nextInt(40));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (random.nextInt(4)) {
            case 0 -> {
                byte[] changed = whole.clone();
                changed[from] = (byte) random.nextInt(256);
                return changed;
            }
            case 1 -> {
                out.write(whole, 0, from);
                out.write(whole, from + length, whole.length - from - length);
            }
            case 2 -> {
                out.write(whole, 0, from + length);
                out.write(whole, from, whole.length - from);
            }
            default -> out.write(whole, 0, from);
        }
        return out.toByteArray();
    }
}

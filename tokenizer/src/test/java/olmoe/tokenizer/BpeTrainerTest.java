package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BpeTrainerTest {

    /// SHA-256 of what `Tokenizer.save` of the Python package tokenizers 0.23.3 wrote for the same texts:
    /// NFC, ByteLevel(add_prefix_space=False), BpeTrainer(vocab_size=600, min_frequency=2).
    private static final String SAVED_BY_THE_REFERENCE =
            "274d71dcd5250502025c3e485e4e55e42ac4a928c9c7c9218961e3e51cae7f4c";

    @Test
    void writesTheReferencesFile() {
        assertEquals(SAVED_BY_THE_REFERENCE, sha256(TinyTokenizers.json(TinyTokenizers.trained())));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theOrderOfTheTextsDoesNotMatter(long seed) {
        List<String> texts = RandomTexts.texts(1, 2000, 40);
        Collections.shuffle(texts, new Random(seed));
        BpeTrainer trainer = new BpeTrainer(600, 2);
        texts.forEach(trainer::add);
        assertEquals(SAVED_BY_THE_REFERENCE, sha256(TinyTokenizers.json(trainer.train())));
    }

    @Test
    void countsOfPreTokensGiveTheMergesOfTheTexts() throws IOException {
        PreTokenCounts counts = new PreTokenCounts();
        RandomTexts.texts(1, 2000, 40).forEach(counts::add);
        BpeTrainer trainer = new BpeTrainer(600, 2);
        List<String> taken = new ArrayList<>();
        counts.forEachSorted((utf8, from, to, count) -> {
            String preToken = new String(utf8, from, to - from, StandardCharsets.UTF_8);
            taken.add(preToken);
            trainer.addPreToken(preToken, count - 1);
            trainer.addPreToken(preToken, 1);
        });
        assertEquals(SAVED_BY_THE_REFERENCE, sha256(TinyTokenizers.json(trainer.train())));
        assertEquals(counts.size(), taken.size());
        assertTrue(taken.size() > 1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "e\u0301", "a\n"})
    void whatIsNoPreTokenIsRefused(String text) {
        var e = assertThrows(IllegalArgumentException.class, () -> new BpeTrainer(300, 2).addPreToken(text, 1));
        assertEquals("expected one pre-token, found " + text, e.getMessage());
    }

    @Test
    void ofEquallyFrequentPairsThatOfTheSmallerIdsIsFirst() {
        BpeTrainer trainer = new BpeTrainer(300, 1);
        trainer.add("zy ab");
        Tokenizer tokenizer = trainer.train();
        assertEquals(258, tokenizer.id("ab"));
        assertEquals(259, tokenizer.id("zy"));
        assertEquals(260, tokenizer.id("Ġab"));
        assertEquals(261, tokenizer.size());
    }

    @Test
    void aPairBelowTheFrequencyIsNotMerged() {
        BpeTrainer trainer = new BpeTrainer(300, 3);
        trainer.add("ab ab abc abc");
        Tokenizer tokenizer = trainer.train();
        assertTrue(tokenizer.id("ab") > 0);
        assertEquals(-1, tokenizer.id("abc"));
    }

    @Test
    void nothingButBytesAndSpecialTokensComesFromNoText() {
        Tokenizer tokenizer = new BpeTrainer(8192, 2).train();
        assertEquals(258, tokenizer.size());
        assertEquals(0, tokenizer.endOfText());
        assertEquals(1, tokenizer.id("<|padding|>"));
        assertEquals("é\n", tokenizer.decode(tokenizer.encoder().encode("é\n")));
    }

    @Test
    void writesFilesThatReadBackAsTheSameTokenizer(@TempDir Path folder) throws IOException {
        Tokenizer trained = TinyTokenizers.trained();
        trained.write(folder);
        Tokenizer read = Tokenizer.read(folder.resolve("tokenizer.json"));
        assertEquals(TinyTokenizers.json(trained), TinyTokenizers.json(read));
        for (String text : RandomTexts.texts(5, 50, 20)) {
            assertArrayEquals(trained.encoder().encode(text), read.encoder().encode(text), text);
        }
        assertEquals(
                "{\n  \"eos_token\": \"<|endoftext|>\",\n  \"pad_token\": \"<|padding|>\"\n}\n",
                Files.readString(folder.resolve("special_tokens_map.json")));
        assertTrue(Files.readString(folder.resolve("tokenizer_config.json")).contains("PreTrainedTokenizerFast"));
        try (var files = Files.list(folder)) {
            assertEquals(3, files.count());
        }
    }

    @Test
    @Timeout(20)
    void aLongTextWithoutASpaceDoesNotTakeForEver() {
        BpeTrainer trainer = new BpeTrainer(1000, 2);
        RandomTexts random = new RandomTexts(3);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append((char) ('a' + random.next(26)));
        }
        trainer.add(text.toString());
        assertEquals(1000, trainer.train().size());
    }

    @Test
    void refusesAVocabularyThatHoldsNotEvenTheBytes() {
        var e = assertThrows(IllegalArgumentException.class, () -> new BpeTrainer(257, 2));
        assertEquals("vocabulary must be at least 258, 256 bytes and 2 special tokens, but was 257", e.getMessage());
    }

    @Test
    void refusesHalfASurrogatePair() {
        var e = assertThrows(IllegalArgumentException.class, () -> new BpeTrainer(300, 2).add("a\ud800b"));
        assertEquals("unpaired surrogate at character 1", e.getMessage());
    }

    static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

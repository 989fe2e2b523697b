package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Digests are of what the Python package tokenizers 0.23.3 gave for the same tokenizer.json and texts.
class EncoderTest {

    @TempDir
    Path folder;

    private Tokenizer tokenizer;
    private Encoder encoder;

    @BeforeEach
    void read() throws IOException {
        tokenizer = Tokenizer.read(TinyTokenizers.withAddedTokens(folder));
        encoder = tokenizer.encoder();
    }

    @Test
    void givesTheReferencesIdsForFiveThousandTexts() {
        StringBuilder ids = new StringBuilder();
        for (String text : RandomTexts.texts(2, 5000, 30)) {
            ids.append(Arrays.toString(encoder.encode(text))).append('\n');
        }
        assertEquals(
                "bf71d74a9c06f74e95c073d1d1e162125266dfc0f6dd5f4cc522792bcc2bed9c",
                BpeTrainerTest.sha256(ids.toString()));
    }

    @Test
    void givesTheReferencesTextForTwoThousandIdLists() {
        StringBuilder texts = new StringBuilder();
        for (String text : RandomTexts.texts(3, 2000, 30)) {
            texts.append(tokenizer.decode(encoder.encode(text))).append('\n');
        }
        assertEquals(
                "1c4cc9879bfee8151dd297bb9569b61c3b4eb274ac6ea5f4802290e65d245705",
                BpeTrainerTest.sha256(texts.toString()));
    }

    @Test
    void decodesBytesThatAreNoUtf8AsTheReferenceDoes() {
        RandomTexts random = new RandomTexts(7);
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            int[] ids = new int[8];
            for (int k = 0; k < 8; k++) {
                ids[k] = random.next(605);
            }
            texts.append(tokenizer.decode(ids)).append('\n');
        }
        assertEquals(
                "083a166a9b81a4cf26bf1b6927298ce56ffad0bd81bf77b033d4a3439545a751",
                BpeTrainerTest.sha256(texts.toString()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatWasEncodedBeforeDoesNotChangeTheIds(long seed) {
        for (String text : RandomTexts.texts(seed, 200, 40)) {
            assertArrayEquals(tokenizer.encoder().encode(text), encoder.encode(text), text);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 16, 17, 31, 32, 33, 100, 255, 256, 1000})
    void aPreTokenOfAnyLengthIsMergedAsByPlainSearch(int length) {
        RandomTexts random = new RandomTexts(length);
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = 0; k < length; k++) {
                text.append("abeginortABa".charAt(random.next(12)));
            }
            int[] expected = mergePlainly(text.toString());
            assertArrayEquals(expected, encoder.encode(text.toString()));
            assertArrayEquals(expected, encoder.encode(text.toString()), "from the cache");
        }
    }

    @Test
    @Timeout(60)
    void aLongRunOfOneLetterDoesNotTakeForEver() {
        String text = "a".repeat(300_000);
        assertEquals(text, tokenizer.decode(encoder.encode(text)));
    }

    @Test
    void manyDifferentPreTokensAreEncodedBeyondTheCachesBounds() {
        TokenIds ids = new TokenIds();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 400_000; i++) {
            text.append(' ')
                    .append((char) ('a' + i % 26))
                    .append(Integer.toString(i, 36).replaceAll("[0-9]", "q"));
        }
        encoder.encode(text.toString(), ids);
        assertEquals(text.toString(), tokenizer.decode(ids.toArray()));
    }

    @Test
    void aDocumentIsEncodedWithoutOuterWhiteSpace() {
        TokenIds ids = new TokenIds();
        encoder.encodeDocument(" \n\u3000\u001f the end\u0085\t", ids);
        assertArrayEquals(encoder.encode("the end"), ids.toArray());
        ids.clear();
        encoder.encodeDocument(" \n\u2003", ids);
        assertEquals(0, ids.size());
    }

    @Test
    void refusesHalfASurrogatePairAndAppendsNothing() {
        TokenIds ids = new TokenIds();
        var e = assertThrows(IllegalArgumentException.class, () -> encoder.encode("ab\udc00c", ids));
        assertEquals("unpaired surrogate at character 2", e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> encoder.encode("ab\ud83d", ids));
        assertEquals(0, ids.size());
    }

    @Test
    void refusesToDecodeAnIdThatIsNone() {
        var e = assertThrows(IndexOutOfBoundsException.class, () -> tokenizer.decode(605));
        assertEquals("token id 605 is not in 0..604", e.getMessage());
    }

    @Test
    void droppedMergesDependOnTheSeedAlone() {
        Encoder dropping = tokenizer.encoder(0.3);
        List<String> texts = RandomTexts.texts(9, 100, 20);
        List<int[]> first = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            dropping.seed(i);
            first.add(dropping.encode(texts.get(i)));
            assertEquals(tokenizer.decode(encoder.encode(texts.get(i))), tokenizer.decode(first.get(i)));
        }
        long longer = 0;
        for (int i = texts.size() - 1; i >= 0; i--) {
            dropping.seed(i);
            assertArrayEquals(first.get(i), dropping.encode(texts.get(i)));
            longer += first.get(i).length - encoder.encode(texts.get(i)).length;
        }
        assertTrue(longer > 100, longer + " more ids");
    }

    @Test
    void everyMergeIsDroppedAtOneAndNoneAtNought() {
        Encoder all = tokenizer.encoder(1);
        assertEquals(3, all.encode("the").length);
        assertEquals(1, tokenizer.encoder(0).encode("the").length);
        assertThrows(IllegalArgumentException.class, () -> tokenizer.encoder(1.1));
    }

    @Test
    void decodesIdsOneByOneToTheSameText() {
        RandomTexts random = new RandomTexts(8);
        for (int i = 0; i < 2000; i++) {
            int[] ids = new int[9];
            for (int k = 0; k < 9; k++) {
                ids[k] = random.next(605);
            }
            Decoder decoder = tokenizer.decoder();
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(decoder.add(id));
            }
            assertEquals(tokenizer.decode(ids), text.append(decoder.finish()).toString());
        }
        Decoder decoder = tokenizer.decoder();
        int[] bytes = tokenizer.encoder(1).encode("\ud83d\ude00");
        assertEquals("", decoder.add(bytes[0]) + decoder.add(bytes[1]) + decoder.add(bytes[2]));
        assertEquals("\ud83d\ude00", decoder.add(bytes[3]));
    }

    @Test
    void repeatedAndPeriodicTextsAreMergedAsByPlainSearch() {
        RandomTexts random = new RandomTexts(12);
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < 120) {
                String unit = "aaaaABabe".substring(0, 1 + random.next(9));
                text.append(unit.repeat(1 + random.next(20)));
            }
            assertArrayEquals(mergePlainly(text.toString()), encoder.encode(text.toString()), text.toString());
        }
    }

    /// The definition: the pair of lowest rank, the leftmost of it, until there is none.
    private int[] mergePlainly(String letters) {
        List<String> symbols = new ArrayList<>(List.of(letters.split("")));
        int[] merges = tokenizer.parts().merges();
        Vocabulary tokens = tokenizer.parts().vocabulary();
        for (int rank = 0; rank < merges.length / 3; rank++) {
            String left = tokens.token(merges[3 * rank]);
            String right = tokens.token(merges[3 * rank + 1]);
            for (int i = 0; i + 1 < symbols.size(); i++) {
                if (symbols.get(i).equals(left) && symbols.get(i + 1).equals(right)) {
                    symbols.set(i, left + right);
                    symbols.remove(i + 1);
                }
            }
        }
        return symbols.stream().mapToInt(tokens::id).toArray();
    }

    @Test
    void saysWhereTokensStandThroughComposedAndAddedCharacters() throws IOException {
        Encoder encoder = Tokenizer.read(TinyTokenizers.withAddedTokens(folder)).encoder();
        for (String text :
                List.of("one two", "cafe\u0301 x", "\ud83d\ude00 a", "\u1112\u1161\u11ab", "<|endoftext|>hi")) {
            TokenSpans spans = encoder.encodeWithSpans(text);
            assertArrayEquals(
                    encoder.encode(text),
                    java.util.stream.IntStream.range(0, spans.size())
                            .map(spans::id)
                            .toArray());
            int end = 0;
            for (int i = 0; i < spans.size(); i++) {
                boolean shared = i > 0 && spans.from(i) == spans.from(i - 1) && spans.to(i) == end;
                assertTrue(shared || spans.from(i) == end, text + " at token " + i);
                end = spans.to(i);
            }
            assertEquals(text.codePointCount(0, text.length()), end, text);
        }
    }
}

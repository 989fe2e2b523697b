package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import olmoe.tokenizer.text.CodePoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
    private static final String[] PIECES = {
        "a",
        "Z",
        "q",
        "0",
        "9",
        "7x",
        " ",
        " ",
        ", ",
        "\n",
        "_",
        "@",
        "[",
        "`",
        "{",
        "/",
        ":",
        "\u007F",
        "é",
        "É",
        "ß",
        "ж",
        "Ж",
        "\u0301",
        "“",
        "—",
        "東",
        "京",
        "ไ",
        "𝒜",
        "𐐀",
        "𠀀",
        "eightlet",
        "seventh",
        "ninechars"
    };

    private final CodePoints tables = CodePoints.unicode16();
    private final Sketcher words =
            ParameterSet.standard().with(null, null, 1, null).sketcher();

    /// A cut code point by code point says which words a text has; eight bytes at a time must find the same.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void findsTheWordsThatOneCharacterAfterTheOtherFinds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(40); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Set<Integer> expected = new TreeSet<>();
            for (String word : cut(text.toString())) {
                int[] hash = words.sketch(word).shingles();
                assertEquals(1, hash.length, word);
                expected.add(hash[0]);
            }
            assertArrayEquals(
                    expected.stream().mapToInt(i -> i).toArray(),
                    words.sketch(text.toString()).shingles(),
                    text.toString());
        }
    }

    @Test
    void everyAsciiCharacterIsWhatTheTablesSay() {
        for (char c = 0; c < 0x80; c++) {
            assertEquals(
                    cut("ab" + c + "cd").size(), words.sketch("ab" + c + "cd").shingles().length, "U+" + (int) c);
        }
    }

    @Test
    void wordsOfAnyLengthDifferInEveryCharacter() {
        for (int length = 1; length <= 40; length++) {
            Set<Integer> hashes = new HashSet<>();
            for (int i = 0; i <= length; i++) {
                char[] word = new char[length];
                Arrays.fill(word, 'x');
                if (i < length) {
                    word[i] = 'y';
                }
                hashes.add(words.sketch(new String(word)).shingles()[0]);
            }
            assertEquals(length + 1, hashes.size());
        }
    }

    /// Both sides of a hash's place being crowded, and of a text being short.
    @Test
    void shinglesAreDistinctAndAscendInTextsOfAnySizeAndRepetition() {
        Random random = new Random(1);
        for (int size : new int[] {1, 31, 32, 33, 34, 1000, 5000, 70_000}) {
            for (int kinds : new int[] {1, 7, 300, 20_000}) {
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < size; i++) {
                    text.append("w").append(random.nextInt(kinds)).append(' ');
                }
                int[] found = words.sketch(text.toString()).shingles();
                assertEquals(new HashSet<>(List.of(text.toString().trim().split(" "))).size(), found.length);
                for (int i = 1; i < found.length; i++) {
                    assertTrue(found[i - 1] < found[i], size + " " + kinds);
                }
            }
        }
    }

    private List<String> cut(String text) {
        List<String> cut = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (int c : (text + " ").codePoints().toArray()) {
            boolean unspaced = Words.isUnspaced(c);
            if (!unspaced && (tables.isLetter(c) || tables.isMark(c) || tables.isNumber(c))) {
                word.appendCodePoint(tables.lower(c));
                continue;
            }
            if (!word.isEmpty()) {
                cut.add(word.toString());
                word.setLength(0);
            }
            if (unspaced) {
                cut.add(Character.toString(c));
            }
        }
        return cut;
    }
}

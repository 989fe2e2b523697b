package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketcherTest {
    private static final String TEXT = "Every page of this crawl was read once, and what it says about Étoile,"
            + " 東京 and 3.14 was kept: 12 words, some_name, naïve café. Nothing else came after the 2nd reading.";

    /// What a release's index holds must stay comparable for good.
    @Test
    void signaturesArePinned() {
        Map<String, String> expected = new TreeMap<>();
        for (String line : PINNED.trim().split("\n")) {
            String[] fields = line.split(" ", 2);
            expected.put(fields[0], fields[1]);
        }
        Map<String, String> found = new TreeMap<>();
        ParameterSet.named().forEach((name, set) -> {
            Sketch sketch = set.sketcher().sketch(TEXT);
            long all = 0;
            for (long value : set.sketcher().signature(TEXT)) {
                all = ShingleWindow.mix(all ^ value);
            }
            found.put(
                    name,
                    sketch.shingles().length + " " + Long.toHexString(all) + " "
                            + Long.toHexString(sketch.bands()[set.bands() - 1]));
        });
        assertEquals(expected, found);
    }

    private static final String PINNED = """
            bigcode 40 8a8bddbdbab20c5e 5e75b6b90b632dbf
            datatrove 28 97de46ca8a78afd6 5ba0a7cff82abc93
            dclm 58 ad665bc2f3f4830b 4e25170b40fa1a91
            fineweb 28 ffa42b7839545927 a7a81885b6871b1a
            lucene 30 82c1c0b20c2abae6 cdd66d272566abc9
            nemo 143 dc423bf495273a91 f56f54797bb527cb
            olmoe 30 fd13694c69756e3 cd4dbb048a4df44
            redpajama 19 fc9a756e0f5c4f23 855ca5238abd18bb
            text-dedup 28 ccacb9a2d543aba7 9b4dd4ae53cc8f36
            """;

    @Test
    void caseAndPunctuationDoNotCount() {
        Sketcher sketcher = ParameterSet.standard().sketcher();
        assertArrayEquals(
                sketcher.sketch("one two three four five six").shingles(),
                sketcher.sketch("One, TWO -- three.four\nfive; \"six\"!").shingles());
    }

    @Test
    void aTextOfFewerWordsThanAShingleIsOneShingleOfItsOwn() {
        Sketcher sketcher = ParameterSet.standard().sketcher();
        assertEquals(1, sketcher.sketch("one two three").shingles().length);
        assertArrayEquals(
                sketcher.sketch("one two three").bands(),
                sketcher.sketch("One two, three!").bands());
        assertFalse(sketcher.sketch("one two three").bands()[0]
                == sketcher.sketch("one two four").bands()[0]);
    }

    @Test
    void aTextWithoutWordsIsNotCompared() {
        for (ParameterSet set : ParameterSet.named().values()) {
            assertFalse(set.sketcher().sketch("").compared(), set.toString());
        }
        assertFalse(ParameterSet.standard().sketcher().sketch("... --- !!!\n").compared());
    }

    @Test
    void shortTextsHaveNoShinglesWhereTheirSystemGivesThemNone() {
        for (String name : new String[] {"datatrove", "fineweb", "redpajama", "text-dedup"}) {
            assertFalse(
                    ParameterSet.named()
                            .get(name)
                            .sketcher()
                            .sketch("one two three four")
                            .compared(),
                    name);
        }
    }

    @Test
    void everyCharacterOfAScriptWithoutSpacesIsAWord() {
        assertEquals(3, ParameterSet.standard().sketcher().sketch("東京都に行く人").shingles().length);
    }

    @Test
    void aSketcherForgetsTheTextBefore() {
        Sketcher used = ParameterSet.standard().sketcher();
        used.sketch(TEXT.repeat(50));
        assertArrayEquals(
                ParameterSet.standard().sketcher().sketch(TEXT).bands(),
                used.sketch(TEXT).bands());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 0.8, 0.95})
    void estimatesStayWithinFiveStandardErrors(double similarity) {
        int lanes = 128;
        int runs = 200;
        Permutations permutations = new Permutations(lanes, 6198);
        Random random = new Random(Double.hashCode(similarity));
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            int shared = (int) Math.round(400 * similarity);
            int[] a = random.ints(400).toArray();
            int[] b = random.ints(400).toArray();
            System.arraycopy(a, 0, b, 0, shared);
            double exact = shared / (800.0 - shared);
            long[] first =
                    permutations.signature(new byte[0], 0, new Shingles(), a).clone();
            long[] second = permutations.signature(new byte[0], 0, new Shingles(), b);
            int equal = 0;
            for (int lane = 0; lane < lanes; lane++) {
                equal += first[lane] == second[lane] ? 1 : 0;
            }
            double error = (double) equal / lanes - exact;
            double standard = Math.sqrt(exact * (1 - exact) / lanes);
            assertTrue(Math.abs(error) < 5 * standard, run + ": " + error + " against " + standard);
            sum += error / standard;
            squares += error * error / standard / standard;
        }
        assertTrue(Math.abs(sum / runs) < 5 / Math.sqrt(runs), "unbiased: " + sum / runs);
        assertTrue(squares / runs < 1.5, "no wider than independent lanes: " + squares / runs);
    }

    @Test
    void refusesSettingsThatMeanNothing() {
        ParameterSet set = ParameterSet.standard();
        assertEquals(
                "bands must be between 1 and 1000 but was 0",
                assertThrows(IllegalArgumentException.class, () -> set.with(0, null, null, null))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> set.with(null, null, null, 0.0));
        assertThrows(IllegalArgumentException.class, () -> set.with(null, null, 1001, null));
    }
}

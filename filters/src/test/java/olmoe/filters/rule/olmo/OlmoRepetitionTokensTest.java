package olmoe.filters.rule.olmo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import olmoe.filters.Verdict;
import olmoe.filters.rule.olmo.OlmoRepetitionTokens.Repetition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OlmoRepetitionTokensTest {
    private final OlmoRepetitionTokens rule = new OlmoRepetitionTokens(1, 13, 32);

    /// A digit an id; sequences as in the tests of allenai/dolma.
    @ParameterizedTest
    @CsvSource({
        "5000007, 1, 5, 1, 6",
        "501010127, 2, 3, 1, 7",
        "5301040104010401, 4, 3, 2, 16",
        "04004004004030, 3, 4, 0, 12",
        "004646464639955055055046550, 2, 4, 2, 10",
        "004646464639955055055046550, 3, 3, 13, 22"
    })
    void findsTheMostRepeatedSequenceOfAPeriod(String digits, int period, int times, int start, int end) {
        assertEquals(new Repetition(period, times, start, end), OlmoRepetitionTokens.best(ids(digits), period));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00", "123456789", "112233445566778899"})
    void reportsNothingBelowThreeCopies(String digits) {
        for (int period = 1; period <= 13; period++) {
            assertNull(OlmoRepetitionTokens.best(ids(digits), period));
        }
        assertEquals(0L, rule.judge(ids(digits)).values().get("max-times"));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 31, keep",
        "1, 32, drop",
        "2, 31, keep",
        "2, 32, drop",
        "12, 32, drop",
        "13, 31, keep",
        "13, 32, drop",
        "14, 40, keep"
    })
    void dropsFromThirtyTwoCopiesOn(int period, int copies, String expected) {
        int[] ids = IntStream.range(0, period * copies).map(i -> i % period).toArray();
        assertEquals(expected, rule.judge(ids) instanceof Verdict.Drop ? "drop" : "keep");
        assertEquals(expected.equals("drop"), rule.masked(ids, 0, ids.length));
    }

    @Test
    void countsAnUnfinishedCopyNot() {
        int[] ids = IntStream.range(0, 3 * 32 - 1).map(i -> i % 3).toArray();
        assertEquals(31L, rule.judge(ids).values().get("max-times"));
        assertFalse(rule.masked(ids, 0, ids.length));
    }

    @Test
    void saysWhereTheLongestStands() {
        int[] ids = new int[100];
        Arrays.setAll(ids, i -> i < 10 ? i + 1 : i < 73 ? 0 : i);
        Verdict.Drop drop = (Verdict.Drop) rule.judge(ids);
        assertEquals("repeated-tokens", drop.reason());
        assertEquals(63, drop.value());
        assertEquals(32, drop.limit());
        assertEquals(1L, drop.values().get("period"));
        assertEquals(10L, drop.values().get("start"));
        assertEquals(73L, drop.values().get("end"));
        assertEquals(31L, drop.values().get("times-2"));
    }

    @Test
    void aWindowSeesOnlyItsOwnTokens() {
        int[] ids = new int[64];
        assertTrue(rule.masked(ids, 0, 32));
        assertTrue(rule.masked(ids, 32, 64));
        assertFalse(rule.masked(ids, 33, 64));
        assertFalse(rule.masked(ids, 5, 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void masksExactlyWhatItWouldDropAndWhatPlainCountingFinds(long seed) {
        Random random = new Random(seed);
        OlmoRepetitionTokens fourTimes = new OlmoRepetitionTokens(1, 5, 4);
        for (int k = 0; k < 500; k++) {
            int[] ids = random.ints(random.nextInt(40), 0, 2).toArray();
            short[] shorts = new short[ids.length];
            for (int i = 0; i < ids.length; i++) {
                shorts[i] = (short) ids[i];
            }
            boolean plain = plain(ids);
            assertEquals(plain, fourTimes.judge(ids) instanceof Verdict.Drop);
            assertEquals(plain, fourTimes.masked(ids, 0, ids.length));
            assertEquals(plain, fourTimes.masked(shorts, 0, ids.length));
        }
    }

    @Test
    void readsIdsAbove32767FromUnsignedShorts() {
        short[] tokens = new short[32];
        Arrays.fill(tokens, (short) 50_279);
        assertTrue(rule.masked(tokens, 0, 32));
    }

    @Test
    void refusesNonsense() {
        assertThrows(IllegalArgumentException.class, () -> new OlmoRepetitionTokens(0, 13, 32));
        assertThrows(IllegalArgumentException.class, () -> new OlmoRepetitionTokens(3, 2, 32));
        assertThrows(IllegalArgumentException.class, () -> new OlmoRepetitionTokens(1, 13, 2));
    }

    /// Some period in 1..5 stands four times in a row.
    private static boolean plain(int[] ids) {
        for (int period = 1; period <= 5; period++) {
            for (int start = 0; start + 4 * period <= ids.length; start++) {
                boolean all = true;
                for (int i = start + period; i < start + 4 * period; i++) {
                    all &= ids[i] == ids[i - period];
                }
                if (all) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int[] ids(String digits) {
        return digits.chars().map(c -> c - '0').toArray();
    }
}

package olmoe.tokenizer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Both ways against one byte after the other.
class ByteScanTest {
    private static final int LENGTH = 500;

    static Stream<ByteScan> scans() {
        return Stream.of(new WordScan(), new VectorScan());
    }

    @Test
    void vectorsAreTakenWhereTheirModuleIs() {
        assertInstanceOf(VectorScan.class, ByteScan.fastest());
    }

    @ParameterizedTest
    @MethodSource("scans")
    void countsAsciiBeforeAnythingElse(ByteScan scan) {
        for (int other = 0; other <= ByteScan.BLOCK; other++) {
            byte[] bytes = new byte[2 * ByteScan.BLOCK];
            bytes[3 + other] = (byte) 0x80;
            bytes[3 + Math.min(other + 7, 100)] = (byte) 0xFF;
            assertEquals(other, scan.ascii(bytes, 3));
        }
    }

    @ParameterizedTest
    @MethodSource("scans")
    void tellsEveryAsciiByteByItsClass(ByteScan scan) {
        for (int shift = 0; shift < 256; shift++) {
            byte[] bytes = new byte[ByteScan.BLOCK + 5];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (shift + 3 * i);
            }
            long[] classes = new long[ByteScan.CLASSES];
            scan.classes(bytes, 5, classes);
            assertClass(bytes, b -> Character.isLetter(b) && b < 0x80, classes[ByteScan.LETTERS]);
            assertClass(bytes, b -> b >= '0' && b <= '9', classes[ByteScan.DIGITS]);
            assertClass(bytes, b -> b >= '\t' && b <= '\r', classes[ByteScan.CONTROLS]);
            assertClass(bytes, b -> b == ' ', classes[ByteScan.SPACES]);
            assertClass(bytes, b -> b == '\'', classes[ByteScan.APOSTROPHES]);
        }
    }

    private static void assertClass(byte[] bytes, IntPredicate expected, long found) {
        for (int i = 0; i < ByteScan.BLOCK; i++) {
            int b = bytes[5 + i] & 0xFF;
            if (b < 0x80) {
                assertEquals(expected.test(b), (found >>> i & 1) == 1, "byte " + b + " at " + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("scans")
    void findsTheFirstOfSeveralPairs(ByteScan scan) {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] bytes = new byte[LENGTH + ByteScan.BLOCK];
            int kinds = 2 + random.nextInt(40);
            for (int i = 0; i < LENGTH; i++) {
                bytes[i] = (byte) (0xF8 + random.nextInt(kinds));
            }
            byte[][] pairs = {{(byte) 0xF9, (byte) 0xF9}, {1, 2}, {2, (byte) 0xFF}};
            long[] firsts = new long[pairs.length];
            long[] seconds = new long[pairs.length];
            for (int k = 0; k < pairs.length; k++) {
                firsts[k] = (pairs[k][0] & 0xFF) * 0x0101010101010101L;
                seconds[k] = (pairs[k][1] & 0xFF) * 0x0101010101010101L;
            }
            int from = random.nextInt(LENGTH);
            int to = from + random.nextInt(LENGTH - from);
            int expected = from;
            while (expected < to && !stands(bytes, expected, pairs)) {
                expected++;
            }
            assertEquals(expected, scan.nextPair(bytes, from, to, firsts, seconds));
        }
    }

    private static boolean stands(byte[] bytes, int at, byte[][] pairs) {
        return Stream.of(pairs).anyMatch(pair -> bytes[at] == pair[0] && bytes[at + 1] == pair[1]);
    }
}

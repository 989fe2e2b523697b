package olmoe.tokenizer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodePointsTest {
    private final CodePoints python = CodePoints.unicode14();

    /// Counted with Python 3.11.7 over all code points.
    @Test
    void version14CountsAsPython311Does() {
        assertEquals(29, count(python::isSpace));
        assertEquals(131_756, count(python::isLetter));
        assertEquals(133_547, count(python::isAlphanumeric));
        assertEquals(788, count(python::isDigit));
        assertEquals(1_951, count(python::isUppercase));
        assertEquals(133_548, count(python::isWord));
        assertEquals(25, count(python::isWhiteSpace));
    }

    /// The digest of 14 was computed by Python 3.11.7 with unicodedata and zlib.
    @ParameterizedTest
    @CsvSource({"14, 869a941d", "16, f48e0f31", "17, dd1da566"})
    void everyPropertyOfEveryCodePointIsPinned(int version, String digest) {
        assertEquals(digest, digest(version(version)));
    }

    /// The digest was computed by uniseg 0.10.1.
    @Test
    void wordBreakOfVersion16IsThatOfUniseg() {
        CodePoints table = CodePoints.unicode16();
        CRC32 crc = new CRC32();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String line = c + " " + table.wordBreak(c) + bit(table.isExtendedPictographic(c)) + "\n";
            crc.update(line.getBytes(StandardCharsets.US_ASCII));
        }
        assertEquals("17bae2a9", Long.toHexString(crc.getValue()));
    }

    @Test
    void laterVersionsAssignMoreLetters() {
        int garay = 0x10D50; // since Unicode 16
        int sidetic = 0x10940; // since Unicode 17
        assertFalse(CodePoints.unicode14().isLetter(garay));
        assertTrue(CodePoints.unicode16().isLetter(garay));
        assertFalse(CodePoints.unicode16().isLetter(sidetic));
        assertTrue(CodePoints.unicode17().isLetter(sidetic));
    }

    @ParameterizedTest
    @CsvSource({
        "ABC, abc",
        "İstanbul, i̇stanbul",
        "ΟΔΟΣ, οδος",
        "ΟΔΟΣ., οδος.",
        "ΑΣ.Α, ασ.α",
        "ΣΑΣ ΣΑ, σας σα",
        "Σ, σ",
        "Α'Σ, α'ς",
        "ẞ, ß",
        "𐐀, 𐐨"
    })
    void lowersAsPythonDoes(String text, String lower) {
        assertEquals(lower, python.lower(text));
    }

    @Test
    void surrogatesAreCodePointsLikeOthers() {
        assertEquals(Character.SURROGATE, python.category(0xD800));
        assertEquals("a\uD800b", python.lower("A\uD800B"));
    }

    @Test
    void refusesWhatIsNoCodePoint() {
        assertThrows(IndexOutOfBoundsException.class, () -> python.isLetter(0x110000));
        assertThrows(IndexOutOfBoundsException.class, () -> python.isLetter(-1));
    }

    private static CodePoints version(int version) {
        return switch (version) {
            case 14 -> CodePoints.unicode14();
            case 16 -> CodePoints.unicode16();
            case 17 -> CodePoints.unicode17();
            default -> throw new IllegalArgumentException("no table for Unicode " + version);
        };
    }

    private static long count(IntPredicate property) {
        return IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(property)
                .count();
    }

    /// CRC-32 of one line a code point.
    private static String digest(CodePoints table) {
        CRC32 crc = new CRC32();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String line = c + " " + table.category(c) + bit(table.isSpace(c)) + bit(table.isAlphanumeric(c))
                    + bit(table.isDigit(c)) + bit(table.isUppercase(c)) + " " + table.lower(c) + "\n";
            crc.update(line.getBytes(StandardCharsets.US_ASCII));
        }
        return Long.toHexString(crc.getValue());
    }

    private static String bit(boolean value) {
        return value ? " 1" : " 0";
    }
}

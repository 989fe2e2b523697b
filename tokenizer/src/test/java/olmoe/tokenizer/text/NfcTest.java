package olmoe.tokenizer.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// Digests are of what `tokenizers.normalizers.NFC()` of the Python package tokenizers 0.23.3 gives.
class NfcTest {
    private static final int[][] RANGES = {
        {0x41, 0x5b},
        {0x300, 0x370},
        {0x300, 0x370},
        {0x590, 0x700},
        {0x900, 0xa00},
        {0xb00, 0xe00},
        {0x1100, 0x1200},
        {0x1e00, 0x2000},
        {0x3040, 0x3100},
        {0xac00, 0xad00},
        {0xf900, 0xfb00},
        {0x105c0, 0x10600},
        {0x11000, 0x11500},
        {0x16d60, 0x16d70},
        {0x1d150, 0x1d1d0}
    };

    private final Nfc nfc = Nfc.unicode9();
    private long random = 1;

    @Test
    void composesOrdersAndDecomposesSingletons() {
        assertEquals("Café Å", nfc.normalize("Cafe\u0301 A\u030A"));
        assertEquals("\u1E69", nfc.normalize("s\u0307\u0323"));
        assertEquals("\u1E0D\u0307", nfc.normalize("\u1E0B\u0323"));
        assertEquals("Ω", nfc.normalize("\u2126"));
        assertEquals("한글", nfc.normalize("\u1112\u1161\u11AB\u1100\u1173\u11AF"));
        assertEquals("\u0308\u0301", nfc.normalize("\u0344"));
        assertEquals("", nfc.normalize(""));
    }

    @Test
    void leavesWhatCameAfterUnicodeNineAlone() {
        assertEquals("\ud806\udd35\ud806\udd30", nfc.normalize("\ud806\udd35\ud806\udd30"));
    }

    @Test
    void agreesWithTheReferenceOnEveryCodePoint() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < 0xD800 || c > 0xDFFF) {
                digest.update(checked(Character.toString(c)).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(
                "1ffc8e6ce9e83df8e49fd62d6abb68f981775aed0b5101b88c213d4653e9b540",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void agreesWithTheReferenceOnAHundredThousandRandomTexts() throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + next(16); left > 0; left--) {
                int[] range = RANGES[next(RANGES.length)];
                text.appendCodePoint(range[0] + next(range[1] - range[0]));
            }
            digest.update((checked(text.toString()) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(
                "e79efdda392a5a039e48fdfcc55d8b67ee28adb1be339e31738dce008fedd2b8",
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aLongRunOfMarksIsOrderedInTimeThatDoesNotExplode() {
        String marks = "\u0301\u0323".repeat(200_000);
        String ordered = "\u1EA1" + "\u0323".repeat(199_999) + "\u0301".repeat(200_000);
        assertEquals(ordered, nfc.normalize("a" + marks));
    }

    @Test
    void plainTextIsKnownToBeNormalWithoutALookAtEachCharacter() {
        assertFalse(mayChange("plain text, naïve café, Ünïcödé, Привет, 日本語, 한글, \ud83d\ude00"));
        assertTrue(mayChange("e\u0301"));
    }

    /// Normalises, and holds the quick answer to it.
    private String checked(String text) {
        String normal = nfc.normalize(text);
        assertTrue(normal.equals(text) || mayChange(text), text);
        assertEquals(normal, nfc.normalize(normal));
        assertEquals(normal, bytesNormalized(text));
        return normal;
    }

    /// A text of which little changes is normalised in stretches, between which it is copied.
    @Test
    void stretchesGiveWhatTheWholeGives() {
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = 1 + next(12); left > 0; left--) {
                text.append("naïve 日本語 ".repeat(next(20)));
                int[] range = RANGES[next(RANGES.length)];
                text.appendCodePoint(range[0] + next(range[1] - range[0]));
                text.append("\u0323\u0301".repeat(next(3) == 0 ? next(80) : 0));
            }
            assertEquals(nfc.normalize(text.toString()), bytesNormalized(text.toString()));
        }
    }

    private String bytesNormalized(String text) {
        byte[] utf8 = ("e" + text).getBytes(StandardCharsets.UTF_8);
        return new String(nfc.normalize(utf8, 1, utf8.length), StandardCharsets.UTF_8);
    }

    private boolean mayChange(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return nfc.mayChange(utf8, 0, utf8.length);
    }

    private int next(int bound) {
        random = random * 6364136223846793005L + 1442695040888963407L;
        return (int) ((random >>> 33) % bound);
    }
}

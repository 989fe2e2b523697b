package olmoe.filters.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCharsetTest {

    @Test
    void aByteOrderMarkBeatsTheHeaderAndTheHeaderBeatsThePage() {
        String page = "<meta charset=koi8-r>";
        assertEquals("UTF-8", name("\u00ef\u00bb\u00bf" + page, "text/html; charset=windows-1251"));
        assertEquals("windows-1251", name(page, "text/html; charset=windows-1251"));
        assertEquals("KOI8-R", name(page, "text/html"));
    }

    @Test
    void namesMeanWhatBrowsersTakeThemToMean() {
        assertEquals("windows-1252", name("", "text/html;charset=ISO-8859-1"));
        assertEquals("GB18030", name("<META http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">", null));
        assertEquals("windows-31j", name("<?xml version='1.0' encoding='Shift_JIS'?>", null));
        assertEquals("UTF-8", name("<meta charset='utf-16'>", null));
    }

    @Test
    void anUnknownNameCountsAsNotGiven() {
        assertEquals("KOI8-R", name("<meta charset=koi8-r>", "text/html; charset=none"));
        assertEquals("UTF-8", name("<meta charset=x-klingon>", null));
    }

    @Test
    void withoutADeclarationValidUtf8IsUtf8AndOtherBytesAreWindows1252() {
        assertEquals("UTF-8", name("na\u00c3\u00afve", null));
        assertEquals("windows-1252", name("na\u00efve", null));
        assertEquals("na\u00efve", PageCharset.decode("na\u00efve".getBytes(StandardCharsets.ISO_8859_1), null));
    }

    @Test
    void aDeclarationThatTheBytesContradictCountsAsNotGiven() {
        String utf8 = "\u00c3\u00a9"; // an e with an acute accent
        assertEquals("UTF-8", name(utf8.repeat(4), "text/html; charset=windows-1251"));
        assertEquals("windows-1251", name(utf8.repeat(3), "text/html; charset=windows-1251"));
        assertEquals("windows-1251", name(utf8.repeat(4) + "\u00e9", "text/html; charset=windows-1251"));
        assertEquals("UTF-8", name("<meta charset=gb2312>" + utf8.repeat(4), null));
        String latin = "na\u00efve, d\u00e9j\u00e0 vu";
        assertEquals("windows-1252", name(latin, "text/html; charset=utf-8"));
        assertEquals("KOI8-R", name("<meta charset=koi8-r>" + latin, "text/html; charset=utf-8"));
        assertEquals("UTF-8", name(utf8.repeat(3) + latin, "text/html; charset=utf-8"));
        assertEquals("UTF-8", name("<p>ASCII", "text/html; charset=utf-16"));
        assertEquals("UTF-16LE", name("<\u0000p\u0000>\u0000", "text/html; charset=utf-16"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void sequencesAreWholeExactlyWhereTheDecoderTakesThem(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] telling = {
            0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5
        };
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) telling[random.nextInt(telling.length)];
            }
            boolean whole = new String(bytes, StandardCharsets.UTF_8).indexOf(0xfffd) < 0;
            assertEquals(whole, Utf8Sequences.of(bytes).malformed() == 0, Arrays.toString(bytes));
        }
    }

    @Test
    void theByteOrderMarkIsNoText() {
        assertEquals("a", PageCharset.decode(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf, 'a'}, null));
        assertEquals("a", PageCharset.decode(new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0}, null));
    }

    /// @param bytes a byte a character
    private static String name(String bytes, String contentType) {
        Charset charset = PageCharset.of(bytes.getBytes(StandardCharsets.ISO_8859_1), contentType);
        return charset.name();
    }
}

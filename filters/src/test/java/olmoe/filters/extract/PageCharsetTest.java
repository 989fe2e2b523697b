package olmoe.filters.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

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

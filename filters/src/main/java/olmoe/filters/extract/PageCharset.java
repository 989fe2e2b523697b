package olmoe.filters.extract;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which charset a page is in. In this order: byte order mark, Content-Type header, the page's own
/// declaration, UTF-8 if every byte is valid, windows-1252.
///
/// A declaration that the bytes contradict counts as not given: UTF-8 where more sequences are malformed than
/// are whole, another one where at least four sequences beyond ASCII are whole UTF-8 and none is malformed (of
/// text in GB18030, the likeliest to look so by chance, 1 in 25,000 of four characters does), UTF-16 without a
/// byte of zero.
///
/// Names mean what browsers take them to mean (WHATWG Encoding): `iso-8859-1` is windows-1252, `gb2312`
/// is GB18030. A name that the JDK does not know counts as not given.
public final class PageCharset {
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /// So many whole sequences are no chance.
    private static final int TELLING = 4;

    /// A browser reads 1,024 bytes; real pages declare later.
    private static final int DECLARATION_BYTES = 8192;

    private static final Pattern DECLARATION = Pattern.compile(
            "<(?:meta\\s[^>]{0,400}?charset|\\?xml\\s[^>]{0,200}?encoding)\\s*=\\s*[\"']?\\s*([\\w:.-]{2,40})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PARAMETER =
            Pattern.compile(";\\s*charset\\s*=\\s*[\"']?\\s*([\\w:.-]{2,40})", Pattern.CASE_INSENSITIVE);

    private static final Map<String, String> MEANT = Map.ofEntries(
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin-1", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("iso-8859-11", "x-windows-874"),
            Map.entry("tis-620", "x-windows-874"),
            Map.entry("windows-874", "x-windows-874"),
            Map.entry("gb2312", "GB18030"),
            Map.entry("gbk", "GB18030"),
            Map.entry("x-gbk", "GB18030"),
            Map.entry("shift_jis", "windows-31j"),
            Map.entry("shift-jis", "windows-31j"),
            Map.entry("x-sjis", "windows-31j"),
            Map.entry("euc-kr", "x-windows-949"),
            Map.entry("ks_c_5601-1987", "x-windows-949"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("unicode", "UTF-16LE"),
            Map.entry("utf-16", "UTF-16LE"));

    private PageCharset() {}

    /// @param contentType the Content-Type header, or null
    public static Charset of(byte[] body, String contentType) {
        Charset mark = byteOrderMark(body);
        if (mark != null) {
            return mark;
        }
        Utf8Sequences sequences = Utf8Sequences.of(body);
        Charset given = contentType == null ? null : parameter(contentType);
        if (given != null && isPossible(given, sequences, body)) {
            return given;
        }
        Charset inside = declaration(body);
        if (inside != null && isPossible(inside, sequences, body)) {
            return inside;
        }
        return sequences.malformed() == 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }

    private static Charset parameter(String contentType) {
        Matcher parameter = PARAMETER.matcher(contentType);
        return parameter.find() ? named(parameter.group(1)) : null;
    }

    private static boolean isPossible(Charset charset, Utf8Sequences sequences, byte[] body) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return sequences.malformed() <= sequences.whole();
        }
        if (charset.name().startsWith("UTF-16")) {
            return hasZero(body);
        }
        return sequences.malformed() > 0 || sequences.whole() < TELLING;
    }

    private static boolean hasZero(byte[] body) {
        for (int i = 0; i < Math.min(body.length, DECLARATION_BYTES); i++) {
            if (body[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /// What the bytes themselves declare: byte order mark or a declaration in the page.
    public static Optional<Charset> declaredIn(byte[] body) {
        Charset mark = byteOrderMark(body);
        return Optional.ofNullable(mark != null ? mark : declaration(body));
    }

    /// Decodes; bytes that are not of the charset become U+FFFD, a byte order mark is left out.
    static String decode(byte[] body, String contentType) {
        String text = new String(body, of(body, contentType));
        return !text.isEmpty() && text.charAt(0) == '\ufeff' ? text.substring(1) : text;
    }

    private static Charset byteOrderMark(byte[] body) {
        if (startsWith(body, 0xef, 0xbb, 0xbf)) {
            return StandardCharsets.UTF_8;
        }
        if (startsWith(body, 0xfe, 0xff)) {
            return StandardCharsets.UTF_16BE;
        }
        return startsWith(body, 0xff, 0xfe) ? StandardCharsets.UTF_16LE : null;
    }

    private static boolean startsWith(byte[] body, int... mark) {
        if (body.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((body[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Charset declaration(byte[] body) {
        String start = new String(body, 0, Math.min(body.length, DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(start);
        while (declaration.find()) {
            Charset named = named(declaration.group(1));
            if (named != null) {
                // the declaration was read as ASCII, so the page cannot be in UTF-16
                return named.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : named;
            }
        }
        return null;
    }

    private static Charset named(String name) {
        try {
            return Charset.forName(MEANT.getOrDefault(name.toLowerCase(Locale.ROOT), name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }
}

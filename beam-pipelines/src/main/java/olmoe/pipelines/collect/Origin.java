package olmoe.pipelines.collect;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.tokenizer.cli.ConfigurationException;

/// Where an input comes from: it gives every file in it an address. Nothing is fetched from there.
///
/// @param identifier a package URL (`pkg:maven/GROUP/ARTIFACT@VERSION`), a web address, or `file:///NAME/`
/// @param pages what the addresses of pages start with, ending in a slash
/// @param files what the addresses of other files start with
public record Origin(String identifier, String pages, String files) {
    private static final Pattern COORDINATES = Pattern.compile("([\\w.-]+):([\\w.-]+):([\\w.+-]+)");
    private static final Pattern WEB = Pattern.compile("https?://[!-~]+");

    /// @param text Maven coordinates `GROUP:ARTIFACT:VERSION` or a web address
    public static Origin parse(String text) {
        Matcher maven = COORDINATES.matcher(text);
        if (maven.matches()) {
            String group = maven.group(1);
            String artifact = maven.group(2);
            String version = maven.group(3);
            String identifier = "pkg:maven/" + group + "/" + artifact + "@" + escape(version);
            String pages = "https://javadoc.io/static/" + group + "/" + artifact + "/" + escape(version) + "/";
            return new Origin(identifier, pages, identifier + "#");
        }
        if (WEB.matcher(text).matches()) {
            String base = text.endsWith("/") ? text : text + "/";
            return new Origin(text, base, base);
        }
        throw new ConfigurationException("--origin: expected GROUP:ARTIFACT:VERSION or an http address, found " + text);
    }

    /// The origin of an input of which only the name is known.
    public static Origin named(String name) {
        String base = "file:///" + escape(name) + "/";
        return new Origin(base, base, base);
    }

    public String pageAddress(String path) {
        return pages + escape(path);
    }

    public String fileAddress(String path) {
        return files + escape(path);
    }

    /// Percent-encodes, as UTF-8, what a URI path may not hold (RFC 3986, 3.3).
    private static String escape(String path) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || "-._~!$&'()*+,;=:@/".indexOf(c) >= 0) {
                escaped.append(c);
            } else {
                escaped.append('%').append("0123456789ABCDEF".charAt(c >> 4)).append("0123456789ABCDEF".charAt(c & 15));
            }
        }
        return escaped.toString();
    }
}

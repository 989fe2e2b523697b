package olmoe.pipelines.io;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Status and headers of a fetched response. Crawls hold heads that no specification allows, so this
/// reads what it can: names in any case, the first of several values, lines without a colon left out.
///
/// @param length bytes up to the body
record HttpHead(int status, Map<String, String> headers, int length) {
    private static final Pattern STATUS = Pattern.compile("HTTP/\\d(?:\\.\\d)? +(\\d{3})(?: .*)?");

    /// Empty where the block does not begin with a whole head.
    static Optional<HttpHead> parse(byte[] block) {
        int length = length(block);
        if (length < 0) {
            return Optional.empty();
        }
        String[] lines = new String(block, 0, length, StandardCharsets.ISO_8859_1).split("\r?\n");
        Matcher status = STATUS.matcher(lines.length == 0 ? "" : lines[0]);
        if (!status.matches()) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        return Optional.of(new HttpHead(Integer.parseInt(status.group(1)), headers, length));
    }

    private static int length(byte[] block) {
        for (int i = 0; i + 1 < block.length; i++) {
            if (block[i] == '\n') {
                if (block[i + 1] == '\n') {
                    return i + 2;
                }
                if (block[i + 1] == '\r' && i + 2 < block.length && block[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }
}

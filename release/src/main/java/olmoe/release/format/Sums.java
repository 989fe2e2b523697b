package olmoe.release.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// SHA256SUMS as `sha256sum -c` reads it: a line `digest  path` for each file, in path order.
public final class Sums {
    private Sums() {}

    /// Its name in the root of a release.
    public static final String NAME = "SHA256SUMS";

    /// @param digests by path
    public static String render(SortedMap<String, String> digests) {
        StringBuilder lines = new StringBuilder();
        digests.forEach(
                (path, digest) -> lines.append(digest).append("  ").append(path).append('\n'));
        return lines.toString();
    }

    /// Reads it strictly: what [#render] would not write is refused.
    ///
    /// @throws IOException with the line
    public static SortedMap<String, String> read(Path file) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException("not UTF-8", e);
        }
        if (!text.endsWith("\n")) {
            throw new IOException("the last line does not end");
        }
        SortedMap<String, String> digests = new TreeMap<>();
        int number = 0;
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            number++;
            if (!line.matches("[0-9a-f]{64}  .+")) {
                throw new IOException("line " + number + ": expected 64 hex digits, two spaces and a path");
            }
            String path = line.substring(66);
            if (!isPlain(path)) {
                throw new IOException("line " + number + ": " + path + " is no path inside the release");
            }
            if (!digests.isEmpty() && digests.lastKey().compareTo(path) >= 0) {
                throw new IOException("line " + number + ": " + path + " does not come after " + digests.lastKey());
            }
            digests.put(path, line.substring(0, 64));
        }
        return Collections.unmodifiableSortedMap(digests);
    }

    /// Whether a path can be listed: relative, `/` between names, no name empty, `.` or `..`, no
    /// backslash or control character, which `sha256sum` would escape.
    public static boolean isPlain(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) < ' ' || path.charAt(i) == '\\' || path.charAt(i) == 127) {
                return false;
            }
        }
        return Arrays.stream(path.split("/", -1))
                .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }
}

package olmoe.release.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/// Code points ascending, which is the order of UTF-8 bytes; Java compares UTF-16 units, where a character
/// beyond U+FFFF comes before U+E000.
public final class PathOrder {
    private PathOrder() {}

    public static final Comparator<String> CODE_POINTS =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
}

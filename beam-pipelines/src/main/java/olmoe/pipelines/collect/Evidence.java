package olmoe.pipelines.collect;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// The licence text that came with an input.
///
/// @param path in the input; where the text came with another file, that file's name, `!/`, the path in it
/// @param sha256 of the licence file, as hex digits
record Evidence(String path, String sha256) {

    /// Looks in `META-INF` first, then at the top. A javadoc tool's own notices (`legal/`) are no evidence
    /// for what the pages say.
    static Optional<Evidence> in(Input input) throws IOException {
        for (String folder : new String[] {"META-INF/", ""}) {
            for (Input.Entry entry : input.entries()) {
                if (isLicense(entry.path(), folder)) {
                    byte[] text = input.read(entry, Input.MOST_FILE_BYTES);
                    if (text != null) {
                        return Optional.of(new Evidence(entry.path(), Sha256.hex(text)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// The licence text in another file, or that file itself.
    static Optional<Evidence> beside(Path other) throws IOException {
        try (Input input = Input.open(other)) {
            String name = other.getFileName().toString();
            return in(input).map(e -> e.path().equals(name) ? e : new Evidence(name + "!/" + e.path(), e.sha256()));
        }
    }

    private static boolean isLicense(String path, String folder) {
        if (!path.startsWith(folder) || path.indexOf('/', folder.length()) >= 0) {
            return false;
        }
        String name = path.substring(folder.length()).toUpperCase(Locale.ROOT);
        return name.startsWith("LICENSE") || name.startsWith("LICENCE") || name.startsWith("COPYING");
    }
}

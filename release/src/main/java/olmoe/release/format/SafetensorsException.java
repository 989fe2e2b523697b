package olmoe.release.format;

import java.io.IOException;
import java.nio.file.Path;

/// A file that is not what the safetensors layout says: names the file, the tensor or field, what
/// was expected and what was found.
public final class SafetensorsException extends IOException {
    private static final long serialVersionUID = 1L;

    SafetensorsException(Path file, String where, String expectedAndFound) {
        super(file + ": " + where + ": " + expectedAndFound);
    }
}

package olmoe.model.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/// A checkpoint that is not an OLMoE: names the file, the key or tensor, expected and found.
public final class CheckpointException extends IOException {
    private static final long serialVersionUID = 1L;

    CheckpointException(Path file, String where, String expectedAndFound) {
        super(file + ": " + where + ": " + expectedAndFound);
    }
}

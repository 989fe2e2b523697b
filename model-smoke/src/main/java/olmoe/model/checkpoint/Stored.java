package olmoe.model.checkpoint;

import java.nio.file.Path;
import java.util.List;
import olmoe.release.format.SafetensorsType;

/// A tensor as it lies in a file.
///
/// @param dims sizes, slowest first
/// @param begin its first byte in the file
public record Stored(Path file, String name, SafetensorsType type, List<Integer> dims, long begin) {

    long elements() {
        long elements = 1;
        for (int dim : dims) {
            elements *= dim;
        }
        return elements;
    }

    long bytes() {
        return elements() * type.bytes();
    }
}

package olmoe.release.format;

import java.util.List;

/// One tensor of a safetensors header.
///
/// @param dims sizes, slowest first; empty for a scalar
/// @param begin first byte, counted from the end of the header
/// @param end byte after the last
public record SafetensorsEntry(String name, SafetensorsType type, List<Integer> dims, long begin, long end) {

    public SafetensorsEntry {
        dims = List.copyOf(dims);
    }

    /// The number of elements.
    ///
    /// @throws ArithmeticException if it does not fit a long
    public long elements() {
        return elements(dims);
    }

    static long elements(List<Integer> dims) {
        long elements = 1;
        for (int dim : dims) {
            elements = Math.multiplyExact(elements, dim);
        }
        return elements;
    }
}

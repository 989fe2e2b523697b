package olmoe.model.vector;

import java.io.IOException;
import olmoe.model.Layout;

/// Where a network that only serves takes its weights from, one tensor after the other.
@FunctionalInterface
public interface Weights {
    /// Puts all numbers of a tensor, row by row, from `to[at]` on.
    void read(Layout.Tensor tensor, float[] to, int at) throws IOException;
}

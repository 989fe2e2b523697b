package olmoe.model.jlama;

import com.github.tjake.jlama.tensor.AbstractTensor;
import com.github.tjake.jlama.tensor.FloatBufferTensor;
import com.github.tjake.jlama.tensor.TensorShape;
import com.github.tjake.jlama.tensor.operations.TensorOperations;
import com.github.tjake.jlama.tensor.operations.TensorOperationsProvider;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;

/// y = x W^T by jlama's own matrix product, in the calling thread: its chunking for several threads
/// (`VectorMath.pchunk`) loses rows where their number is no multiple of the chunk.
///
/// The product itself never reaches the corner that is left when neither rows nor columns are a
/// multiple of its tile (`Gemmer.mnpack`), so it is asked for whole tiles of columns and for the rest.
final class JlamaProducts {
    /// The widest step of its kernels, 32 BF16 values of 512 bits: rows of another width are read past
    /// their end.
    private static final int STEP = 32;

    /// Columns of its widest tile.
    private static final int TILE = 4;

    private JlamaProducts() {}

    /// The matrix itself, or a copy of it with zeros up to a width that the kernels can read.
    static AbstractTensor readable(AbstractTensor matrix) {
        int rows = matrix.shape().first();
        int columns = matrix.shape().last();
        if (columns % STEP == 0) {
            return matrix;
        }
        int width = Math.ceilDiv(columns, STEP) * STEP;
        float[] wide = new float[Math.multiplyExact(rows, width)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                wide[i * width + j] = matrix.get(i, j);
            }
        }
        return tensor(wide, rows, width);
    }

    /// @param x (rows, columns of the matrix before it was made readable)
    /// @return (rows, rows of the matrix)
    static float[] multiply(float[] x, int rows, AbstractTensor matrix) {
        int columns = x.length / rows;
        int width = matrix.shape().last();
        float[] wide = x;
        if (width != columns) {
            wide = new float[rows * width];
            for (int i = 0; i < rows; i++) {
                System.arraycopy(x, i * columns, wide, i * width, columns);
            }
        }
        int outputs = matrix.shape().first();
        int whole = outputs - outputs % TILE;
        FloatBufferTensor left = tensor(wide, rows, width);
        FloatBufferTensor y = new FloatBufferTensor(rows, outputs);
        TensorOperations operations = TensorOperationsProvider.get();
        operations.batchDotProduct(y, left, matrix, 0, 0, width, 0, 0, whole);
        operations.batchDotProduct(y, left, matrix, 0, 0, width, 0, whole, outputs - whole);
        return values(y);
    }

    static FloatBufferTensor tensor(float[] values, int rows, int columns) {
        return new FloatBufferTensor(FloatBuffer.wrap(values), TensorShape.of(rows, columns), true);
    }

    /// All values of an F32 tensor.
    static float[] values(AbstractTensor tensor) {
        return tensor.getMemorySegment().toArray(ValueLayout.JAVA_FLOAT);
    }
}

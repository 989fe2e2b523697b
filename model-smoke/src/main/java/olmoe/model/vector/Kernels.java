package olmoe.model.vector;

/// The arithmetic that takes the time, over ranges of float arrays. Every implementation gives the same
/// bytes, because the order of each sum is part of the definition:
///
/// - a reduction has sixteen virtual lanes: element i of the range goes to lane i mod 16, ascending, by
///   fused multiply-add, and the lanes end in the tree 8, 4, 2, 1;
/// - an element of a tile is one accumulator, from zero, that takes its terms ascending by fused
///   multiply-add;
/// - e^x is the polynomial of {@link ScalarKernels#exp}.
public interface Kernels {
    /// Virtual lanes of a reduction.
    int LANES = 16;

    /// Rows of a tile.
    int TILE_ROWS = 4;

    /// The fastest of this JVM: on the Vector API where its module is loaded, in plain Java elsewhere.
    static Kernels best() {
        return Fastest.KERNELS;
    }

    /// Whether the JVM was started with the Vector API.
    static boolean hasVectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    /// A holder, so that the choice is made once.
    final class Fastest {
        private static final Kernels KERNELS = hasVectorModule() ? new VectorKernels() : new ScalarKernels();

        private Fastest() {}
    }

    /// Sum of a * b.
    float dot(float[] a, int aAt, float[] b, int bAt, int length);

    /// Sum of a * b * c, the first product rounded.
    float dot(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, int length);

    /// Replaces each x by e^(x - shift) and returns the sum.
    float expSum(float[] x, int at, int length, float shift);

    float maximum(float[] x, int at, int length);

    /// act = silu(gate) * up, where silu(g) = g / (1 + e^-g).
    void swiglu(float[] gate, int gateAt, float[] up, int upAt, float[] act, int actAt, int length);

    /// Turns gate and up into their gradients, given the gradient of act = silu(gate) * up.
    void swigluBackward(float[] gate, int gateAt, float[] up, int upAt, float[] dAct, int dActAt, int length);

    /// A tile of a matrix product: c[i][j] = or += sum over k of a[k][i] * b[k][j], 4 rows of c by 16 columns.
    ///
    /// @param a (terms, 4), contiguous
    /// @param b (terms, 16), contiguous
    /// @param c rows `cStride` apart
    void tile(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, int cStride, boolean add);

    /// One row of such a tile: c[j] = or += sum over k of a[k] * b[k][j]. What decoding one token does.
    void row(float[] a, int aAt, float[] b, int bAt, int terms, float[] c, int cAt, boolean add);

    /// Whether [#tiles] is faster than two tiles one after the other.
    default boolean pairsPanels() {
        return false;
    }

    /// Two such tiles side by side, of neighbouring panels.
    ///
    /// @param bNext where the right panel begins in b
    default void tiles(
            float[] a,
            int aAt,
            float[] b,
            int bAt,
            int bNext,
            int terms,
            float[] c,
            int cAt,
            int cStride,
            boolean add) {
        tile(a, aAt, b, bAt, terms, c, cAt, cStride, add);
        tile(a, aAt, b, bNext, terms, c, cAt + Panels.COLUMNS, cStride, add);
    }

    /// Makes floats of BF16 as {@link Panels} holds it.
    ///
    /// @param wide (terms, 16)
    void widen(int[] pairs, int at, int terms, float[] wide, int wideAt);

    /// A row of a tile with b in BF16.
    void row(float[] a, int aAt, int[] b, int bAt, int terms, float[] c, int cAt, boolean add);

    default void scale(float[] x, int at, int length, float factor) {
        for (int i = at; i < at + length; i++) {
            x[i] *= factor;
        }
    }

    /// y += factor * x
    default void addScaled(float[] y, int yAt, float[] x, int xAt, int length, float factor) {
        for (int i = 0; i < length; i++) {
            y[yAt + i] = Math.fma(factor, x[xAt + i], y[yAt + i]);
        }
    }
}

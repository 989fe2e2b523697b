package olmoe.tokenizer.text;

/// Looks at many bytes of a text at once. Both implementations give the same: one eight bytes at a time in plain
/// Java, one on the Vector API.
///
/// Immutable, for several threads.
public abstract class ByteScan {
    /// Bytes for which the answers are bits of one number. As many must be readable from where an answer begins.
    public static final int BLOCK = 64;

    public static final int LETTERS = 0;
    public static final int DIGITS = 1;
    public static final int CONTROLS = 2;
    public static final int SPACES = 3;
    public static final int APOSTROPHES = 4;

    /// Kinds of bytes that [#classes] tells apart.
    public static final int CLASSES = 5;

    /// The fastest of this JVM: on the Vector API where its module is loaded and the JDK is 25 or newer, in plain
    /// Java elsewhere. JDK 17 makes no machine code of masks that become numbers, and is half as fast with them.
    public static ByteScan fastest() {
        return Fastest.SCAN;
    }

    /// A holder, so that the choice is made once.
    private static final class Fastest {
        private static final ByteScan SCAN = Runtime.version().feature() >= 25
                        && ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new VectorScan()
                : new WordScan();
    }

    /// How many of the 64 bytes come before the first that is not ASCII.
    public abstract int ascii(byte[] bytes, int from);

    /// A bit for each of the 64 bytes that is an ASCII letter, digit, control character of white space, space or
    /// apostrophe. What it says of bytes that are not ASCII is open.
    ///
    /// @param into gets five numbers, at [#LETTERS] to [#APOSTROPHES]
    public abstract void classes(byte[] bytes, int from, long[] into);

    /// The first place before `to` where one of some pairs of bytes stands, or `to`, from which [#BLOCK] bytes are
    /// readable.
    ///
    /// @param firsts the first byte of each pair, in all eight bytes of a number
    /// @param seconds the second, likewise
    public abstract int nextPair(byte[] bytes, int from, int to, long[] firsts, long[] seconds);
}

package olmoe.tokenizer.text;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// [ByteScan] on the Vector API, a block in as many vectors as this machine's width asks for.
final class VectorScan extends ByteScan {
    private static final VectorSpecies<Byte> SPECIES = ByteVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length(); // at most BLOCK

    @Override
    public int ascii(byte[] bytes, int from) {
        long high = 0;
        for (int k = 0; k < BLOCK; k += WIDTH) {
            high |= ByteVector.fromArray(SPECIES, bytes, from + k).lt((byte) 0).toLong() << k;
        }
        return Long.numberOfTrailingZeros(high); // 64 of 0
    }

    @Override
    public void classes(byte[] bytes, int from, long[] into) {
        long letters = 0;
        long digits = 0;
        long controls = 0;
        long spaces = 0;
        long apostrophes = 0;
        for (int k = 0; k < BLOCK; k += WIDTH) {
            ByteVector v = ByteVector.fromArray(SPECIES, bytes, from + k);
            letters |= between(v.or((byte) 0x20), 'a', 'z') << k;
            digits |= between(v, '0', '9') << k;
            controls |= between(v, '\t', '\r') << k;
            spaces |= v.eq((byte) ' ').toLong() << k;
            apostrophes |= v.eq((byte) '\'').toLong() << k;
        }
        into[LETTERS] = letters;
        into[DIGITS] = digits;
        into[CONTROLS] = controls;
        into[SPACES] = spaces;
        into[APOSTROPHES] = apostrophes;
    }

    /// Moves `first` to the least of all bytes, so that one comparison with signs is enough.
    private static long between(ByteVector v, int first, int last) {
        return v.sub((byte) (first + 0x80)).lt((byte) (last - first + 1 + 0x80)).toLong();
    }

    @Override
    public int nextPair(byte[] bytes, int from, int to, long[] firsts, long[] seconds) {
        for (int i = from; i < to; i += WIDTH) {
            ByteVector first = ByteVector.fromArray(SPECIES, bytes, i);
            ByteVector second = ByteVector.fromArray(SPECIES, bytes, i + 1);
            long found = 0;
            for (int k = 0; k < firsts.length; k++) {
                found |= first.eq((byte) firsts[k]).toLong()
                        & second.eq((byte) seconds[k]).toLong();
            }
            if (found != 0) {
                return Math.min(to, i + Long.numberOfTrailingZeros(found));
            }
        }
        return to;
    }
}

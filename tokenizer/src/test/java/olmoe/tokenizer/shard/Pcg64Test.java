package olmoe.tokenizer.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

/// Expected values by numpy 2.4.6: `np.random.PCG64(seed).random_raw(3)`, `np.random.default_rng(seed).random(3)`.
class Pcg64Test {

    @Test
    void givesNumpysRawOutputs() {
        Pcg64 generator = new Pcg64(6198);
        assertEquals(0xb4539f5cff6dcdf5L, generator.nextLong());
        assertEquals(0x4943c97e3b66ef81L, generator.nextLong());
        assertEquals(0x72b1c0d75cf4db48L, generator.nextLong());
    }

    @Test
    void givesNumpysRawOutputsForASeedOfTwoWords() {
        Pcg64 generator = new Pcg64(1234567890123456789L);
        assertEquals(0x409ba21c1abbff3aL, generator.nextLong());
        assertEquals(0x004a6911146cdec1L, generator.nextLong());
    }

    @Test
    void givesNumpysDoubles() {
        Pcg64 generator = new Pcg64(0);
        assertEquals(0.6369616873214543, generator.nextDouble());
        assertEquals(0.2697867137638703, generator.nextDouble());
        assertEquals(0.04097352393619469, generator.nextDouble());
    }

    @Test
    void handsOutTheLowHalfFirst() {
        Pcg64 generator = new Pcg64(6198);
        assertEquals(0xff6dcdf5, generator.nextInt());
        assertEquals(0xb4539f5c, generator.nextInt());
        assertEquals(0x3b66ef81, generator.nextInt());
    }

    @Test
    void rejectsANegativeSeed() {
        var e = assertThrows(IllegalArgumentException.class, () -> new Pcg64(-1));
        assertEquals("seed must not be negative but was -1", e.getMessage());
    }
}

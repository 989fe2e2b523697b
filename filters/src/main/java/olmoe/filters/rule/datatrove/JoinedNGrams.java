package olmoe.filters.rule.datatrove;

import java.util.Arrays;
import olmoe.tokenizer.text.Spans;

/// Word n-grams as datatrove compares them: their words written without anything between, so that `1, 2`
/// equals `1 ,2`. Equal hashes are compared by content.
///
/// Equal n-grams of [#PREFIX] characters and more begin alike, so of those only the ones are looked at whose
/// beginning stands twice in the text: in most texts few.
final class JoinedNGrams {
    private static final long BASE = 0x9E3779B97F4A7C15L;
    private static final int PREFIX = 16;
    private static final int KNOWN_POWERS = 512;
    private static final long[] POWERS = powers(KNOWN_POWERS);

    private final int size; // in words
    private final int[] joined; // the words' characters
    private final int[] starts; // by word: where it begins there; last where all end
    private final long[] hashes; // by word: of all characters before it; last of all
    private final int[] candidates; // words at which an n-gram can begin that stands elsewhere too, in their order
    private final int candidateCount;
    private final boolean[] beginsTwice; // by word: whether the characters from it on may stand elsewhere too
    private long[] slots; // upper half of a hash, first word of the n-gram + 1

    /// @param leastN the shortest n-grams that will be asked for
    JoinedNGrams(Spans words, int leastN) {
        size = words.size();
        joined = new int[Math.toIntExact(words.totalLength())];
        starts = new int[size + 1];
        hashes = new long[size + 1];
        beginsTwice = new boolean[size];
        slots = slots(size);
        int[] text = words.text();
        int at = 0;
        int begun = 0; // words of which PREFIX characters are read
        long hash = 0;
        for (int i = 0; i < size; i++) {
            starts[i] = at;
            hashes[i] = hash;
            int end = words.end(i);
            for (int k = words.start(i); k < end; k++) {
                int c = text[k];
                joined[at++] = c;
                hash = hash * BASE + c + 1;
                if (starts[begun] + PREFIX == at) {
                    addBeginning(begun, hash - hashes[begun] * POWERS[PREFIX]);
                    begun++;
                }
            }
        }
        starts[size] = at;
        hashes[size] = hash;
        Arrays.fill(beginsTwice, begun, size, true); // near the end of the text
        candidates = new int[size];
        int count = 0;
        for (int i = 0; i + leastN <= size; i++) {
            if (beginsTwice[i] || starts[i + leastN] - starts[i] < PREFIX) {
                candidates[count++] = i;
            }
        }
        candidateCount = count;
    }

    private static long[] slots(int entries) {
        return new long[Math.max(4, Integer.highestOneBit(Math.max(1, entries)) << 2)];
    }

    private void addBeginning(int word, long window) {
        long hash = window * BASE;
        hash ^= hash >>> 32;
        long upper = hash & -1L << 32;
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && (slots[slot] & -1L << 32) != upper) {
            slot = slot + 1 & slots.length - 1;
        }
        if (slots[slot] == 0) {
            slots[slot] = upper | word + 1;
        } else {
            beginsTwice[word] = true;
            beginsTwice[(int) slots[slot] - 1] = true;
        }
    }

    /// The characters of n-grams that equal one before, found from left to right; the walk goes on after each.
    long repeatedCharacters(int n) {
        slots = slots(candidateCount);
        long characters = 0;
        int next = 0;
        for (int k = 0; k < candidateCount && candidates[k] + n <= size; k++) {
            int i = candidates[k];
            if (i >= next && !addIfNew(i, n)) {
                characters += starts[i + n] - starts[i];
                next = i + n;
            }
        }
        return characters;
    }

    private boolean addIfNew(int i, int n) {
        int length = starts[i + n] - starts[i];
        long power = length < KNOWN_POWERS ? POWERS[length] : power(length);
        long hash = (hashes[i + n] - hashes[i] * power) * BASE;
        hash ^= hash >>> 32;
        long upper = hash & -1L << 32;
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0) {
            if ((slots[slot] & -1L << 32) == upper && equal((int) slots[slot] - 1, i, n)) {
                return false;
            }
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = upper | i + 1;
        return true;
    }

    private boolean equal(int i, int j, int n) {
        return Arrays.equals(joined, starts[i], starts[i + n], joined, starts[j], starts[j + n]);
    }

    private static long[] powers(int count) {
        long[] powers = new long[count];
        powers[0] = 1;
        for (int i = 1; i < count; i++) {
            powers[i] = powers[i - 1] * BASE;
        }
        return powers;
    }

    private static long power(int exponent) {
        long power = 1;
        long square = BASE;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? square : 1;
            square *= square;
        }
        return power;
    }
}

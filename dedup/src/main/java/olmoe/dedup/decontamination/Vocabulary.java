package olmoe.dedup.decontamination;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.List;

/// The words of all items, numbered in order of first occurrence.
final class Vocabulary {
    private final Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
    private final List<int[]> spellings = new ArrayList<>();

    Vocabulary() {
        numbers.defaultReturnValue(-1);
    }

    /// The word's number, a new one if it is new.
    int add(LowerCaseWords text, int word) {
        int number = numbers.get(text.hash(word));
        if (number < 0) {
            number = spellings.size();
            numbers.put(text.hash(word), number);
            spellings.add(text.lowered(word));
        } else if (!equal(number, text, word)) {
            throw new IllegalStateException("two words of the evaluations share a 64-bit hash");
        }
        return number;
    }

    /// The number of the word with this hash, or -1; whether it is that word, [#equal] says.
    int find(long hash) {
        return numbers.get(hash);
    }

    boolean equal(int number, LowerCaseWords text, int word) {
        int[] spelling = spellings.get(number);
        return text.equal(word, spelling, 0, spelling.length);
    }
}

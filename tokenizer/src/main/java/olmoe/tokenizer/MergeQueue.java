package olmoe.tokenizer;

import java.util.Arrays;

/// Pairs that wait to be merged in the words in which they came up: the most frequent first, of equal ones that of the
/// smaller ids. Most of millions are rare: those wait in a list for each count, unsorted, until their count is the
/// highest there is.
final class MergeQueue {
    private static final int RARE = 1 << 10; // counts below

    private final PairCounts pairs;

    // a heap
    private long[] counts = new long[1 << 6];
    private int[] numbers = new int[1 << 6];
    private int[] words = new int[1 << 6];
    private int size;

    private final int[][] rare = new int[RARE][]; // by count: number and words in turn, and the place after the last
    private final int[] rareSizes = new int[RARE];
    private int level = RARE; // lower counts are in lists

    // of several words, by ~words; null for a free place, of which the chain is in freeLists
    private int[][] lists = new int[1 << 6][];
    private int[] nextFree = new int[1 << 6];
    private int listsUsed;
    private int firstFree = -1;

    private long count;
    private int number;
    private int word;

    MergeQueue(PairCounts pairs) {
        this.pairs = pairs;
    }

    /// Adds a pair that came up in some words.
    void add(int pairNumber, long pairCount, int[] inWords) {
        push(pairNumber, pairCount, inWords.length == 1 ? inWords[0] : ~keep(inWords));
    }

    /// Takes the first, of which the other methods then tell.
    ///
    /// @return false where there is none
    boolean poll() {
        while (size == 0) {
            do {
                level--;
                if (level < 0) {
                    return false;
                }
            } while (rareSizes[level] == 0);
            int[] waiting = rare[level];
            int waitingSize = rareSizes[level];
            rare[level] = null;
            rareSizes[level] = 0;
            for (int i = 0; i < waitingSize; i += 2) {
                push(waiting[i], level, waiting[i + 1]);
            }
        }
        count = counts[0];
        number = numbers[0];
        word = words[0];
        size--;
        siftDown(counts[size], numbers[size], words[size]);
        return true;
    }

    /// How frequent the pair that was taken was when it was added.
    long count() {
        return count;
    }

    int number() {
        return number;
    }

    /// Puts back what was taken, with another count.
    void putBack(long newCount) {
        push(number, newCount, word);
    }

    /// The words of what was taken, which is then forgotten.
    int[] takeWords() {
        if (word >= 0) {
            return new int[] {word};
        }
        int list = ~word;
        int[] several = lists[list];
        lists[list] = null;
        nextFree[list] = firstFree;
        firstFree = list;
        return several;
    }

    private int keep(int[] several) {
        int list = firstFree;
        if (list >= 0) {
            firstFree = nextFree[list];
        } else {
            list = listsUsed++;
            if (list == lists.length) {
                lists = Arrays.copyOf(lists, list + (list >> 1));
                nextFree = Arrays.copyOf(nextFree, lists.length);
            }
        }
        lists[list] = several;
        return list;
    }

    private void push(int pairNumber, long pairCount, int inWords) {
        if (pairCount < level) {
            int at = (int) Math.max(0, pairCount); // a count below 1 ends the training
            int used = rareSizes[at];
            if (used == 0) {
                rare[at] = new int[8];
            } else if (used == rare[at].length) {
                rare[at] = Arrays.copyOf(rare[at], used + (used >> 2 & -2));
            }
            rare[at][used] = pairNumber;
            rare[at][used + 1] = inWords;
            rareSizes[at] += 2;
            return;
        }
        if (size == counts.length) {
            int more = size + (size >> 1);
            counts = Arrays.copyOf(counts, more);
            numbers = Arrays.copyOf(numbers, more);
            words = Arrays.copyOf(words, more);
        }
        int i = size++;
        while (i > 0 && isBefore(pairCount, pairNumber, i - 1 >> 1)) {
            set(i, counts[i - 1 >> 1], numbers[i - 1 >> 1], words[i - 1 >> 1]);
            i = i - 1 >> 1;
        }
        set(i, pairCount, pairNumber, inWords);
    }

    private void siftDown(long pairCount, int pairNumber, int inWords) {
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && isBefore(counts[child + 1], numbers[child + 1], child)) {
                child++;
            }
            if (!isBefore(counts[child], numbers[child], pairCount, pairNumber)) {
                break;
            }
            set(i, counts[child], numbers[child], words[child]);
            i = child;
        }
        set(i, pairCount, pairNumber, inWords);
    }

    private boolean isBefore(long pairCount, int pairNumber, int place) {
        return isBefore(pairCount, pairNumber, counts[place], numbers[place]);
    }

    private boolean isBefore(long aCount, int aNumber, long bCount, int bNumber) {
        return aCount > bCount || aCount == bCount && pairs.pair(aNumber) < pairs.pair(bNumber);
    }

    private void set(int place, long pairCount, int pairNumber, int inWords) {
        counts[place] = pairCount;
        numbers[place] = pairNumber;
        words[place] = inWords;
    }
}

package olmoe.tokenizer.text.spacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Numbers a few short texts by content, from 0 on in the order of their addition.
final class TextNumbers {
    private final List<int[]> texts = new ArrayList<>();
    private int[] slots = new int[64]; // number + 1
    private int longest;

    /// The number of a text, old or new.
    int add(int[] text) {
        int known = find(text, 0, text.length);
        if (known >= 0) {
            return known;
        }
        texts.add(text);
        longest = Math.max(longest, text.length);
        if (texts.size() * 2 > slots.length) {
            slots = new int[slots.length * 2];
            for (int i = 0; i < texts.size(); i++) {
                place(i);
            }
        } else {
            place(texts.size() - 1);
        }
        return texts.size() - 1;
    }

    private void place(int number) {
        int[] text = texts.get(number);
        int slot = hash(text, 0, text.length) & slots.length - 1;
        while (slots[slot] != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        slots[slot] = number + 1;
    }

    /// The number of what stands in a range, or -1.
    int find(int[] text, int from, int to) {
        if (to - from > longest) {
            return -1;
        }
        int slot = hash(text, from, to) & slots.length - 1;
        while (slots[slot] != 0) {
            int[] known = texts.get(slots[slot] - 1);
            if (Arrays.equals(known, 0, known.length, text, from, to)) {
                return slots[slot] - 1;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return -1;
    }

    boolean contains(int[] text, int from, int to) {
        return find(text, from, to) >= 0;
    }

    List<int[]> texts() {
        return Collections.unmodifiableList(texts);
    }

    int longest() {
        return longest;
    }

    int size() {
        return texts.size();
    }

    private static int hash(int[] text, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = step(hash, text[at]);
        }
        return finish(hash);
    }

    static int step(int hash, int c) {
        return (hash ^ c) * 0x9E3779B1;
    }

    static int finish(int hash) {
        return hash ^ hash >>> 15;
    }
}

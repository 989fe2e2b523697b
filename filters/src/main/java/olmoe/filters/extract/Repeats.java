package olmoe.filters.extract;

import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What stands on a page twice, for wide and narrow screens or for a printer, is taken once: of equal blocks the most
/// probable one, and no long block whose words nearly all stand in others.
final class Repeats {
    private static final int LEAST_WORDS = 10;
    private static final int LONG_WORDS = 150;
    private static final int SHINGLE = 5;
    private static final double MOST = 0.7;

    private Repeats() {}

    /// @return the probabilities, 0 for repeats
    static double[] without(List<Block> blocks, double[] probabilities) {
        double[] once = probabilities.clone();
        Map<String, Integer> first = new HashMap<>();
        boolean isLong = false;
        for (int i = 0; i < once.length; i++) {
            Block block = blocks.get(i);
            if (block.words < LEAST_WORDS) {
                continue;
            }
            Integer other = first.putIfAbsent(block.text, i);
            if (other == null) {
                isLong |= block.words >= LONG_WORDS;
            } else if (once[i] > once[other]) {
                once[other] = 0;
                first.put(block.text, i);
            } else {
                once[i] = 0;
            }
        }
        if (isLong) {
            withoutWholes(blocks, once);
        }
        return once;
    }

    /// A block is no part of another that is not at least twice as long.
    private static void withoutWholes(List<Block> blocks, double[] once) {
        Long2IntOpenHashMap shortest = new Long2IntOpenHashMap();
        shortest.defaultReturnValue(Integer.MAX_VALUE);
        for (int i = 0; i < once.length; i++) {
            int words = blocks.get(i).words;
            if (once[i] > 0 && words >= LEAST_WORDS) {
                for (long shingle : shingles(blocks.get(i).text)) {
                    shortest.put(shingle, Math.min(words, shortest.get(shingle)));
                }
            }
        }
        for (int i = 0; i < once.length; i++) {
            int words = blocks.get(i).words;
            if (once[i] > 0 && words >= LONG_WORDS) {
                long[] shingles = shingles(blocks.get(i).text);
                int elsewhere = 0;
                for (long shingle : shingles) {
                    elsewhere += 2 * shortest.get(shingle) <= words ? 1 : 0;
                }
                once[i] = elsewhere > MOST * shingles.length ? 0 : once[i];
            }
        }
    }

    /// Hashes of each 5 words in a row.
    private static long[] shingles(String text) {
        long[] words = new long[text.length() / 2 + 1];
        int n = 0;
        long word = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c > ' ') {
                word = word * 0x9E3779B97F4A7C15L + c;
            } else if (word != 0) {
                words[n++] = word;
                word = 0;
            }
        }
        long[] shingles = new long[Math.max(0, n - SHINGLE + 1)];
        for (int i = 0; i < shingles.length; i++) {
            for (int j = i; j < i + SHINGLE; j++) {
                shingles[i] = shingles[i] * 0xBF58476D1CE4E5B9L + words[j];
            }
        }
        return shingles;
    }
}

package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Compares a text with the one that people marked.
final class WordScore {
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    private WordScore() {}

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    /// Harmonic mean of precision and recall over the words as a multiset; 1 where both have none.
    static double f1(String found, String gold) {
        Map<String, Integer> counts = new HashMap<>();
        List<String> goldWords = words(gold);
        List<String> foundWords = words(found);
        goldWords.forEach(word -> counts.merge(word, 1, Integer::sum));
        int both = 0;
        for (String word : foundWords) {
            Integer left = counts.get(word);
            if (left != null && left > 0) {
                counts.put(word, left - 1);
                both++;
            }
        }
        return goldWords.isEmpty() && foundWords.isEmpty()
                ? 1
                : 2.0 * both / Math.max(1, goldWords.size() + foundWords.size());
    }

    /// Precision and recall over shingles of 4 words as a multiset, as scrapinghub's benchmark counts.
    static double[] shingles(String found, String gold) {
        List<String> foundShingles = shingles(words(found));
        List<String> goldShingles = shingles(words(gold));
        Map<String, Integer> counts = new HashMap<>();
        goldShingles.forEach(shingle -> counts.merge(shingle, 1, Integer::sum));
        int both = 0;
        for (String shingle : foundShingles) {
            Integer left = counts.get(shingle);
            if (left != null && left > 0) {
                counts.put(shingle, left - 1);
                both++;
            }
        }
        return new double[] {
            foundShingles.isEmpty() ? 0 : (double) both / foundShingles.size(),
            goldShingles.isEmpty() ? 0 : (double) both / goldShingles.size()
        };
    }

    private static List<String> shingles(List<String> words) {
        List<String> shingles = new ArrayList<>();
        for (int i = 0; i + 4 <= words.size(); i++) {
            shingles.add(String.join(" ", words.subList(i, i + 4)));
        }
        return shingles;
    }

    /// Says which share of a block's words stand in the marked text.
    static final class Marked {
        private final String joined;
        private final Set<String> shingles;

        Marked(String gold) {
            List<String> words = words(gold);
            joined = " " + String.join(" ", words) + " ";
            shingles = new HashSet<>(shingles(words));
        }

        double share(String block) {
            List<String> words = words(block);
            if (words.size() < 4) {
                return joined.contains(" " + String.join(" ", words) + " ") ? 1 : 0;
            }
            boolean[] covered = new boolean[words.size()];
            List<String> own = WordScore.shingles(words);
            for (int i = 0; i < own.size(); i++) {
                if (shingles.contains(own.get(i))) {
                    for (int j = i; j < i + 4; j++) {
                        covered[j] = true;
                    }
                }
            }
            int n = 0;
            for (boolean c : covered) {
                n += c ? 1 : 0;
            }
            return (double) n / covered.length;
        }
    }
}

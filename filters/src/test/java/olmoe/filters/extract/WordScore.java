package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
}

package olmoe.filters.rule;

import java.util.List;
import olmoe.tokenizer.text.Spans;

/// Gopher's eight stop words in any case. No letter outside ASCII becomes one of theirs in lower case.
public final class StopWords {
    private static final List<String> WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final int LONGEST = 4;

    private StopWords() {}

    /// Whether a word is one of them.
    public static boolean isOne(Spans words, int i) {
        return words.length(i) <= LONGEST
                && switch (words.codePoint(i, 0)) {
                    case 't', 'T', 'b', 'B', 'o', 'O', 'a', 'A', 'h', 'H', 'w', 'W' -> holds(words, i);
                    default -> false;
                };
    }

    private static boolean holds(Spans words, int i) {
        for (String word : WORDS) {
            if (word.length() == words.length(i) && equal(words, i, word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(Spans words, int i, String word) {
        for (int k = 0; k < word.length(); k++) {
            int c = words.codePoint(i, k);
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}

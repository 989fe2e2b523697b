package olmoe.filters.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WordTrieTest {

    @Test
    void theLongestWordWhoseEndIsAcceptedWins() {
        WordTrie trie = new WordTrie(List.of("ab", "abcd", "b", "ab", "漢字", "漢"));
        int[] text = "xabcde漢字".codePoints().toArray();
        assertEquals(5, trie.longest(text, 1, text.length, end -> true));
        assertEquals(3, trie.longest(text, 1, 4, end -> true));
        assertEquals(3, trie.longest(text, 1, text.length, end -> end != 5));
        assertEquals(-1, trie.longest(text, 0, text.length, end -> true));
        assertEquals(8, trie.longest(text, 6, text.length, end -> true));
        assertEquals(-1, trie.longest(text, 8, text.length, end -> true));
        assertEquals(4, trie.longestWord());
    }

    @Test
    void findsWhatAComparisonWithEachWordFinds() {
        Random random = new Random(1);
        for (int n = 0; n < 500; n++) {
            Set<String> words = new HashSet<>();
            for (int k = random.nextInt(60); k >= 0; k--) {
                words.add(text(random, 4));
            }
            WordTrie trie = new WordTrie(words);
            String text = text(random, 12);
            for (int at = 0; at < text.length(); at++) {
                int from = at;
                int longest = words.stream()
                        .filter(word -> text.startsWith(word, from))
                        .mapToInt(word -> from + word.length())
                        .max()
                        .orElse(-1);
                assertEquals(
                        longest,
                        trie.longest(text.codePoints().toArray(), at, text.length(), end -> true),
                        words + text);
            }
        }
    }

    /// Of twenty letters, some of them outside ASCII.
    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            int letter = random.nextInt(random.nextBoolean() ? 2 : 20);
            text.append((char) (letter % 2 == 0 ? 'a' + letter : 'α' + letter));
        }
        return text.toString();
    }
}

package olmoe.filters.rule.datatrove;

import java.util.Set;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Words and phrases that datatrove's C4 filter looks for; the longest first where several begin alike.
final class BadWords {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    /// Words of languages without spaces that are common within others; in no list of any language.
    private static final Set<String> ALLOWED = Set.of("sm", "グロ", "女の子", "性");

    private final WordTrie trie;

    /// @param list white space around its entries does not count
    BadWords(WordList list) {
        trie = new WordTrie(list.words().stream()
                .map(word -> TextView.of(word).stripped())
                .filter(word -> !word.isEmpty() && !ALLOWED.contains(word))
                .toList());
    }

    /// Where the first word found begins and ends; null where there is none.
    ///
    /// @param text in lower case
    /// @param alone whether no `\w` may stand before and behind it
    int[] find(int[] text, boolean alone) {
        for (int at = 0; at < text.length; at++) {
            if (alone && at > 0 && PYTHON.isWord(text[at - 1])) {
                continue;
            }
            int found = trie.longest(
                    text, at, text.length, end -> !alone || end == text.length || !PYTHON.isWord(text[end]));
            if (found >= 0) {
                return new int[] {at, found};
            }
        }
        return null;
    }
}

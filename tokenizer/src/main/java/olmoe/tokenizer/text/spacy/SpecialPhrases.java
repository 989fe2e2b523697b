package olmoe.tokenizer.text.spacy;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Special cases that the affix rules would cut, as the tokens they are cut into: spaCy looks for these
/// in the whole document, so that `(:` in `(so(:` becomes one token again.
final class SpecialPhrases {
    /// The mark of a token that no phrase has.
    static final short NONE = 0;

    private static final SpecialPhrases PHRASES = new SpecialPhrases(EnglishRules.rules());

    private final TextNumbers words = new TextNumbers();
    private final List<short[]> next =
            new ArrayList<>(); // by node: the next node by mark, 0 for none; node 0 is the root
    private final List<Boolean> ends = new ArrayList<>();
    private int longest;

    private SpecialPhrases(EnglishRules rules) {
        node();
        Splitter splitter = new Splitter(false);
        for (int i = 0; i < rules.specialCount(); i++) {
            int[] text = rules.specialText(i);
            IntArrayList tokenEnds = new IntArrayList();
            splitter.split(text, 0, text.length, tokenEnds);
            // a phrase of one token is what stands there anyway
            if (tokenEnds.size() > 1) {
                add(text, tokenEnds.toIntArray());
            }
        }
    }

    static SpecialPhrases phrases() {
        return PHRASES;
    }

    private void add(int[] text, int[] tokenEnds) {
        int node = 0;
        int start = 0;
        for (int end : tokenEnds) {
            int mark = words.add(Arrays.copyOfRange(text, start, end)) + 1;
            short[] known = next.get(node);
            if (mark >= known.length) {
                known = Arrays.copyOf(known, 2 * mark);
                next.set(node, known);
            }
            if (known[mark] == 0) {
                known[mark] = (short) node();
            }
            node = known[mark];
            start = end;
        }
        ends.set(node, true);
        longest = Math.max(longest, tokenEnds.length);
    }

    private int node() {
        next.add(new short[4]);
        ends.add(false);
        return next.size() - 1;
    }

    /// The number of a token that phrases have, or [#NONE].
    short mark(int[] text, int from, int to) {
        return (short) (words.find(text, from, to) + 1);
    }

    /// The tokens that phrases have.
    List<int[]> words() {
        return words.texts();
    }

    /// In tokens.
    int longest() {
        return longest;
    }

    /// The node after one more token, or 0 where no phrase goes on like this. 0 is the root too.
    int next(int node, short mark) {
        short[] known = next.get(node);
        return mark < known.length ? known[mark] : 0;
    }

    boolean isEnd(int node) {
        return ends.get(node);
    }
}

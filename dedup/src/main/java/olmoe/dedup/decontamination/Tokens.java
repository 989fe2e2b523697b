package olmoe.dedup.decontamination;

import java.util.function.IntUnaryOperator;
import olmoe.tokenizer.text.TextView;

/// A text as numbers, with the place of each in the text, in code points.
///
/// @param ids the same for equal tokens; -1 for one that no item has
record Tokens(int[] ids, int[] starts, int[] ends) {

    int size() {
        return ids.length;
    }

    /// Reads texts token by token.
    interface Reader {
        Tokens item(String text);

        Tokens document(TextView text);
    }

    /// Lower-case words, exactly: each is compared with the one that it is taken for.
    static final class Words implements Reader {
        private final Vocabulary vocabulary = new Vocabulary();

        @Override
        public Tokens item(String text) {
            LowerCaseWords words = LowerCaseWords.of(TextView.of(text));
            return read(words, word -> vocabulary.add(words, word));
        }

        @Override
        public Tokens document(TextView text) {
            LowerCaseWords words = LowerCaseWords.of(text);
            return read(words, word -> {
                int number = vocabulary.find(words.hash(word));
                return number >= 0 && vocabulary.equal(number, words, word) ? number : -1;
            });
        }

        private static Tokens read(LowerCaseWords words, IntUnaryOperator number) {
            int[] ids = new int[words.size()];
            int[] starts = new int[ids.length];
            int[] ends = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = number.applyAsInt(i);
                starts[i] = words.start(i);
                ends[i] = words.end(i);
            }
            return new Tokens(ids, starts, ends);
        }
    }
}

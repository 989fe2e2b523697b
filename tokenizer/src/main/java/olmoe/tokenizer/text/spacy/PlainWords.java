package olmoe.tokenizer.text.spacy;

/// Chunks that no rule but the one for marks behind a word has anything to say of: letters of ASCII, perhaps one mark
/// after them. They are most of an English text, and known without a look at the chunks seen before.
final class PlainWords {
    private static final int BITS = 1 << 13;
    private static final int ASCII = 0x80;

    private final EnglishRules rules;
    private final long[] others = new long[BITS / Long.SIZE]; // by hash: whether a special case or marked token is so
    private final short[] marks = new short[ASCII]; // by character
    private final boolean[] cutOff = new boolean[ASCII]; // by mark: whether it is a token after any letter

    PlainWords(EnglishRules rules, SpecialPhrases phrases) {
        this.rules = rules;
        for (int i = 0; i < rules.specialCount(); i++) {
            add(rules.specialText(i));
        }
        phrases.words().forEach(this::add);
        for (int c = '!'; c < ASCII; c++) {
            int[] mark = {c};
            marks[c] = phrases.mark(mark, 0, 1);
            cutOff[c] = c != '.'
                    && c != '$' // the last character of prefixes
                    && !isLetter(c)
                    && rules.is(EnglishRules.SUFFIX, c)
                    && !rules.is(EnglishRules.UNIT_END, c)
                    && rules.special(mark, 0, 1) < 0;
        }
    }

    static boolean isLetter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' && c < ASCII;
    }

    /// Whether the letters `from..letters` of a text are one token, and what stands between them and `to` is another.
    ///
    /// @param lettersHash of the letters
    /// @param hash of all
    boolean isPlain(int[] text, int from, int letters, int to, int lettersHash, int hash) {
        return isNoOther(lettersHash) && (letters == to || isNoOther(hash) && isCutOff(text, from, letters));
    }

    /// The mark of a character of ASCII that is a token.
    short mark(int c) {
        return marks[c];
    }

    private boolean isCutOff(int[] text, int from, int mark) {
        int c = text[mark];
        if (c != '.') {
            return c < ASCII && cutOff[c];
        }
        return rules.is(EnglishRules.BEFORE_DOT, text[mark - 1])
                || mark - from > 1
                        && rules.is(EnglishRules.UPPER, text[mark - 1])
                        && rules.is(EnglishRules.UPPER, text[mark - 2]);
    }

    private boolean isNoOther(int hash) {
        int bit = TextNumbers.finish(hash) & BITS - 1;
        return (others[bit >> 6] & 1L << bit) == 0;
    }

    private void add(int[] text) {
        int hash = 0;
        for (int c : text) {
            hash = TextNumbers.step(hash, c);
        }
        int bit = TextNumbers.finish(hash) & BITS - 1;
        others[bit >> 6] |= 1L << bit;
    }
}

package olmoe.tokenizer.text.spacy;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;

/// Words and sentences as spaCy 3.8's English without a model has them: `spacy.blank("en")` with its
/// Tokenizer and Sentencizer, on Python 3.11. Texts are code points; a lone surrogate, on which spaCy fails, is a
/// character like others. Time is in proportion to length whatever the text.
public final class SpacyEnglish {
    private static final CodePoints PYTHON = CodePoints.unicode14();
    private static final EnglishRules RULES = EnglishRules.rules();

    private SpacyEnglish() {}

    /// The tokens that are no white space.
    public static Spans words(int[] text) {
        Tokens tokens = Tokens.of(text, 0, text.length);
        Spans.Collector words = new Spans.Collector(text, tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            if (!tokens.isWhiteSpace(i)) {
                words.add(tokens.start(i), tokens.end(i));
            }
        }
        return words.spans();
    }

    /// The sentences without white space around them; one of white space only is left out.
    public static Spans sentences(int[] text) {
        Tokens tokens = Tokens.of(text, 0, text.length);
        Spans.Collector sentences = new Spans.Collector(text);
        int first = 0;
        boolean ended = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (isSentenceEnd(text, tokens, i)) {
                ended = true;
            } else if (ended && !isPunctuation(text, tokens, i)) {
                addStripped(text, tokens.start(first), tokens.end(i - 1), sentences);
                first = i;
                ended = false;
            }
        }
        if (tokens.size() > 0) {
            addStripped(text, tokens.start(first), tokens.end(tokens.size() - 1), sentences);
        }
        return sentences.spans();
    }

    /// How many sentences a part of a text has, blank ones included; at least 1, also without any token.
    public static int sentenceCount(int[] text, int from, int to) {
        Tokens tokens = Tokens.of(text, from, to);
        int count = 1;
        boolean ended = false;
        for (int i = 0; i < tokens.size(); i++) {
            if (isSentenceEnd(text, tokens, i)) {
                ended = true;
            } else if (ended && !isPunctuation(text, tokens, i)) {
                ended = false;
                count++;
            }
        }
        return count;
    }

    private static boolean isSentenceEnd(int[] text, Tokens tokens, int i) {
        return tokens.end(i) - tokens.start(i) == 1 && RULES.is(EnglishRules.SENTENCE_END, text[tokens.start(i)]);
    }

    /// Whether all characters are of a general category P.
    private static boolean isPunctuation(int[] text, Tokens tokens, int i) {
        for (int at = tokens.start(i); at < tokens.end(i); at++) {
            switch (PYTHON.category(text[at])) {
                case Character.CONNECTOR_PUNCTUATION,
                        Character.DASH_PUNCTUATION,
                        Character.START_PUNCTUATION,
                        Character.END_PUNCTUATION,
                        Character.INITIAL_QUOTE_PUNCTUATION,
                        Character.FINAL_QUOTE_PUNCTUATION,
                        Character.OTHER_PUNCTUATION -> {}
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static void addStripped(int[] text, int from, int to, Spans.Collector sentences) {
        int start = from;
        int end = to;
        while (start < end && PYTHON.isSpace(text[start])) {
            start++;
        }
        while (start < end && PYTHON.isSpace(text[end - 1])) {
            end--;
        }
        if (start < end) {
            sentences.add(start, end);
        }
    }
}

package olmoe.filters.rule.olmo;

import java.util.Arrays;
import java.util.List;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What a word is when the most frequent ones are counted. The OLMoE paper does not say; characters are
/// Python 3.11's.
enum WordSplitter {

    /// Of dolma's `top_k.py` (branches of June 2024, the only public code of such a rule): a run of what is no word
    /// character is a word too, and within a run of word characters a new one begins at the first A to Z that
    /// is not the last character. Pieces are stripped, empty ones left out.
    DOLMA_TOPK("dolma-topk") {
        @Override
        Spans words(TextView text) {
            int[] points = text.codePoints();
            Spans.Collector words = new Spans.Collector(points);
            int at = 0;
            while (at < points.length) {
                int end = endOfRun(points, at);
                if (TABLE.isWord(points[at])) {
                    int capital = capital(points, at, end);
                    if (capital > at) {
                        words.add(at, capital);
                    }
                    if (capital < end) {
                        words.add(capital, end);
                    }
                } else {
                    addStripped(words, points, at, end);
                }
                at = end;
            }
            return words.spans();
        }
    },

    /// Python's `str.split()`.
    WHITESPACE("whitespace") {
        @Override
        Spans words(TextView text) {
            return text.words();
        }
    },

    /// Python's `\w+`.
    REGEX_WORD("regex-word") {
        @Override
        Spans words(TextView text) {
            int[] points = text.codePoints();
            Spans.Collector words = new Spans.Collector(points);
            int at = 0;
            while (at < points.length) {
                int end = endOfRun(points, at);
                if (TABLE.isWord(points[at])) {
                    words.add(at, end);
                }
                at = end;
            }
            return words.spans();
        }
    };

    private static final CodePoints TABLE = CodePoints.unicode14();

    private final String spelling;

    WordSplitter(String spelling) {
        this.spelling = spelling;
    }

    /// @throws IllegalArgumentException for a name of none
    static WordSplitter of(String spelling) {
        List<String> known = Arrays.stream(values()).map(WordSplitter::spelling).toList();
        int index = known.indexOf(spelling);
        if (index < 0) {
            throw new IllegalArgumentException("splitter must be one of " + known + " but was " + spelling);
        }
        return values()[index];
    }

    /// As it stands in recipes and columns.
    String spelling() {
        return spelling;
    }

    abstract Spans words(TextView text);

    /// Shares of the one and of the two most frequent words among all, 0 where there is none.
    final double[] shares(TextView text) {
        Spans words = words(text);
        int first = 0;
        int second = 0;
        for (int count : words.counts()) {
            if (count > first) {
                second = first;
                first = count;
            } else if (count > second) {
                second = count;
            }
        }
        int all = Math.max(1, words.size());
        return new double[] {(double) first / all, (double) (first + second) / all};
    }

    private static int endOfRun(int[] text, int at) {
        boolean word = TABLE.isWord(text[at]);
        int end = at + 1;
        while (end < text.length && TABLE.isWord(text[end]) == word) {
            end++;
        }
        return end;
    }

    private static int capital(int[] text, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            if (text[at] >= 'A' && text[at] <= 'Z') {
                return at;
            }
        }
        return to;
    }

    private static void addStripped(Spans.Collector words, int[] text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && TABLE.isSpace(text[start])) {
            start++;
        }
        while (end > start && TABLE.isSpace(text[end - 1])) {
            end--;
        }
        if (start < end) {
            words.add(start, end);
        }
    }
}

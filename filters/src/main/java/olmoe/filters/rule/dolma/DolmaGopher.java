package olmoe.filters.rule.dolma;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What dolma's Gopher taggers measure (`taggers/gopher.py`, allenai/dolma at 669f534), by their names.
///
/// Words are runs of what is not white space; ratios are 0 where there is none. `most_common` is the length of the
/// most common n-gram times its count over the characters of words, **also where it occurs once**, the first of
/// equals; `duplicate` the characters of all n-grams that repeat over those of all n-grams. An n-gram longer than
/// the text is not measured. Lines are not stripped: those of v1 stand between newlines, empty ones too, those of v2
/// between runs of newlines.
final class DolmaGopher {
    static final String WORDS = "word_count";
    static final String MEDIAN = "median_word_length";
    static final String SYMBOLS = "symbol_to_word_ratio";
    static final String ALPHABETIC = "fraction_of_words_with_alpha_character";
    static final String REQUIRED = "required_word_count";
    static final String BULLETS = "fraction_of_lines_starting_with_bullet_point";
    static final String ELLIPSES = "fraction_of_lines_ending_with_ellipsis";
    static final String LINES = "fraction_of_duplicate_lines";
    static final String LINE_CHARACTERS = "fraction_of_characters_in_duplicate_lines";
    static final int LAST_TOP = 4;
    static final int LAST = 10;

    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final CodePoints TABLE = CodePoints.unicode14();

    private DolmaGopher() {}

    static String nGram(int n) {
        return "fraction_of_characters_in_" + (n <= LAST_TOP ? "most_common_" : "duplicate_") + n + "grams";
    }

    /// @param runs whether several newlines cut but once
    static Map<String, Object> measure(TextView text, boolean runs) {
        Map<String, Object> values = new LinkedHashMap<>();
        Spans words = text.words();
        long characters = words.totalLength();
        if (text.length() > 0) {
            measureNGrams(words, characters, values);
        }
        values.put("character_count", (long) text.length());
        measureWords(words, values);
        measureLines(text, runs, characters, values);
        return values;
    }

    private static void measureNGrams(Spans words, long characters, Map<String, Object> values) {
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 2; n <= Math.min(LAST, words.size()); n++) {
            grams = grams.longer();
            values.put(nGram(n), n <= LAST_TOP ? top(grams, words, characters) : duplicate(grams, words));
        }
    }

    private static double top(RepeatedNGrams grams, Spans words, long characters) {
        int top = grams.mostCommon();
        long length = top < 0 ? length(grams, words, 0) : grams.count(top) * length(grams, words, grams.position(top));
        return (double) length / Math.max(characters, 1);
    }

    private static double duplicate(RepeatedNGrams grams, Spans words) {
        long all = 0;
        long length = 0; // of the n-gram that ends at a word
        for (int i = 0; i < words.size(); i++) {
            length += words.length(i) - (i < grams.n() ? 0 : words.length(i - grams.n()));
            all += i + 1 < grams.n() ? 0 : length;
        }
        long repeated = 0;
        for (int k = 0; k < grams.copies(); k++) {
            repeated += length(grams, words, grams.position(k));
        }
        return (double) repeated / Math.max(all, 1);
    }

    private static long length(RepeatedNGrams grams, Spans words, int i) {
        long length = 0;
        for (int k = i; k < i + grams.n(); k++) {
            length += words.length(k);
        }
        return length;
    }

    private static void measureWords(Spans words, Map<String, Object> values) {
        int[] lengths = new int[words.size()];
        long symbols = 0;
        long alphabetic = 0;
        long required = 0;
        for (int i = 0; i < words.size(); i++) {
            lengths[i] = words.length(i);
            boolean symbol = false;
            boolean letter = false;
            for (int k = 0; k < lengths[i]; k++) {
                int c = words.codePoint(i, k);
                symbol |= c == '#' || c == '…';
                letter |= TABLE.isLetter(c);
            }
            symbols += symbol ? 1 : 0;
            alphabetic += letter ? 1 : 0;
            required += isStopWord(words, i) ? 1 : 0;
        }
        int count = Math.max(1, words.size());
        values.put(WORDS, (long) words.size());
        values.put(MEDIAN, median(lengths));
        values.put(SYMBOLS, (double) symbols / count);
        values.put(ALPHABETIC, (double) alphabetic / count);
        values.put(REQUIRED, required);
    }

    private static boolean isStopWord(Spans words, int i) {
        for (String word : STOP_WORDS) {
            if (word.length() == words.length(i) && words.startsWith(i, word)) {
                return true;
            }
        }
        return false;
    }

    private static double median(int[] lengths) {
        if (lengths.length == 0) {
            return 0;
        }
        Arrays.sort(lengths);
        int middle = lengths.length / 2;
        return lengths.length % 2 == 1 ? lengths[middle] : (lengths[middle - 1] + lengths[middle]) / 2.0;
    }

    private static void measureLines(TextView text, boolean runs, long characters, Map<String, Object> values) {
        Spans lines = lines(text.codePoints(), runs);
        int[] ids = lines.ids();
        int[] counts = lines.counts();
        long bullets = 0;
        long ellipses = 0;
        long repeated = 0;
        long repeatedCharacters = 0;
        for (int i = 0; i < lines.size(); i++) {
            int length = lines.length(i);
            bullets += length > 0 && (lines.codePoint(i, 0) == '*' || lines.codePoint(i, 0) == '-') ? 1 : 0;
            ellipses += length > 0 && lines.codePoint(i, length - 1) == '…' ? 1 : 0;
            repeated += counts[ids[i]] > 1 ? 1 : 0;
            repeatedCharacters += counts[ids[i]] > 1 ? length : 0;
        }
        int count = lines.size();
        values.put(BULLETS, (double) bullets / count);
        values.put(ELLIPSES, (double) ellipses / count);
        values.put(LINES, (double) repeated / count);
        values.put(LINE_CHARACTERS, (double) repeatedCharacters / Math.max(characters, 1));
    }

    private static Spans lines(int[] text, boolean runs) {
        Spans.Collector lines = new Spans.Collector(text);
        int start = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '\n') {
                lines.add(start, at);
                while (runs && at + 1 < text.length && text[at + 1] == '\n') {
                    at++;
                }
                start = at + 1;
            }
        }
        return lines.spans();
    }
}

package olmoe.filters.rule.redpajama;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.rule.WhiteSpace;
import olmoe.filters.rule.WordList;
import olmoe.tokenizer.text.RepeatedNGrams;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// RedPajama-v2's quality signals of a document that need neither ccnet nor a model, by their names and rounded as
/// there (togethercomputer/RedPajama-Data at 6d2cee9, app/src/core/quality_signals: content.py, natural_language.py,
/// repetitions.py), for English. A signal that is null there has no column here.
///
/// @param badWords LDNOOBW's entries in lower case; empty where no list is given, and then there is no such column
record DocumentSignals(Set<String> badWords) implements Annotate {
    private static final Set<String> STOP_WORDS = Set.copyOf(
            WordList.builtin(DocumentSignals.class, "stop-words-en.txt").words());
    private static final String PREFIX = "rps_doc_";

    DocumentSignals {
        badWords = Set.copyOf(badWords);
    }

    static DocumentSignals of(List<String> words) {
        Set<String> stripped = new HashSet<>();
        words.forEach(word -> stripped.add(WhiteSpace.strip(word)));
        return new DocumentSignals(stripped);
    }

    @Override
    public String name() {
        return "doc-signals/redpajama-v2";
    }

    @Override
    public List<Attribute> provides() {
        List<Attribute> columns = new ArrayList<>();
        measure(TextView.of("a")).keySet().forEach(name -> columns.add(new Attribute(name, Attribute.Type.NUMBER)));
        return columns;
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        return measure(text);
    }

    private Map<String, Object> measure(TextView text) {
        int[] raw = text.codePoints();
        int[] normalized = SignalText.normalized(raw);
        Spans words = TextView.of(new String(normalized, 0, normalized.length)).words();
        Map<String, Object> signals = new LinkedHashMap<>();
        content(text, normalized, words, signals);
        language(text, words, signals);
        repetitions(words, signals);
        return signals;
    }

    private void content(TextView text, int[] normalized, Spans words, Map<String, Object> signals) {
        if (!badWords.isEmpty()) {
            signals.put(PREFIX + "ldnoobw_words", (double) listed(words));
        }
        String plain = new String(normalized, 0, normalized.length);
        int lorem = TextView.of(plain).occurrences("lorem ipsum");
        signals.put(PREFIX + "lorem_ipsum", lorem == 0 ? 0.0 : SignalText.ratio(lorem, normalized.length));
        int brackets = text.occurrences("{") + text.occurrences("}");
        signals.put(PREFIX + "curly_bracket", brackets == 0 ? 0.0 : SignalText.ratio(brackets, text.length()));
    }

    /// Entries of as many words as they have spaces, and one.
    private long listed(Spans words) {
        Set<Integer> lengths = new HashSet<>();
        badWords.forEach(word ->
                lengths.add(1 + (int) word.chars().filter(c -> c == ' ').count()));
        long count = 0;
        for (int length : lengths) {
            for (int i = 0; i + length <= words.size(); i++) {
                StringBuilder gram = new StringBuilder(words.text(i));
                for (int k = 1; k < length; k++) {
                    gram.append(' ').append(words.text(i + k));
                }
                count += badWords.contains(gram.toString()) ? 1 : 0;
            }
        }
        return count;
    }

    private static void language(TextView text, Spans words, Map<String, Object> signals) {
        int[] raw = text.codePoints();
        Spans rawWords = SignalText.rawWords(raw);
        int stops = 0;
        int lettered = 0;
        int capitals = 0;
        for (int i = 0; i < rawWords.size(); i++) {
            stops += rawWords.length(i) < 16 && STOP_WORDS.contains(rawWords.text(i)) ? 1 : 0;
            lettered += holdsLetter(rawWords, i) ? 1 : 0;
            capitals += isUpper(rawWords, i) ? 1 : 0;
        }
        int size = rawWords.size();
        signals.put(PREFIX + "stop_word_fraction", words.isEmpty() ? 0.0 : SignalText.ratio(stops, size));
        signals.put(PREFIX + "num_sentences", (double) sentences(raw));
        signals.put(PREFIX + "word_count", (double) words.size());
        if (size > 0) {
            int symbols = text.occurrences("#") + text.occurrences("...") + text.occurrences("…");
            signals.put(PREFIX + "symbol_to_word_ratio", SignalText.ratio(symbols, size));
            signals.put(PREFIX + "frac_no_alph_words", SignalText.rounded(1.0 - (double) lettered / size));
            signals.put(PREFIX + "frac_all_caps_words", SignalText.ratio(capitals, size));
        }
        Spans lines = SignalText.lines(raw);
        if (!lines.isEmpty()) {
            int ellipses = 0;
            for (int i = 0; i < lines.size(); i++) {
                ellipses +=
                        LineSignals.endsWith(raw, lines, i, "...") || LineSignals.endsWith(raw, lines, i, "…") ? 1 : 0;
            }
            signals.put(PREFIX + "frac_lines_end_with_ellipsis", SignalText.ratio(ellipses, lines.size()));
        }
        if (!words.isEmpty()) {
            signals.put(PREFIX + "mean_word_length", SignalText.ratio(words.totalLength(), words.size()));
            signals.put(PREFIX + "frac_unique_words", SignalText.ratio(words.distinct(), words.size()));
            double entropy = 0;
            for (int count : words.counts()) {
                double share = (double) count / words.size();
                entropy += -share * StrictMath.log(share);
            }
            signals.put(PREFIX + "unigram_entropy", SignalText.rounded(entropy));
        }
    }

    /// Matches of `\b[^.!?]+[.!?]*`.
    private static int sentences(int[] text) {
        int count = 0;
        int at = 0;
        while (at < text.length) {
            boolean before = at > 0 && SignalText.TABLE.isWord(text[at - 1]);
            if (isEnd(text[at]) || before == SignalText.TABLE.isWord(text[at])) {
                at++;
                continue;
            }
            while (at < text.length && !isEnd(text[at])) {
                at++;
            }
            while (at < text.length && isEnd(text[at])) {
                at++;
            }
            count++;
        }
        return count;
    }

    private static boolean isEnd(int c) {
        return c == '.' || c == '!' || c == '?';
    }

    private static boolean holdsLetter(Spans words, int i) {
        for (int k = 0; k < words.length(i); k++) {
            int c = words.codePoint(i, k);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
                return true;
            }
        }
        return false;
    }

    /// Python's str.isupper.
    private static boolean isUpper(Spans words, int i) {
        boolean cased = false;
        for (int k = 0; k < words.length(i); k++) {
            int c = words.codePoint(i, k);
            if (SignalText.TABLE.isCased(c)) {
                if (!SignalText.TABLE.isUppercase(c)) {
                    return false;
                }
                cased = true;
            }
        }
        return cased;
    }

    private static void repetitions(Spans words, Map<String, Object> signals) {
        RepeatedNGrams grams = RepeatedNGrams.ofWords(words);
        for (int n = 2; n <= 10; n++) {
            grams = grams.longer();
            if (n <= 4) {
                signals.put(PREFIX + "frac_chars_top_" + n + "gram", top(words, grams));
            } else {
                signals.put(PREFIX + "frac_chars_dupe_" + n + "grams", repeated(words, grams));
            }
        }
    }

    /// Characters of the most common n-gram, the first of several, times its number, of all; 0 where none repeats.
    private static double top(Spans words, RepeatedNGrams grams) {
        int top = grams.mostCommon();
        if (top < 0) {
            return 0;
        }
        long characters = 0;
        for (int i = grams.position(top); i < grams.position(top) + grams.n(); i++) {
            characters += words.length(i);
        }
        return SignalText.ratio((double) characters * grams.count(top), words.totalLength());
    }

    /// Characters of words within any n-gram that repeats, of all.
    private static double repeated(Spans words, RepeatedNGrams grams) {
        long characters = 0;
        int covered = 0; // words before this one are counted or left out
        for (int k = 0; k < grams.copies(); k++) {
            int position = grams.position(k);
            for (int i = Math.max(position, covered); i < position + grams.n(); i++) {
                characters += words.length(i);
            }
            covered = position + grams.n();
        }
        return characters == 0 ? 0 : SignalText.ratio(characters, words.totalLength());
    }
}

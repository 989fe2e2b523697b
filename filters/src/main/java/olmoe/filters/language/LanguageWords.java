package olmoe.filters.language;

import java.util.HashSet;
import java.util.Set;
import olmoe.filters.Settings;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Those rules of Gopher (arXiv 2112.11446, table A1) that depend on the language, for one whose profile is
/// given: number and mean length of words, stop words, and the writing.
///
/// Words are what stands between white space and holds a letter or number, stop words are compared in lower case and
/// without what stands around letters and numbers. In a profile with `words segments` a word is a segment of
/// UAX #29 that holds one, and a stop word is looked for anywhere in the text, as nothing shows where words
/// begin.
public record LanguageWords(LanguageProfile profile) implements MeasuringRule {
    private static final CodePoints TABLE = CodePoints.unicode16();

    /// By `language`, a profile that is here, or by `profile`, a file.
    static LanguageWords of(Settings settings) {
        String language = settings.text("language", "");
        LanguageProfile profile = settings.resource("profile")
                .map(file -> file.shared(LanguageProfile.class, LanguageProfile::read))
                .orElse(null);
        if (language.isEmpty() == (profile == null)) {
            throw settings.refused("expected either language, one of fi, id, th, or profile, a file");
        }
        if (profile == null) {
            profile = LanguageProfile.builtIn(language);
            if (profile == null) {
                throw settings.refused("language: expected one of fi, id, th, or else a profile, found " + language);
            }
        }
        return new LanguageWords(profile);
    }

    @Override
    public String name() {
        return "language-words";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = profile.cutsAtSpaces() ? text.words() : text.unicodeWords();
        Set<String> found = new HashSet<>();
        long count = 0;
        long characters = 0;
        for (int i = 0; i < words.size(); i++) {
            int from = 0;
            int to = words.length(i);
            while (from < to && !TABLE.isAlphanumeric(words.codePoint(i, from))) {
                from++;
            }
            while (to > from && !isInWord(words.codePoint(i, to - 1))) {
                to--;
            }
            if (from < to) {
                count++;
                characters += to - from;
                if (profile.cutsAtSpaces()) {
                    String word = TABLE.lower(new String(text.codePoints(), words.start(i) + from, to - from));
                    if (profile.stopWords().contains(word)) {
                        found.add(word);
                    }
                }
            }
        }
        if (!profile.cutsAtSpaces()) {
            String lower = TABLE.lower(text.text());
            profile.stopWords().stream().filter(lower::contains).forEach(found::add);
        }
        measurements.count("words", count);
        measurements.dropBelow("too-few-words", count, profile.number("min-words"));
        measurements.dropAbove("too-many-words", count, profile.number("max-words"));
        if (count > 0) {
            double mean = (double) characters / count;
            measurements.number("mean-word-length", mean);
            measurements.dropBelow("short-words", mean, profile.number("min-mean-word-length"));
            measurements.dropAbove("long-words", mean, profile.number("max-mean-word-length"));
        }
        double own = ownLetters(text.codePoints());
        measurements.number("own-letters", own);
        measurements.dropBelow("foreign-letters", own, profile.number("min-letters"));
        measurements.count("stop-words", found.size());
        measurements.dropBelow("stop-words", found.size(), profile.number("min-stop-words"));
    }

    /// Vowel signs end a word as letters do.
    private static boolean isInWord(int c) {
        return TABLE.isAlphanumeric(c) || TABLE.isMark(c);
    }

    /// Share of the letters that are of the language's writing; 0 without letters.
    private double ownLetters(int[] points) {
        long letters = 0;
        long own = 0;
        for (int c : points) {
            if (TABLE.isLetter(c)) {
                letters++;
                own += profile.isWrittenWith(c) ? 1 : 0;
            }
        }
        return letters == 0 ? 0 : (double) own / letters;
    }
}

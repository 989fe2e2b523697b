package olmoe.filters.rule.fixed;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The quality rules of Gopher as its paper states them (arXiv 2112.11446, table A1), without what the public
/// systems make of them.
///
/// A word is a run of what is not white space; lengths are code points. It counts for the number of words and for
/// their mean length where it holds a letter or number, whatever stands around that: DCLM does not count a word in
/// parentheses. `#` and ellipses (`...`, `. . .`, U+2026) have one limit, each alone, against all words. Lines are
/// stripped and not empty; bullets are `●`, `•`, `‣`, `◦`, `▪`, `*`, `-` and `–` with white space behind them, so
/// that a number below zero or an emphasised word is none. Stop words are different ones, in any case, without
/// the punctuation around them. A text of white space only is `empty`. Limits themselves are kept.
public record FixedGopherQuality(
        int minWords,
        int maxWords,
        double minMeanWordLength,
        double maxMeanWordLength,
        double maxSymbolRatio,
        double maxBulletLines,
        double maxEllipsisLines,
        double minAlphabeticWords,
        int minStopWords)
        implements MeasuringRule {
    private static final CodePoints TABLE = CodePoints.unicode16();
    private static final List<String> STOP_WORDS = List.of("the", "be", "to", "of", "and", "that", "have", "with");
    private static final int LONGEST_STOP_WORD = 4;
    private static final List<String> ELLIPSES = List.of("...", ". . .", "…");
    private static final String BULLETS = "●•‣◦▪*-–";

    public FixedGopherQuality {
        Limits.atLeast("min-words", 0, minWords);
        Limits.ordered("min-words", minWords, "max-words", maxWords);
        Limits.atLeast("min-mean-word-length", 0, minMeanWordLength);
        Limits.ordered("min-mean-word-length", minMeanWordLength, "max-mean-word-length", maxMeanWordLength);
        Limits.atLeast("max-symbol-ratio", 0, maxSymbolRatio);
        Limits.fraction("max-bullet-lines", maxBulletLines);
        Limits.fraction("max-ellipsis-lines", maxEllipsisLines);
        Limits.fraction("min-alphabetic-words", minAlphabeticWords);
        Limits.atLeast("min-stop-words", 0, minStopWords);
    }

    @Override
    public String name() {
        return "gopher-quality/fixed";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.words();
        measurements.dropBelow("empty", words.size(), 1);
        if (words.isEmpty()) {
            return;
        }
        Counts counts = new Counts(words);
        measurements.count("words", counts.words);
        measurements.dropBelow("too-few-words", counts.words, minWords);
        measurements.dropAbove("too-many-words", counts.words, maxWords);
        if (counts.words > 0) {
            double mean = (double) counts.characters / counts.words;
            measurements.number("mean-word-length", mean);
            measurements.dropBelow("short-words", mean, minMeanWordLength);
            measurements.dropAbove("long-words", mean, maxMeanWordLength);
        }
        ratio("hashes", text.occurrences("#"), words, measurements);
        ratio("ellipses", ELLIPSES.stream().mapToInt(text::occurrences).sum(), words, measurements);
        measureLines(text.lines(), measurements);
        double alphabetic = (double) counts.alphabetic / words.size();
        measurements.number("alphabetic-words", alphabetic);
        measurements.dropBelow("non-alphabetic-words", alphabetic, minAlphabeticWords);
        measurements.count("stop-words", Integer.bitCount(counts.stopWords));
        measurements.dropBelow("stop-words", Integer.bitCount(counts.stopWords), minStopWords);
    }

    private void ratio(String name, int symbols, Spans words, Measurements measurements) {
        double ratio = (double) symbols / words.size();
        measurements.number(name, ratio);
        measurements.dropAbove(name, ratio, maxSymbolRatio);
    }

    private void measureLines(Spans lines, Measurements measurements) {
        long bullets = 0;
        long ellipses = 0;
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            bullets += beginsWithBullet(lines, i) ? 1 : 0;
            ellipses += ELLIPSES.stream().anyMatch(ellipsis -> lines.endsWith(line, ellipsis)) ? 1 : 0;
        }
        double bulletShare = (double) bullets / lines.size();
        double ellipsisShare = (double) ellipses / lines.size();
        measurements.number("bullet-lines", bulletShare);
        measurements.number("ellipsis-lines", ellipsisShare);
        measurements.dropAbove("bullet-lines", bulletShare, maxBulletLines);
        measurements.dropAbove("ellipsis-lines", ellipsisShare, maxEllipsisLines);
    }

    private static boolean beginsWithBullet(Spans lines, int i) {
        return BULLETS.indexOf(lines.codePoint(i, 0)) >= 0
                && (lines.length(i) == 1 || TABLE.isSpace(lines.codePoint(i, 1)));
    }

    /// One pass over the words.
    private static final class Counts {
        private long words;
        private long characters;
        private long alphabetic;
        private int stopWords; // a bit each

        Counts(Spans all) {
            for (int i = 0; i < all.size(); i++) {
                int first = -1;
                int last = -1;
                boolean letter = false;
                for (int k = 0; k < all.length(i); k++) {
                    int c = all.codePoint(i, k);
                    if (TABLE.isAlphanumeric(c)) {
                        first = first < 0 ? k : first;
                        last = k;
                        letter |= TABLE.isLetter(c);
                    }
                }
                if (first >= 0) {
                    words++;
                    characters += all.length(i);
                    alphabetic += letter ? 1 : 0;
                    stopWords |= last - first < LONGEST_STOP_WORD ? stopWord(all, i, first, last + 1) : 0;
                }
            }
        }

        private static int stopWord(Spans words, int i, int from, int to) {
            for (int k = 0; k < STOP_WORDS.size(); k++) {
                String stopWord = STOP_WORDS.get(k);
                int at = 0;
                while (at < stopWord.length()
                        && from + at < to
                        && TABLE.lower(words.codePoint(i, from + at)) == stopWord.charAt(at)) {
                    at++;
                }
                if (at == stopWord.length() && from + at == to) {
                    return 1 << k;
                }
            }
            return 0;
        }
    }
}

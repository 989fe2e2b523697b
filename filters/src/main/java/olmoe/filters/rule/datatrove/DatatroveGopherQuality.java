package olmoe.filters.rule.datatrove;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// The quality rules of Gopher (arXiv 2112.11446, table A1) as datatrove's GopherQualityFilter applies them,
/// version 0.10.1; reasons are its own.
///
/// Words are spaCy's tokens. Those of punctuation only count neither for the number of words nor for their
/// mean length, but all count for the ratios and for the share with a letter, so that prose full of marks is
/// dropped there. `#` and ellipses (`...`, U+2026) have one limit, each alone. Bullets are U+2022 and `-`.
/// Stop words are different ones, in lower case. Lines are those of Python's splitlines, empty ones included.
/// Limits themselves are kept. A text without words is `gopher_short_doc`.
public record DatatroveGopherQuality(
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
    private static final int LONGEST_STOP_WORD = 4;
    private static final int[] STOP_WORDS = packed("the", "be", "to", "of", "and", "that", "have", "with");
    private static final CodePoints PYTHON = CodePoints.unicode14();

    public DatatroveGopherQuality {
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
        return "gopher-quality/datatrove";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.spacyWords();
        Counts counts = new Counts(words);
        measurements.count("words", words.size());
        measurements.count("non-symbol-words", counts.nonSymbolWords);
        measurements.dropBelow("gopher_short_doc", counts.nonSymbolWords, minWords);
        measurements.dropAbove("gopher_long_doc", counts.nonSymbolWords, maxWords);
        if (counts.nonSymbolWords > 0) {
            double mean = (double) counts.nonSymbolCharacters / counts.nonSymbolWords;
            measurements.number("mean-word-length", mean);
            measurements.dropBelow("gopher_below_avg_threshold", mean, minMeanWordLength);
            measurements.dropAbove("gopher_above_avg_threshold", mean, maxMeanWordLength);
        }
        if (!words.isEmpty()) {
            double hashes = (double) text.occurrences("#") / words.size();
            double ellipses = (double) (text.occurrences("...") + text.occurrences("…")) / words.size();
            measurements.number("hash-ratio", hashes);
            measurements.number("ellipsis-ratio", ellipses);
            measurements.dropAbove("gopher_too_many_hashes", hashes, maxSymbolRatio);
            measurements.dropAbove("gopher_too_many_ellipsis", ellipses, maxSymbolRatio);
        }
        measureLines(text.splitLines(), measurements);
        if (!words.isEmpty()) {
            double alphabetic = (double) counts.alphabeticWords / words.size();
            measurements.number("alphabetic-words", alphabetic);
            measurements.dropBelow("gopher_below_alpha_threshold", alphabetic, minAlphabeticWords);
        }
        measurements.count("stop-words", Integer.bitCount(counts.stopWords));
        measurements.dropBelow("gopher_enough_stop_words", Integer.bitCount(counts.stopWords), minStopWords);
    }

    private void measureLines(Spans lines, Measurements measurements) {
        if (lines.isEmpty()) {
            return;
        }
        long bullets = 0;
        long ellipses = 0;
        for (int i = 0; i < lines.size(); i++) {
            bullets += beginsWithBullet(lines, i) ? 1 : 0;
            ellipses += endsWithEllipsis(lines, i) ? 1 : 0;
        }
        double bulletShare = (double) bullets / lines.size();
        double ellipsisShare = (double) ellipses / lines.size();
        measurements.number("bullet-lines", bulletShare);
        measurements.number("ellipsis-lines", ellipsisShare);
        measurements.dropAbove("gopher_too_many_bullets", bulletShare, maxBulletLines);
        measurements.dropAbove("gopher_too_many_end_ellipsis", ellipsisShare, maxEllipsisLines);
    }

    private static boolean beginsWithBullet(Spans lines, int i) {
        int at = 0;
        while (at < lines.length(i) && PYTHON.isSpace(lines.codePoint(i, at))) {
            at++;
        }
        return at < lines.length(i) && (lines.codePoint(i, at) == '•' || lines.codePoint(i, at) == '-');
    }

    private static boolean endsWithEllipsis(Spans lines, int i) {
        int end = lines.length(i);
        while (end > 0 && PYTHON.isSpace(lines.codePoint(i, end - 1))) {
            end--;
        }
        if (end == 0) {
            return false;
        }
        int last = lines.codePoint(i, end - 1);
        return last == '…'
                || last == '.' && end > 2 && lines.codePoint(i, end - 2) == '.' && lines.codePoint(i, end - 3) == '.';
    }

    /// A byte a character.
    private static int[] packed(String... words) {
        int[] packed = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            for (char c : words[i].toCharArray()) {
                packed[i] = packed[i] << Byte.SIZE | c;
            }
        }
        return packed;
    }

    /// One pass over the words.
    private static final class Counts {
        private long nonSymbolWords;
        private long nonSymbolCharacters;
        private long alphabeticWords;
        private int stopWords; // a bit each

        Counts(Spans words) {
            for (int i = 0; i < words.size(); i++) {
                boolean symbols = true;
                boolean alphabetic = false;
                int length = words.length(i);
                for (int k = 0; k < length && (symbols || !alphabetic); k++) {
                    int c = words.codePoint(i, k);
                    boolean letter = PYTHON.isLetter(c);
                    alphabetic |= letter;
                    symbols = symbols && DatatroveCharacters.isSymbol(c);
                }
                alphabeticWords += alphabetic ? 1 : 0;
                if (!symbols) {
                    nonSymbolWords++;
                    nonSymbolCharacters += length;
                }
                stopWords |= length <= LONGEST_STOP_WORD && alphabetic ? stopWord(words, i) : 0;
            }
        }

        private static int stopWord(Spans words, int i) {
            int packed = 0;
            for (int k = 0; k < words.length(i); k++) {
                int c = words.codePoint(i, k);
                if (c > 'z') {
                    return 0;
                }
                packed = packed << Byte.SIZE | c;
            }
            for (int k = 0; k < STOP_WORDS.length; k++) {
                if (STOP_WORDS[k] == packed) {
                    return 1 << k;
                }
            }
            return 0;
        }
    }
}

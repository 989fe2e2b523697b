package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// NeMo Curator's heuristic filters with the limits of its pipeline for English, whose settings have that program's
/// names.
public final class NemoRules {
    private static final String NEMO = "NVIDIA-NeMo/Curator at 1e2e427, ";
    private static final String GOPHER = "; Gopher, arXiv 2112.11446, table A1";

    private static final NemoSymbolsToWords SYMBOLS = new NemoSymbolsToWords(0.1);
    private static final NemoRepeatedLines REPEATED = new NemoRepeatedLines(0.7, 0.7, 0.8, 0.8);
    private static final NemoWordCount WORD_COUNT = new NemoWordCount(50, 100_000);
    private static final NemoWordsWithoutAlphabets ALPHABETS = new NemoWordsWithoutAlphabets(0.8);
    private static final NemoCommonEnglishWords COMMON = new NemoCommonEnglishWords(2);
    private static final NemoMeanWordLength WORD_LENGTH = new NemoMeanWordLength(3, 10);
    private static final NemoEllipsis ELLIPSIS = new NemoEllipsis(0.3);
    private static final NemoNGrams N_GRAMS =
            new NemoNGrams(List.of(0.20, 0.18, 0.16), List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10));
    private static final NemoBullets BULLETS = new NemoBullets(0.9);

    private NemoRules() {}

    public static List<Entry> entries() {
        return List.of(
                of(
                        "NonAlphaNumericFilter",
                        new NemoNonAlphanumeric(0.25),
                        "too many other characters than letters and digits"),
                of("SymbolsToWordsFilter" + GOPHER, SYMBOLS, "too many words are # or an ellipsis"),
                of("NumbersFilter", new NemoNumbers(0.15), "too many digits"),
                of("UrlsFilter", new NemoUrls(0.2), "too much of the text is URLs"),
                of("WhiteSpaceFilter", new NemoWhiteSpace(0.25), "too much white space"),
                of("ParenthesesFilter", new NemoParentheses(0.1), "too many brackets"),
                of("BoilerPlateStringFilter", new NemoBoilerplate(0.4), "too many paragraphs of policies and cookies"),
                of("RepeatedLinesFilter and three more" + GOPHER, REPEATED, "too many repeated lines or paragraphs"),
                of("WordCountFilter" + GOPHER, WORD_COUNT, "too few or too many words"),
                of("PunctuationFilter", new NemoPunctuation(0.85), "too many lines without an end mark"),
                of("WordsWithoutAlphabetsFilter" + GOPHER, ALPHABETS, "too few words with a letter"),
                of("CommonEnglishWordsFilter" + GOPHER, COMMON, "too few English stop words"),
                of("MeanWordLengthFilter" + GOPHER, WORD_LENGTH, "words too short or too long on average"),
                of("LongWordFilter", new NemoLongWord(1000), "a word that is too long"),
                of("EllipsisFilter" + GOPHER, ELLIPSIS, "too many lines end with an ellipsis"),
                of(
                        "RepeatingTopNGramsFilter, RepeatingDuplicateNGramsFilter" + GOPHER,
                        N_GRAMS,
                        "too many repeated word n-grams"),
                of("BulletsFilter" + GOPHER, BULLETS, "too many lines begin with a bullet"),
                of("PornographicUrlsFilter", new NemoPornographicUrls(), "a URL with porn in it"),
                of(
                        "seven filters" + GOPHER,
                        new NemoGopherQuality(SYMBOLS, WORD_COUNT, ALPHABETS, COMMON, WORD_LENGTH, ELLIPSIS, BULLETS),
                        "symbols, word count, words without a letter, stop words, word length, ellipses, bullets, in this order"),
                of(
                        "thirteen filters" + GOPHER,
                        new NemoGopherRepetition(REPEATED, N_GRAMS),
                        "too many repeated lines, paragraphs or word n-grams"),
                NemoSequence.english(NEMO),
                NemoSequence.nonEnglish(NEMO));
    }

    private static Entry of(String filter, Record rule, String summary) {
        return Entry.of(rule, NEMO + filter, summary);
    }
}

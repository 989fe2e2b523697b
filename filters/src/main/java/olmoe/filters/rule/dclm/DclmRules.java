package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.Catalogue.Entry;

/// DCLM-Baseline's list of steps, by their names without number.
public final class DclmRules {
    private static final String DCLM = "DCLM-Baseline, mlfoundations/dclm at 361714b";

    private static final DclmPageLength PAGE_LENGTH = new DclmPageLength(50, 100_000);
    private static final DclmWordLength WORD_LENGTH = new DclmWordLength(3, 10);
    private static final DclmSymbolRatio SYMBOL_RATIO = new DclmSymbolRatio(0.1);
    private static final DclmBullets BULLETS = new DclmBullets(0.9);
    private static final DclmEllipsis ELLIPSIS = new DclmEllipsis(0.3);
    private static final DclmAlphabetic ALPHABETIC = new DclmAlphabetic(0.2);
    private static final DclmStopWords STOP_WORDS = new DclmStopWords(2);
    private static final DclmGopherQuality QUALITY =
            new DclmGopherQuality(PAGE_LENGTH, WORD_LENGTH, SYMBOL_RATIO, BULLETS, ELLIPSIS, ALPHABETIC, STOP_WORDS);
    private static final DclmGopherRepetition REPETITION = new DclmGopherRepetition(
            0.30, 0.30, 0.20, 0.20, List.of(0.20, 0.18, 0.16), List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10));

    private DclmRules() {}

    public static List<Entry> entries() {
        return List.of(
                step(10, PAGE_LENGTH, "too few or too many words"),
                step(11, WORD_LENGTH, "words too short or too long on average"),
                step(12, SYMBOL_RATIO, "too many # and ellipses for the words"),
                step(13, BULLETS, "too many lines begin with a bullet"),
                step(14, ELLIPSIS, "too many lines end with an ellipsis"),
                step(15, ALPHABETIC, "too many words without a letter"),
                step(16, STOP_WORDS, "too few English stop words"),
                Entry.of(
                        QUALITY,
                        DCLM + ", steps 10 to 16; Gopher, arXiv 2112.11446, table A1",
                        "the seven rules above in this order"),
                Entry.of(
                        REPETITION,
                        DCLM + ", step 17; Gopher, arXiv 2112.11446, table A1",
                        "too many repeated lines, paragraphs or word n-grams"));
    }

    private static Entry step(int number, Record rule, String summary) {
        return Entry.of(rule, DCLM + ", step " + number, summary);
    }
}

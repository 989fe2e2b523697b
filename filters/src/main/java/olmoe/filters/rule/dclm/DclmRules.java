package olmoe.filters.rule.dclm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.WordList;

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
                step(2, new DclmDomainKey(), "the domain as step 2 compares it"),
                new Entry(
                        "domain-ban/dclm",
                        Kind.JUDGE,
                        DCLM + ", step 2, whose list is not public",
                        "a domain of the list given",
                        Map.of("domains", "a file, one domain a line"),
                        settings -> DclmDomainBan.of(WordList.required("domains", settings))),
                urlWords(3, "strict", 1, true),
                urlWords(4, "hard", 1, false),
                urlWords(5, "soft", 2, false),
                step(6, new DclmUrlRemoval(), "takes URLs and IPv4 addresses out"),
                step(7, new DclmNewlineRemoval(2), "shortens runs of newlines"),
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
                        "page length, word length, symbols, bullets, ellipses, words without a letter, stop words, in this order"),
                Entry.of(
                        REPETITION,
                        DCLM + ", step 17; Gopher, arXiv 2112.11446, table A1",
                        "too many repeated lines, paragraphs or word n-grams"),
                step(18, new DclmWordCounter(), "the number of words"),
                lineStep(19, new DclmUppercaseLines(0.5), "takes lines of upper case away"),
                lineStep(20, new DclmNumericLines(0.999999), "takes lines of digits away"),
                lineStep(21, new DclmCounterLines(), "takes lines such as `3 likes` away"),
                lineStep(22, new DclmLineLength(2), "takes lines of one word away"),
                lineStep(23, new DclmItemsInCart(10), "takes `items in cart` out of short lines"),
                lineStep(24, new DclmReadMore(10), "takes `Read more...` off the end of short lines"),
                lineStep(25, new DclmSignIn(10), "takes `Sign-in` off the start of short lines"),
                lineStep(26, new DclmRemovalRatio(0.05), "too many words removed since word-counter/dclm"),
                Entry.of(
                        new DclmC4Lines(190_000, 1000, 5),
                        "mlfoundations/dclm at 361714b, baselines_configs/c4.yaml; C4, arXiv 1910.10683, section 2.2",
                        "takes lines away; drops lorem ipsum, curly brackets, long texts"),
                Entry.of(
                        new DclmNormalizeUrl(),
                        "mlfoundations/dclm at 361714b, normalize_url",
                        "the URL by which equal pages are found"),
                DclmSequence.entry(DCLM));
    }

    private static Entry step(int number, Record rule, String summary) {
        return Entry.of(rule, DCLM + ", step " + number, summary);
    }

    /// One of those that look at lines, which are RefinedWeb's.
    private static Entry lineStep(int number, Record rule, String summary) {
        return Entry.of(rule, DCLM + ", step " + number + "; RefinedWeb, arXiv 2306.01116, appendix G.2", summary);
    }

    private static Entry urlWords(int number, String list, int minMatches, boolean anywhere) {
        String name = "url-" + list + "/dclm";
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("words", "builtin");
        limits.put("min-matches", minMatches);
        return new Entry(
                name,
                Kind.JUDGE,
                DCLM + ", step " + number,
                minMatches == 1 ? "a word of the list in the URL" : minMatches + " words of the list in the URL",
                limits,
                settings -> DclmUrlWords.of(
                        name,
                        WordList.of(settings.resource("words"), DclmRules.class, "url-" + list + ".txt"),
                        settings.count("min-matches", minMatches),
                        anywhere));
    }
}

package olmoe.filters.rule.datamap;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.dclm.DclmRules;

/// The steps of datamap-rs's port of DCLM-Baseline's list, by its names.
public final class DatamapRules {
    private static final String DATAMAP = "allenai/datamap-rs at f771794, configs/dclm/dclm_config.yaml";

    private static final DatamapPageLen PAGE_LEN = new DatamapPageLen(50, 100_000);
    private static final DatamapWordLen WORD_LEN = new DatamapWordLen(3, 10);
    private static final DatamapSymbol SYMBOL = new DatamapSymbol(0.1);
    private static final DatamapBullet BULLET = new DatamapBullet(0.9);
    private static final DatamapEllipsis ELLIPSIS = new DatamapEllipsis(0.3);
    private static final DatamapAlphabetic ALPHABETIC = new DatamapAlphabetic(0.2);
    private static final DatamapStopWord STOP_WORD = new DatamapStopWord(2);

    private DatamapRules() {}

    public static List<Entry> entries() {
        return List.of(
                urlWords("strict", 1, true),
                urlWords("hard", 1, false),
                urlWords("soft", 2, false),
                step(new DatamapNewline(2), "shortens runs of newlines"),
                step(PAGE_LEN, "too few or too many words"),
                step(WORD_LEN, "words too short or too long on average, in bytes"),
                step(SYMBOL, "too many # and ellipses for the words"),
                step(BULLET, "too many lines begin with a bullet"),
                step(ELLIPSIS, "too many lines end with an ellipsis"),
                step(ALPHABETIC, "too many words without a letter, or one word"),
                step(STOP_WORD, "too few English stop words"),
                step(
                        new DatamapGopherQuality(PAGE_LEN, WORD_LEN, SYMBOL, BULLET, ELLIPSIS, ALPHABETIC, STOP_WORD),
                        "page length, word length, symbols, bullets, ellipses, words without a letter, stop words, in this order"),
                step(
                        new DatamapRepetition(
                                0.30,
                                0.30,
                                0.20,
                                0.20,
                                List.of(0.20, 0.18, 0.16),
                                List.of(0.15, 0.14, 0.13, 0.12, 0.11, 0.10)),
                        "too many repeated lines, paragraphs or word n-grams"),
                step(new DatamapWordCount(), "the number of words"),
                step(new DatamapUppercase(0.5), "takes lines of upper case away"),
                step(new DatamapNumeric(0.999999), "takes lines of digits away"),
                step(new DatamapCounter(), "takes lines such as `3 likes` away"),
                step(new DatamapLineLen(2), "takes lines of one word away"),
                step(new DatamapItemsInCart(), "takes `items in cart` out of lines"),
                step(new DatamapReadMore(), "takes `Read more...` off the end of lines"),
                step(new DatamapSignIn(), "takes `Sign-in` off the start of lines"),
                step(new DatamapRemovalRatio(0.05), "too many words removed since word-count/datamap"),
                DatamapSequence.entry(DATAMAP),
                repetitionTokens(false, "a token n-gram many times in a row, by ids of cl100k"),
                repetitionTokens(true, "the same, copies counted from multiples of the n-gram's length only"));
    }

    private static Entry step(Record rule, String summary) {
        return Entry.of(rule, DATAMAP, summary);
    }

    private static Entry repetitionTokens(boolean aligned, String summary) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("min-period", 1);
        limits.put("max-period", 13);
        limits.put("min-times", 32);
        return new Entry(
                DatamapRepetitionTokens.name(aligned),
                Kind.TOKENS,
                "allenai/datamap-rs at f771794, ngram_repetition_filter" + (aligned ? " with skip_offsets" : ""),
                summary,
                limits,
                settings -> new DatamapRepetitionTokens(
                        settings.count("min-period", 1),
                        settings.count("max-period", 13),
                        settings.count("min-times", 32),
                        aligned));
    }

    private static Entry urlWords(String list, int minMatches, boolean anywhere) {
        String name = "url-" + list + "/datamap";
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("words", "builtin");
        limits.put("min-matches", minMatches);
        return new Entry(
                name,
                Kind.JUDGE,
                DATAMAP,
                minMatches == 1 ? "a word of the list in the URL" : minMatches + " words of the list in the URL",
                limits,
                settings -> DatamapUrlWords.of(
                        name,
                        WordList.of(settings.resource("words"), DclmRules.class, "url-" + list + ".txt"),
                        settings.count("min-matches", minMatches),
                        anywhere));
    }
}

package olmoe.filters.rule.datamap;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.TextView;

/// Drops a document by words in its URL: `url_substring_filter` of allenai/datamap-rs at f771794.
///
/// The URL is taken in lower case. Matches are sought from the left without overlaps, **the one that ends first
/// wins, and its borders are looked at afterwards**, so that a shorter entry hides a longer one; every match counts,
/// also of the same entry. A document with that many is dropped; the reference drops one without a URL too.
///
/// @param anywhere sought anywhere in the URL without `-` and `.`; otherwise between what is not alphanumeric
public record DatamapUrlWords(String name, WordTrie words, int minMatches, boolean anywhere) implements Judge {

    public DatamapUrlWords {
        Limits.atLeast("min-matches", 1, minMatches);
    }

    static DatamapUrlWords of(String name, WordList list, int minMatches, boolean anywhere) {
        return new DatamapUrlWords(name, new WordTrie(list.words()), minMatches, anywhere);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        Measurements measurements = new Measurements();
        if (document.url() == null) {
            measurements.dropBelow("no-url", 0, 1);
            return measurements.verdict();
        }
        String url = RustText.TABLE.lower(document.url());
        int[] points = (anywhere ? url.replace("-", "").replace(".", "") : url)
                .codePoints()
                .toArray();
        long matches = 0;
        int from = 0;
        for (int end = 1; end <= points.length; end++) {
            int start = startOfMatch(points, from, end);
            if (start >= 0) {
                matches += anywhere || isBorder(points, start - 1) && isBorder(points, end) ? 1 : 0;
                from = end;
            }
        }
        measurements.count("matches", matches);
        measurements.dropFrom("url-words", matches, minMatches);
        return measurements.verdict();
    }

    /// Where the longest entry begins that ends at `end`, or -1.
    private int startOfMatch(int[] url, int from, int end) {
        for (int start = Math.max(from, end - words.longestWord()); start < end; start++) {
            int to = end;
            if (words.longest(url, start, end, reached -> reached == to) == end) {
                return start;
            }
        }
        return -1;
    }

    private static boolean isBorder(int[] url, int at) {
        return at < 0
                || at >= url.length
                || !(RustText.TABLE.isAlphabetic(url[at]) || RustText.TABLE.isNumber(url[at]));
    }
}

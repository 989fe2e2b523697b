package olmoe.filters.rule.dclm;

import java.util.TreeSet;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a document by words in its URL. Steps 3 to 5 of DCLM-Baseline's list, mlfoundations/dclm at
/// 361714b.
///
/// The URL is taken in lower case; what counts is how many different entries of the list stand in it, read
/// from the left, the longest first, without overlaps. A document with that many is dropped; one without a URL
/// is kept.
///
/// @param minMatches the fewest that drop
/// @param anywhere sought anywhere in the URL without `-` and `.`; otherwise between borders of words
public record DclmUrlWords(String name, WordTrie words, int minMatches, boolean anywhere) implements Judge {
    private static final CodePoints TABLE = CodePoints.unicode14();

    public DclmUrlWords {
        Limits.atLeast("min-matches", 1, minMatches);
    }

    public static DclmUrlWords of(String name, WordList list, int minMatches, boolean anywhere) {
        return new DclmUrlWords(name, new WordTrie(list.lowerCase().words()), minMatches, anywhere);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        String url = document.url() == null ? "" : TABLE.lower(document.url());
        TreeSet<String> matches = matches(anywhere ? url.replace("-", "").replace(".", "") : url);
        Measurements measurements = new Measurements();
        measurements.count("matches", matches.size());
        measurements.text("matched", String.join(" ", matches));
        measurements.dropFrom("url-words", matches.size(), minMatches);
        return measurements.verdict();
    }

    private TreeSet<String> matches(String url) {
        int[] points = url.codePoints().toArray();
        int[] folded = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            folded[i] = LinePhrase.folded(points[i]);
        }
        TreeSet<String> matches = new TreeSet<>();
        for (int at = 0; at < points.length; at++) {
            int end = anywhere || isBorder(points, at)
                    ? words.longest(folded, at, points.length, to -> anywhere || isBorder(points, to))
                    : -1;
            if (end > at) {
                matches.add(new String(points, at, end - at));
                at = end - 1;
            }
        }
        return matches;
    }

    private static boolean isBorder(int[] url, int at) {
        return (at > 0 && TABLE.isWord(url[at - 1])) != (at < url.length && TABLE.isWord(url[at]));
    }
}

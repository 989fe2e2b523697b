package olmoe.filters.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a document of which too large a share are words or phrases of a list.
///
/// A word is a run of letters, digits and marks between others, in lower case, an apostrophe or hyphen within
/// it kept; in writing without spaces that is a whole run, so lists for such languages find only words that
/// stand alone. Of overlapping phrases the one that begins first and is longest counts, with all its words. A
/// document without words is kept.
///
/// @param maxShare highest share of the words to keep, in 0..1
public record ListedWords(WordList list, double maxShare) implements Judge {

    public ListedWords {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("max-share must be between 0 and 1 but was " + maxShare);
        }
    }

    @Override
    public String name() {
        return "toxicity/words";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        List<String> words = words(text);
        int listed = 0;
        for (int i = 0; i < words.size(); ) {
            int matched = 0;
            StringBuilder phrase = new StringBuilder();
            for (int n = 1; n <= list.longest() && i + n <= words.size(); n++) {
                phrase.append(n > 1 ? " " : "").append(words.get(i + n - 1));
                matched = list.has(phrase.toString()) ? n : matched;
            }
            listed += matched;
            i += Math.max(1, matched);
        }
        double share = words.isEmpty() ? 0 : (double) listed / words.size();
        Map<String, Object> values = Map.of("listed-words", (long) listed, "listed-share", share);
        return share > maxShare ? new Verdict.Drop("listed-words", share, maxShare, values) : new Verdict.Keep(values);
    }

    private static List<String> words(TextView text) {
        CodePoints unicode = CodePoints.unicode16();
        List<String> words = new ArrayList<>();
        int[] points = text.codePoints();
        Spans runs = text.words();
        for (int k = 0; k < runs.size(); k++) {
            int start = -1;
            for (int i = runs.start(k); i <= runs.end(k); i++) {
                boolean inside = i < runs.end(k)
                        && (unicode.isLetter(points[i])
                                || unicode.isNumber(points[i])
                                || unicode.isMark(points[i])
                                || start >= 0 && (points[i] == '\'' || points[i] == '-' || points[i] == 0x2019));
                if (inside && start < 0) {
                    start = i;
                } else if (!inside && start >= 0) {
                    int end = i;
                    while (points[end - 1] == '\'' || points[end - 1] == '-' || points[end - 1] == 0x2019) {
                        end--;
                    }
                    words.add(unicode.lower(new String(points, start, end - start)));
                    start = -1;
                }
            }
        }
        return words;
    }
}

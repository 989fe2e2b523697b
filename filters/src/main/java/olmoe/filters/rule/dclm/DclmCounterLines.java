package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.TextView;

/// Takes lines away that are a counter, such as `3 likes` or `1.2K views`. Step 21 of DCLM-Baseline's
/// list, mlfoundations/dclm at 361714b.
///
/// Such a line, in lower case, is a decimal digit, digits, commas and full stops, perhaps one of k, m and b,
/// white space, and what is counted, with only what is no word character before and after. The text is
/// stripped, and a document of which nothing is left is dropped.
public record DclmCounterLines() implements Edit {
    private static final List<String> COUNTED = List.of(
            "likes",
            "shares",
            "comments",
            "retweets",
            "reposts",
            "quotes",
            "bookmarks",
            "upvotes",
            "downvotes",
            "downloads",
            "views",
            "followers");

    @Override
    public String name() {
        return "counter-lines/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        return LineSteps.filter(text, true, (points, from, to) -> !isCounter(points, from, to));
    }

    private static boolean isCounter(int[] text, int from, int to) {
        int at = from;
        while (at < to && !LineSteps.TABLE.isWord(text[at])) {
            at++;
        }
        if (at == to || !isDecimal(text[at])) {
            return false;
        }
        while (at < to && (isDecimal(text[at]) || text[at] == ',' || text[at] == '.')) {
            at++;
        }
        if (at < to && isThousands(LineSteps.TABLE.lower(text[at]))) {
            at++;
        }
        int end = at;
        while (at < to && LineSteps.TABLE.isSpace(text[at])) {
            at++;
        }
        return at > end && endsWithCounted(text, at, to);
    }

    private static boolean endsWithCounted(int[] text, int from, int to) {
        for (String word : COUNTED) {
            int at = from;
            while (at < to && at - from < word.length() && LineSteps.TABLE.lower(text[at]) == word.charAt(at - from)) {
                at++;
            }
            if (at - from == word.length()) {
                while (at < to && !LineSteps.TABLE.isWord(text[at])) {
                    at++;
                }
                return at == to;
            }
        }
        return false;
    }

    private static boolean isDecimal(int c) {
        return LineSteps.TABLE.category(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    private static boolean isThousands(int c) {
        return c == 'k' || c == 'm' || c == 'b';
    }
}

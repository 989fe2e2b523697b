package olmoe.filters.rule.datamap;

import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Takes lines away that are a counter, such as `3 likes`: `regex_line_modifier` of allenai/datamap-rs at f771794,
/// with the pattern built into the code, as the key of its configuration is not the one that is read.
///
/// Such a line, in lower case, is a decimal digit, digits, commas and full stops, perhaps one of k, m and b,
/// white space, and what is counted, with only what is no word character before and after. A document of which no
/// line is left is dropped.
public record DatamapCounter() implements Edit {
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
        return "counter/datamap";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        long[] stay = new long[1];
        String left = RustText.filter(text, (points, from, to) -> {
            boolean stays = !isCounter(points, from, to);
            stay[0] += stays ? 1 : 0;
            return stays;
        });
        Map<String, Object> values = Map.of("lines-left", stay[0]);
        return stay[0] == 0 ? new Edited(left, new Verdict.Drop("empty", 0, 1, values)) : Edited.kept(left, values);
    }

    private static boolean isCounter(int[] text, int from, int to) {
        int at = skipOthers(text, from, to);
        if (at == to || !isDecimal(text[at])) {
            return false;
        }
        while (at < to && (isDecimal(text[at]) || text[at] == ',' || text[at] == '.')) {
            at++;
        }
        if (at < to && "kmb".indexOf(RustText.TABLE.lower(text[at])) >= 0) {
            at++;
        }
        int end = at;
        while (at < to && RustText.TABLE.isWhiteSpace(text[at])) {
            at++;
        }
        if (at == end) {
            return false;
        }
        for (String word : COUNTED) {
            int i = 0;
            while (i < word.length() && at + i < to && RustText.TABLE.lower(text[at + i]) == word.charAt(i)) {
                i++;
            }
            if (i == word.length()) {
                return skipOthers(text, at + i, to) == to;
            }
        }
        return false;
    }

    private static int skipOthers(int[] text, int from, int to) {
        int at = from;
        while (at < to && !isWord(text[at])) {
            at++;
        }
        return at;
    }

    /// `\w` of the regex crate.
    private static boolean isWord(int c) {
        return RustText.TABLE.isAlphabetic(c)
                || RustText.TABLE.isMark(c)
                || isDecimal(c)
                || RustText.TABLE.category(c) == Character.CONNECTOR_PUNCTUATION
                || c == 0x200C
                || c == 0x200D;
    }

    private static boolean isDecimal(int c) {
        return RustText.TABLE.category(c) == Character.DECIMAL_DIGIT_NUMBER;
    }
}

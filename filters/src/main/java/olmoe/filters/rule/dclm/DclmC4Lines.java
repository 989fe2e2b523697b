package olmoe.filters.rule.dclm;

import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// C4's rules (arXiv 1910.10683, section 2.2) as DCLM applies them: `baselines_configs/c4.yaml` of
/// mlfoundations/dclm at 361714b from its limit of characters to its lines of policies. Its count of sentences,
/// for which NLTK's trained model is needed, comes after them and is not here.
///
/// Lines stand between U+000A. Those with a word over `maxWordLength` go; citation marks are taken out; then lines
/// go that do not end in one of `.!?"…`, end in `...` or `…`, or have fewer words than the least; **empty ones
/// stay**. `lorem ipsum` in what is left drops the document, then lines with `javascript` go, `{` drops it, lines
/// with one of six phrases of policies go, and the text is stripped. Limits themselves are kept.
public record DclmC4Lines(int maxCharacters, int maxWordLength, int minWordsOfLine) implements Edit {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final List<String> CITATIONS = List.of("[edit]", "[citation needed]");
    private static final List<String> SCRIPT = List.of("javascript");
    private static final List<String> POLICIES =
            List.of("terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies");

    public DclmC4Lines {
        Limits.atLeast("max-characters", 0, maxCharacters);
        Limits.atLeast("max-word-length", 0, maxWordLength);
        Limits.atLeast("min-words-of-line", 0, minWordsOfLine);
    }

    @Override
    public String name() {
        return "c4-lines/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        if (text.length() > maxCharacters) {
            return dropped("too-many-characters", text.length(), maxCharacters);
        }
        TextView left = TextView.of(withoutCitations(text));
        left = TextView.of(LineSteps.filter(left, false, this::isSentence).text());
        if (left.text().isEmpty()) {
            return dropped("empty", 0, 1);
        }
        if (TABLE.lower(left.text()).contains("lorem ipsum")) {
            return dropped("lorem-ipsum", 1, 0);
        }
        left = TextView.of(LineSteps.filter(left, true, (all, from, to) -> !holds(SCRIPT, all, from, to))
                .text());
        if (left.text().indexOf('{') >= 0) {
            return dropped("curly-bracket", 1, 0);
        }
        String last = LineSteps.filter(left, true, (all, from, to) -> !holds(POLICIES, all, from, to))
                .text();
        return LineSteps.edited(last, Map.of());
    }

    private static Edited dropped(String reason, double value, double limit) {
        return new Edited("", new Verdict.Drop(reason, value, limit, Map.of()));
    }

    /// Also without the lines that have a word that is too long.
    private String withoutCitations(TextView text) {
        TextView view =
                text.after(LineSteps.filter(text, false, this::hasNoLongWord).text());
        int[] all = view.codePoints();
        Rewrite rewrite = new Rewrite(view);
        for (int at = 0; at < all.length; at++) {
            int end = all[at] == '[' ? endOfCitation(all, at) : 0;
            if (end > 0) {
                rewrite.omit(at, end);
                at = end - 1;
            }
        }
        return rewrite.text();
    }

    private static int endOfCitation(int[] text, int start) {
        int end = start + 1;
        while (end < text.length && TABLE.category(text[end]) == Character.DECIMAL_DIGIT_NUMBER) {
            end++;
        }
        if (end < text.length && text[end] == ']') {
            return end + 1;
        }
        for (String citation : CITATIONS) {
            int k = 0;
            while (k < citation.length() && start + k < text.length && text[start + k] == citation.charAt(k)) {
                k++;
            }
            if (k == citation.length()) {
                return start + k;
            }
        }
        return 0;
    }

    private boolean hasNoLongWord(int[] text, int from, int to) {
        int start = from;
        for (int at = from; at <= to; at++) {
            if (at == to || TABLE.isSpace(text[at])) {
                if (at - start > maxWordLength) {
                    return false;
                }
                start = at + 1;
            }
        }
        return true;
    }

    private boolean isSentence(int[] text, int from, int to) {
        if (from == to) {
            return true;
        }
        int end = to;
        while (end > from && TABLE.isSpace(text[end - 1])) {
            end--;
        }
        int last = end > from ? text[end - 1] : 0;
        boolean ends = last == '!'
                || last == '?'
                || last == '"'
                || last == '.' && !(end - from >= 3 && text[end - 2] == '.' && text[end - 3] == '.');
        return ends && LineSteps.words(text, from, to, minWordsOfLine) >= minWordsOfLine;
    }

    /// As re.IGNORECASE compares.
    private static boolean holds(List<String> phrases, int[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            int c = LinePhrase.folded(text[at]);
            if (c == 'j' || c == 't' || c == 'p' || c == 'c' || c == 'u') {
                for (String phrase : phrases) {
                    if (c == phrase.charAt(0) && begins(phrase, text, at, to)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean begins(String phrase, int[] text, int at, int to) {
        if (to - at < phrase.length()) {
            return false;
        }
        for (int k = 1; k < phrase.length(); k++) {
            if (LinePhrase.folded(text[at + k]) != phrase.charAt(k)) {
                return false;
            }
        }
        return true;
    }
}

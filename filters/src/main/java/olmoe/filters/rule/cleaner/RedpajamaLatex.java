package olmoe.filters.rule.cleaner;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Cleans the LaTeX of a paper as RedPajama v1 does arXiv's (togethercomputer/RedPajama-Data, branch rp_v1,
/// data_prep/arxiv/arxiv_cleaner.py): what stands before the first section goes, then comments, then all from the
/// appendix or the bibliography on; macros without arguments are expanded, see [LatexMacros].
///
/// A comment within a line takes the character before it along, and a lone `%` at the end of a line stays. A file
/// without a section is dropped, and one with a macro of characters outside ASCII, on which the reference fails; so
/// is one whose macros take more than 1,000 passes or make it more than eight times as long.
public record RedpajamaLatex() implements Edit {
    private static final String[] ENDS = {
        "\\appendix", "\\begin{references}", "\\begin{REFERENCES}", "\\begin{thebibliography}", "\\bibliography{"
    };

    @Override
    public String name() {
        return "clean-latex/redpajama";
    }

    @Override
    public Edited edit(Document document, TextView view) {
        String text = view.text();
        int section = LatexSections.first(text);
        if (section < 0) {
            return dropped("no-section");
        }
        String body = beforeEnd(withoutComments(withoutCommentLines(text.substring(section))));
        LatexMacros macros = LatexMacros.of(text);
        if (!macros.areAscii()) {
            return dropped("macro-characters");
        }
        String expanded = macros.expand(body);
        if (expanded == null) {
            return dropped("macro-expansion");
        }
        return expanded.isEmpty()
                ? dropped("empty")
                : Edited.kept(expanded, Map.of("removed-characters", (long) text.length() - body.length()));
    }

    private static Edited dropped(String reason) {
        return new Edited("", Verdict.drop(reason, 0, 1));
    }

    private static String withoutCommentLines(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end + 1;
            if (text.charAt(start) != '%') {
                kept.append(text, start, end);
            }
            start = end;
        }
        return kept.toString();
    }

    private static String withoutComments(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int copied = 0;
        for (int sign = text.indexOf('%', 1); sign >= 0; ) {
            int lineEnd = text.indexOf('\n', sign);
            lineEnd = lineEnd < 0 ? text.length() : lineEnd;
            int before = sign - 1;
            if (Character.isLowSurrogate(text.charAt(before))
                    && before > 0
                    && Character.isHighSurrogate(text.charAt(before - 1))) {
                before--;
            }
            boolean comment = before >= copied && text.charAt(before) != '\\' && lineEnd > sign + 1;
            if (comment) {
                kept.append(text, copied, before);
                copied = lineEnd;
                sign = text.indexOf('%', lineEnd + 1);
            } else {
                sign = text.indexOf('%', sign + 1);
            }
        }
        return kept.append(text, copied, text.length()).toString();
    }

    private static String beforeEnd(String text) {
        int end = text.length();
        for (String sign : ENDS) {
            int at = text.indexOf(sign);
            if (at >= 0 && at < end && (!sign.endsWith("{") || text.indexOf('}', at + sign.length()) >= 0)) {
                end = at;
            }
        }
        return text.substring(0, end);
    }
}

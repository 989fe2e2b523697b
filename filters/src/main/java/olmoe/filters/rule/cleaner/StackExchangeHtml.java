package olmoe.filters.rule.cleaner;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.code.HtmlText;
import olmoe.tokenizer.text.TextView;

/// Takes the text of a Stack Exchange post from its HTML as RedPajama v1 does (togethercomputer/RedPajama-Data,
/// branch rp_v1, data_prep/stack_exchange/post_processing.py): `<li>` and `<ol>` become lines with a star, everything
/// else is its text, white space in code as it is. Tags are read as Python's html.parser reads them, where RedPajama
/// has lxml; posts are well formed, so that both see the same.
public record StackExchangeHtml() implements Edit {

    @Override
    public String name() {
        return "clean-stackexchange-html/redpajama";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        String page = text.text()
                .replace("<li>", "\n*")
                .replace("</li>", "")
                .replace("<ol>", "\n*")
                .replace("</ol>", "");
        String visible = HtmlText.of(TextView.of(page).codePoints());
        if (visible == null) {
            return new Edited("", Verdict.drop("unreadable", 0, 1));
        }
        return visible.isEmpty()
                ? new Edited("", Verdict.drop("empty", 0, 1))
                : Edited.kept(
                        visible, Map.of("removed-characters", (long) text.text().length() - visible.length()));
    }
}

package olmoe.filters.rule.cleaner;

import java.util.Map;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Takes the text from Markdown as CommonMark describes it; our own rule.
///
/// Headings, quotes, emphasis, links and images leave their words, fences their code as it is. Front matter between
/// `---` lines, comments, tags, link definitions, rules and the second row of tables go; list signs stay. What is
/// opened and not closed stays. White space of more than one blank line outside code becomes one. A text of which
/// nothing stays is dropped.
public record Markdown() implements Edit {

    @Override
    public String name() {
        return "clean-markdown";
    }

    @Override
    public Edited edit(Document document, TextView view) {
        String cleaned = new MarkdownBlocks(view.text()).text();
        return cleaned.isEmpty()
                ? new Edited("", Verdict.drop("empty", 0, 1))
                : Edited.kept(
                        cleaned, Map.of("removed-characters", (long) view.text().length() - cleaned.length()));
    }

    static String inline(String text) {
        return Entities.resolve(new MarkdownInline(MarkupTags.strip(text, Set.of("script", "style"))).text());
    }
}

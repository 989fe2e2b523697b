package olmoe.filters.rule.cleaner;

import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.filters.rule.WhiteSpace;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Takes the text of an article from MediaWiki's markup; our own rule.
///
/// Comments, templates, tables, references, files, categories and links to other languages go, with all that stands
/// in them, and every other tag without its content; of a link its words stay, of a heading its text. Sections named
/// in `dropSections` go up to the next heading of the same or a higher level. What is opened and not closed stays as
/// it is. White space of more than one blank line becomes one. A text of which nothing stays is dropped.
///
/// @param dropSections headings in lower case
public record Wikitext(List<String> dropSections) implements Edit {
    private static final Set<String> WITHOUT_CONTENT = Set.of(
            "ref",
            "gallery",
            "timeline",
            "score",
            "imagemap",
            "templatedata",
            "syntaxhighlight",
            "source",
            "math",
            "chem",
            "hiero",
            "graph",
            "mapframe",
            "maplink",
            "style",
            "script");
    private static final Set<String> NAMESPACES = Set.of(
            "file",
            "image",
            "media",
            "category",
            "datei",
            "bild",
            "kategorie",
            "fichier",
            "catégorie",
            "archivo",
            "categoría",
            "special",
            "template");

    public Wikitext {
        dropSections = List.copyOf(dropSections);
    }

    @Override
    public String name() {
        return "clean-wikitext";
    }

    @Override
    public Edited edit(Document document, TextView view) {
        String text = MarkupTags.strip(view.text(), WITHOUT_CONTENT);
        String inline = Entities.resolve(new WikitextInline(text, NAMESPACES).text());
        String cleaned = Lines.squeezed(sections(inline));
        return cleaned.isEmpty()
                ? new Edited("", Verdict.drop("empty", 0, 1))
                : Edited.kept(
                        cleaned, Map.of("removed-characters", (long) view.text().length() - cleaned.length()));
    }

    /// Lines without headings' signs, list signs and horizontal rules, dropped sections left out.
    private String sections(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int droppedLevel = 0;
        for (String line : text.split("\n", -1)) {
            int level = level(line);
            if (level > 0) {
                String heading = WhiteSpace.strip(line);
                heading = WhiteSpace.strip(heading.substring(level, heading.length() - level));
                boolean drops = dropSections.contains(CodePoints.unicode16().lower(heading));
                droppedLevel = drops && (droppedLevel == 0 || level <= droppedLevel)
                        ? level
                        : droppedLevel > 0 && level > droppedLevel ? droppedLevel : 0;
                if (droppedLevel == 0) {
                    kept.append(heading).append('\n');
                }
            } else if (droppedLevel == 0 && !line.startsWith("----")) {
                kept.append(item(line)).append('\n');
            }
        }
        return kept.toString();
    }

    /// The number of signs around a heading, 0 for another line.
    private static int level(String line) {
        String heading = WhiteSpace.strip(line);
        int level = 0;
        while (level < 6 && level < heading.length() && heading.charAt(level) == '=') {
            level++;
        }
        boolean closed = heading.length() > 2 * level && heading.endsWith("=".repeat(level));
        return line.startsWith("=") && closed ? level : 0;
    }

    private static String item(String line) {
        int signs = 0;
        while (signs < line.length() && "*#:;".indexOf(line.charAt(signs)) >= 0) {
            signs++;
        }
        boolean list = signs > 0 && (line.charAt(signs - 1) == '*' || line.charAt(signs - 1) == '#');
        return signs == 0 ? line : (list ? "- " : "") + WhiteSpace.strip(line.substring(signs));
    }
}

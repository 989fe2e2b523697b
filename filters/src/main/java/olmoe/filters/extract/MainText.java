package olmoe.filters.extract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;
import olmoe.tokenizer.text.TextView;
import org.jsoup.helper.ValidationException;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;

/// Takes the main text from a page: paragraphs, headings, lists, tables and code that a reader came for,
/// without menus, banners and footers.
///
/// The page is cut into blocks; trees say of each how probable it is that it belongs, from its own text, its tags, the
/// hints in class and id around it, its place and its neighbours; so many stay as [Choice] finds best, in their order,
/// headings and paragraphs with an empty line between them. A document without a page passes unchanged. A page without
/// main text becomes an empty text: to drop it is for a later rule.
public record MainText() implements Edit {
    private static final int MOST_DEPTH = 400;

    @Override
    public String name() {
        return "extract/main-text";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(
                new Attribute("title", Attribute.Type.TEXT),
                new Attribute("date", Attribute.Type.TEXT),
                new Attribute("author", Attribute.Type.TEXT));
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Page page = document.page();
        if (page == null) {
            return Edited.kept(document.text(), Map.of());
        }
        return edit(page);
    }

    /// @return the text, and of title, date and author those that the page says
    /// @throws RejectedDocumentException when it is no HTML
    public static Edited edit(Page page) {
        if (!isHtml(page.contentType())) {
            throw new RejectedDocumentException("content type is no HTML");
        }
        if (isBinary(page.body())) {
            throw new RejectedDocumentException("binary data, not HTML");
        }
        org.jsoup.nodes.Document html = parse(page);
        BlockReader reader = read(html);
        return Edited.kept(
                text(reader.blocks(), Trees.mainText().probabilities(Features.rows(reader))),
                reader.facts().values());
    }

    /// @param guesses how probable it is of each block that it belongs to the main text
    static String text(List<Block> blocks, double[] guesses) {
        double[] probabilities = Asides.lowered(blocks, Inserts.lifted(blocks, Repeats.without(blocks, guesses)));
        boolean[] stays = Choice.of(blocks, probabilities);
        StringBuilder text = new StringBuilder();
        Block last = null;
        for (int i = 0; i < stays.length; i++) {
            if (stays[i]) {
                Block block = blocks.get(i);
                if (last != null) {
                    text.append(isTight(last, block) ? "\n" : "\n\n");
                }
                text.append(block.text);
                last = block;
            }
        }
        return text.toString();
    }

    /// Items of a list and rows of a table follow each other without an empty line.
    private static boolean isTight(Block before, Block after) {
        return before.tag.equals(after.tag)
                && (after.tag.equals("li")
                        || after.tag.equals("tr")
                        || after.tag.equals("dt")
                        || after.tag.equals("dd"));
    }

    static org.jsoup.nodes.Document parse(Page page) {
        // In HTML it opens a comment that ends at the next `>`; the parser takes the whole page for text instead.
        String text = PageCharset.decode(page.body(), page.contentType()).replace("<![CDATA[", "<!CDATA[");
        try {
            return Parser.htmlParser().setMaxDepth(MOST_DEPTH).parseInput(text, "");
        } catch (ValidationException e) { // jsoup 1.22.2 loses count of templates in pages deeper than that
            throw new RejectedDocumentException("the HTML parser gives up: " + e.getMessage(), e);
        }
    }

    static BlockReader read(org.jsoup.nodes.Document html) {
        BlockReader reader = new BlockReader(new PageFacts(html.head()));
        NodeTraversor.filter(reader, html.body());
        return reader;
    }

    private static boolean isHtml(String contentType) {
        if (contentType == null) {
            return true;
        }
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.contains("html") || type.endsWith("xml") || type.equals("text/plain");
    }

    /// No charset but UTF-16 has bytes of zero in text.
    private static boolean isBinary(byte[] body) {
        int looked = Math.min(body.length, 4096);
        if (looked >= 2
                && (body[0] == (byte) 0xff && body[1] == (byte) 0xfe
                        || body[0] == (byte) 0xfe && body[1] == (byte) 0xff)) {
            return false;
        }
        int controls = 0;
        for (int i = 0; i < looked; i++) {
            int b = body[i];
            if (b == 0) {
                return true;
            }
            controls += b > 0 && b < 32 && b != '\t' && b != '\n' && b != '\r' && b != '\f' ? 1 : 0;
        }
        return controls * 20 > looked;
    }
}

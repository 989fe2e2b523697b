package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/// Cuts a page into blocks in one walk over its tree, which does not recurse. Space is collapsed but for
/// `pre`; a `br` is a newline in its block, two of them end it; a table row without blocks in its cells is
/// one block with tabs between.
final class BlockReader implements NodeFilter {

    private static final Set<String> SKIPPED = Set.of(
            "head",
            "script",
            "style",
            "template",
            "svg",
            "iframe",
            "object",
            "embed",
            "canvas",
            "audio",
            "video",
            "map",
            "select",
            "option",
            "datalist",
            "textarea",
            "input",
            "annotation",
            "annotation-xml",
            "noframes",
            "frameset",
            "applet",
            "param",
            "progress",
            "meter");

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "button",
            "center",
            "caption",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "noscript",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "ul");

    /// How many nodes of a table row are looked at to see whether its cells hold blocks.
    private static final int ROW_NODES = 400;

    private final List<Block> blocks = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final PageFacts facts;
    private Region region;
    private int linkDepth;
    private int preDepth;
    private Element row;
    private boolean inWord;
    private boolean wordLinked;
    private int words;
    private int linkWords;
    private int wideCharacters;
    private int links;
    private long inlineHints;
    private final Map<String, Long> namesSeen = new HashMap<>();

    BlockReader(PageFacts facts) {
        this.facts = facts;
    }

    PageFacts facts() {
        return facts;
    }

    List<Block> blocks() {
        return blocks;
    }

    List<Region> regions() {
        return regions;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode textNode) {
            if (preDepth > 0) {
                appendPreformatted(textNode.getWholeText());
            } else {
                append(textNode.getWholeText());
            }
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        String tag = element.normalName();
        if (SKIPPED.contains(tag)) {
            if (tag.equals("script")) {
                facts.script(element);
            }
            return FilterResult.SKIP_ENTIRELY;
        }
        facts.marked(element);
        if (tag.equals("br")) {
            lineBreak();
        } else if (tag.equals("meta")) {
            facts.meta(element);
        } else if (BLOCKS.contains(tag)) {
            if (row == null) {
                flush();
                if (tag.equals("tr") && isDataRow(element)) {
                    row = element;
                }
            }
            if (tag.equals("pre")) {
                preDepth++;
            }
            long hints = region == null ? 0 : Hint.of(element, namesSeen);
            region = new Region(region, tag, hints, shape(element), blocks.size());
            regions.add(region);
        } else {
            if (Hint.isHidden(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            if (tag.equals("a")) {
                linkDepth++;
                links++;
            }
            inlineHints |= Hint.of(element, namesSeen);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String tag = element.normalName();
        if (tag.equals("a")) {
            linkDepth--;
        } else if (BLOCKS.contains(tag)) {
            if (element == row) {
                row = null;
            }
            if (row == null) {
                flush();
            } else if (tag.equals("td") || tag.equals("th")) {
                endWord();
                trimSpace();
                if (text.length() > 0) {
                    text.append('\t');
                }
            }
            if (tag.equals("pre")) {
                preDepth--;
            }
            region.end = blocks.size();
            region = region.parent;
        }
        return FilterResult.CONTINUE;
    }

    private void append(String run) {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (isSpace(c)) {
                endWord();
                int length = text.length();
                if (length > 0 && text.charAt(length - 1) > ' ') {
                    text.append(' ');
                }
            } else if (c != '\u200b' && c != '\u00ad' && c != '\ufeff') {
                text.append(c);
                inWord(c);
            }
        }
    }

    private void appendPreformatted(String run) {
        for (int i = 0; i < run.length(); i++) {
            char c = run.charAt(i);
            if (c == '\r') {
                continue;
            }
            if (isSpace(c)) {
                endWord();
                text.append(c == '\u00a0' ? ' ' : c);
            } else {
                text.append(c);
                inWord(c);
            }
        }
    }

    private static boolean isSpace(char c) {
        return c <= ' '
                || c == '\u00a0'
                || c == '\u2002'
                || c == '\u2003'
                || c == '\u2009'
                || c == '\u3000'
                || c == '\u202f';
    }

    private void inWord(char c) {
        if (!inWord) {
            inWord = true;
            wordLinked = linkDepth > 0;
        }
        if (c >= '\u3040' && c <= '\u9fff') {
            wideCharacters++;
        }
    }

    private void endWord() {
        if (inWord) {
            count(1);
            inWord = false;
        }
        if (wideCharacters > 1) {
            // languages without spaces: two characters as a word
            count(wideCharacters / 2);
        }
        wideCharacters = 0;
    }

    private void count(int more) {
        words += more;
        linkWords += wordLinked ? more : 0;
    }

    private void lineBreak() {
        if (row != null) {
            append(" ");
            return;
        }
        endWord();
        if (preDepth > 0) {
            text.append('\n');
            return;
        }
        trimSpace();
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\n') {
            flush();
        } else if (length > 0) {
            text.append('\n');
        }
    }

    private void trimSpace() {
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == ' ') {
            length--;
        }
        text.setLength(length);
    }

    private void flush() {
        endWord();
        if (words > 0) {
            String block = preDepth > 0 ? trimmedLines() : trimmed();
            blocks.add(new Block(block, region.tag, region, words, linkWords, links, inlineHints));
        }
        text.setLength(0);
        words = 0;
        linkWords = 0;
        links = 0;
        inlineHints = 0;
    }

    /// Digits in class names number the items of one template.
    private static int shape(Element element) {
        int shape = element.normalName().hashCode();
        String names = element.className();
        for (int i = 0; i < names.length(); i++) {
            char c = names.charAt(i);
            if (c < '0' || c > '9') {
                shape = shape * 31 + c;
            }
        }
        return shape;
    }

    private String trimmed() {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) <= ' ') {
            start++;
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    /// Without empty lines around; the first line keeps its indentation.
    private String trimmedLines() {
        int start = 0;
        int end = text.length();
        for (int i = 0; i < end && text.charAt(i) <= ' '; i++) {
            if (text.charAt(i) == '\n') {
                start = i + 1;
            }
        }
        while (end > start && text.charAt(end - 1) <= ' ') {
            end--;
        }
        return text.substring(start, end);
    }

    /// Whether the cells hold inline text only.
    private static boolean isDataRow(Element row) {
        int looked = 0;
        Node node = row;
        while (true) {
            node = next(node, row);
            if (node == null) {
                return true;
            }
            if (++looked > ROW_NODES) {
                return false;
            }
            if (node instanceof Element element) {
                String tag = element.normalName();
                if (BLOCKS.contains(tag) && !tag.equals("td") && !tag.equals("th")) {
                    return false;
                }
            }
        }
    }

    private static Node next(Node node, Node root) {
        if (node.childNodeSize() > 0) {
            return node.childNode(0);
        }
        Node up = node;
        while (up != root) {
            Node sibling = up.nextSibling();
            if (sibling != null) {
                return sibling;
            }
            up = up.parent();
        }
        return null;
    }
}

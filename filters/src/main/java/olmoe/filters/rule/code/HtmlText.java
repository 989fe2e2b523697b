package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import olmoe.filters.rule.WhiteSpace;
import olmoe.tokenizer.text.CodePoints;
import org.jsoup.nodes.Entities;

/// How much text a page shows, as Beautiful Soup's `get_text()` with Python 3.11's html.parser has it once script and
/// style elements are out: what StarCoder and dolma compare with the page's length (preprocessing/filtering.py of
/// bigcode-project/bigcode-dataset at bebec92).
///
/// Comments, declarations and ruby or template texts do not count, runs of white space between tags are one
/// character, and an unknown entity loses its semicolon. Work is bounded by the page's length: a page of more
/// unfinished tags than that allows cannot be read.
public final class HtmlText {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final Set<String> EMPTY_ELEMENTS = Set.of(
            "area",
            "base",
            "br",
            "col",
            "embed",
            "hr",
            "img",
            "input",
            "keygen",
            "link",
            "menuitem",
            "meta",
            "param",
            "source",
            "track",
            "wbr",
            "basefont",
            "bgsound",
            "command",
            "frame",
            "image",
            "isindex",
            "nextid",
            "spacer");
    private static final Set<String> OWN_STRINGS = Set.of("rt", "rp", "style", "script", "template");
    private static final Set<String> KEEPS_SPACE = Set.of("pre", "textarea");
    private static final Set<String> SECTIONS = Set.of("temp", "cdata", "ignore", "include", "rcdata");
    private static final Set<String> CONDITIONS = Set.of("if", "else", "endif");

    private final int[] page;
    private final HtmlCursor cursor;
    private final List<String> open = new ArrayList<>();
    private final Map<String, Integer> openCounts = new HashMap<>();
    private final Map<String, Integer> alreadyClosed = new HashMap<>();
    private int keepingSpace;
    private int ownStrings;
    private String raw; // script or style, whose content is no markup
    private final StringBuilder visible = new StringBuilder();
    // of the text that is being collected
    private final StringBuilder collected = new StringBuilder();
    private boolean any;
    private boolean onlySpace = true;

    private HtmlText(int[] page) {
        this.page = page;
        this.cursor = new HtmlCursor(page);
    }

    /// The visible text, or null where the markup cannot be read.
    public static String of(int[] page) {
        HtmlText text = new HtmlText(page);
        try {
            text.read(text.read(0, false), true);
        } catch (HtmlCursor.Refused e) {
            return null;
        }
        text.endData();
        return text.visible.toString();
    }

    /// Code points of the visible text, or -1 where the markup cannot be read.
    static long length(int[] page) {
        String text = of(page);
        return text == null ? -1 : text.codePointCount(0, text.length());
    }

    /// Reads as far as it can; the second time what is unfinished is taken as text.
    private int read(int from, boolean last) throws HtmlCursor.Refused {
        int n = page.length;
        int i = from;
        while (i < n) {
            int next = interesting(i);
            if (next < 0) {
                if (raw != null) {
                    break;
                }
                next = n;
            }
            data(i, next);
            i = next;
            if (i == n) {
                break;
            }
            if (page[i] == '<') {
                int k = markup(i);
                if (k == i) {
                    break; // nothing but a < is left
                }
                if (k < 0) {
                    if (!last) {
                        break;
                    }
                    k = afterUnfinished(i);
                    data(i, k);
                }
                i = k;
            } else if (cursor.at(i + 1) == '#') {
                int end = cursor.numberEnd(i + 2);
                if (end > 0) {
                    character(i + 2, end);
                    i = end + (page[end] == ';' ? 1 : 0);
                } else {
                    if (cursor.find(';', i) >= 0) {
                        data(i, i + 2);
                        i += 2;
                    }
                    break;
                }
            } else {
                int end = cursor.nameEnd(i + 1);
                if (end > 0) {
                    entity(i + 1, end);
                    i = end + (page[end] == ';' ? 1 : 0);
                } else if (HtmlCursor.isLetter(cursor.at(i + 1))) {
                    i += last && i + 2 == n ? 1 : 0;
                    break;
                } else if (i + 1 < n) {
                    data(i, i + 1);
                    i++;
                } else {
                    break;
                }
            }
        }
        if (last && i < n && raw == null) {
            data(i, n);
            i = n;
        }
        return i;
    }

    private int interesting(int from) {
        for (int i = from; i < page.length; i++) {
            if (raw == null ? page[i] == '<' || page[i] == '&' : page[i] == '<' && closesRaw(i)) {
                return i;
            }
        }
        return -1;
    }

    private boolean closesRaw(int at) {
        if (cursor.at(at + 1) != '/') {
            return false;
        }
        int i = cursor.afterSpace(at + 2);
        for (int k = 0; k < raw.length(); k++) {
            int c = cursor.at(i + k);
            if (c < 0 || TABLE.lower(c) != raw.charAt(k)) {
                return false;
            }
        }
        return cursor.at(cursor.afterSpace(i + raw.length())) == '>';
    }

    /// The end of what begins with `<`, -1 where it is not finished; the place itself for a last `<`.
    private int markup(int i) throws HtmlCursor.Refused {
        int next = cursor.at(i + 1);
        if (HtmlCursor.isLetter(next)) {
            return startTag(i);
        }
        if (next == '/') {
            return endTag(i);
        }
        if (next == '!' && cursor.at(i + 2) == '-' && cursor.at(i + 3) == '-') {
            int close = cursor.commentClose(i + 4);
            return close < 0 ? -1 : ignored(close);
        }
        if (next == '?') {
            int close = cursor.find('>', i + 2);
            return close < 0 ? -1 : ignored(close + 1);
        }
        if (next == '!') {
            return cursor.at(i + 2) == '[' ? section(i) : declaration(i);
        }
        if (i + 1 < page.length) {
            data(i, i + 1);
            return i + 1;
        }
        return i;
    }

    private int declaration(int i) throws HtmlCursor.Refused {
        int close = cursor.find('>', i + 2);
        return close < 0 ? -1 : ignored(close + 1);
    }

    private int section(int i) throws HtmlCursor.Refused {
        int end = i + 3;
        if (end == page.length) {
            return -1;
        }
        if (!HtmlCursor.isLetter(page[end])) {
            throw new HtmlCursor.Refused();
        }
        while (end < page.length
                && (HtmlCursor.isLetter(page[end]) || HtmlCursor.isDigit(page[end]) || "-_.".indexOf(page[end]) >= 0)) {
            end++;
        }
        int after = cursor.afterSpace(end);
        if (after == page.length) {
            return -1;
        }
        String name = new String(page, i + 3, end - i - 3).toLowerCase(Locale.ROOT);
        if (!SECTIONS.contains(name) && !CONDITIONS.contains(name)) {
            throw new HtmlCursor.Refused();
        }
        for (int k = cursor.find(']', i + 3); k >= 0; k = cursor.find(']', k + 1)) {
            int close = cursor.afterSpace(k + 1);
            if (SECTIONS.contains(name)) {
                close = cursor.at(close) == ']' ? cursor.afterSpace(close + 1) : page.length;
            }
            if (cursor.at(close) == '>') {
                boolean characters = name.equals("cdata") && cursor.at(i + 8) == '[';
                endData();
                if (characters) {
                    data(i + 9, k);
                    any = true;
                    addCollected();
                }
                forget();
                return close + 1;
            }
            cursor.spend(close - k);
        }
        return -1;
    }

    private int startTag(int i) throws HtmlCursor.Refused {
        int name = i + 1;
        while (name < page.length && !HtmlCursor.endsName(page[name])) {
            name++;
        }
        int j = name;
        while (TABLE.isSpace(cursor.at(j)) || cursor.at(j) == '/') {
            j++;
        }
        for (int next = cursor.attribute(j); next > 0; next = cursor.attribute(j)) {
            j = next;
        }
        j = cursor.afterSpace(j);
        cursor.spend(j - i);
        int c = cursor.at(j);
        if (c < 0 || c == '=' || c == '/' && cursor.at(j + 1) != '>' || HtmlCursor.isLetter(c)) {
            return -1;
        }
        int end = c == '>' ? j + 1 : c == '/' ? j + 2 : j;
        int k = cursor.afterSlashes(name);
        for (int next = k < end ? cursor.attribute(k) : -1; next > 0; next = next < end ? cursor.attribute(next) : -1) {
            k = next;
        }
        String rest = WhiteSpace.strip(new String(page, Math.min(k, end), Math.max(0, end - k)));
        if (!rest.equals(">") && !rest.equals("/>")) {
            data(i, end);
            return end;
        }
        String tag = cursor.lower(i + 1, name);
        boolean closed = rest.equals("/>");
        openTag(tag);
        if (closed) {
            endData();
            popTo(tag);
        } else if (EMPTY_ELEMENTS.contains(tag)) {
            endData();
            popTo(tag);
            alreadyClosed.merge(tag, 1, Integer::sum);
        } else if (tag.equals("script") || tag.equals("style")) {
            raw = tag;
        }
        return end;
    }

    private int endTag(int i) throws HtmlCursor.Refused {
        int close = cursor.find('>', i + 1);
        if (close < 0) {
            return -1;
        }
        int start = cursor.afterSpace(i + 2);
        int end = start;
        while (end < page.length
                && (HtmlCursor.isLetter(page[end])
                        || end > start && (HtmlCursor.isDigit(page[end]) || "-.:_".indexOf(page[end]) >= 0))) {
            end++;
        }
        if (end > start && cursor.at(cursor.afterSpace(end)) == '>') {
            String tag = cursor.lower(start, end);
            if (raw != null && !tag.equals(raw)) {
                data(i, close + 1);
                return close + 1;
            }
            closeTag(tag);
            raw = null;
            return close + 1;
        }
        if (raw != null) {
            data(i, close + 1);
            return close + 1;
        }
        if (!HtmlCursor.isLetter(cursor.at(i + 2))) {
            return cursor.at(i + 2) == '>' ? i + 3 : ignored(close + 1);
        }
        int name = i + 2;
        while (name < page.length && !HtmlCursor.endsName(page[name])) {
            name++;
        }
        String tag = cursor.lower(i + 2, name);
        int after = cursor.find('>', cursor.afterSlashes(name));
        closeTag(tag);
        return after + 1;
    }

    private void openTag(String tag) {
        endData();
        open.add(tag);
        openCounts.merge(tag, 1, Integer::sum);
        keepingSpace += KEEPS_SPACE.contains(tag) ? 1 : 0;
        ownStrings += OWN_STRINGS.contains(tag) ? 1 : 0;
    }

    private void closeTag(String tag) {
        Integer closed = alreadyClosed.get(tag);
        if (closed != null && closed > 0) {
            alreadyClosed.put(tag, closed - 1);
        } else {
            endData();
            popTo(tag);
        }
    }

    private void popTo(String tag) {
        while (openCounts.getOrDefault(tag, 0) > 0) {
            String last = open.remove(open.size() - 1);
            openCounts.merge(last, -1, Integer::sum);
            keepingSpace -= KEEPS_SPACE.contains(last) ? 1 : 0;
            ownStrings -= OWN_STRINGS.contains(last) ? 1 : 0;
            if (last.equals(tag)) {
                return;
            }
        }
    }

    private int ignored(int end) {
        endData();
        return end;
    }

    private void data(int from, int to) {
        for (int i = from; i < to; i++) {
            character(page[i]);
        }
        any |= to > from;
    }

    private void character(int c) {
        any = true;
        collected.appendCodePoint(c);
        onlySpace &= c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r';
    }

    /// A numeric reference, `x41` or `65`.
    private void character(int from, int to) {
        boolean hex = page[from] == 'x' || page[from] == 'X';
        long value = 0;
        for (int i = from + (hex ? 1 : 0); i < to; i++) {
            value = Math.min(0x110000, value * (hex ? 16 : 10) + Character.digit(page[i], 16));
        }
        character(value == 0 || value > 0x10FFFF ? 0xFFFD : (int) value);
    }

    private void entity(int from, int to) {
        String name = new String(page, from, to - from);
        String known = Entities.getByName(name);
        if (known.isEmpty()) {
            character('&');
            data(from, to);
        } else {
            known.codePoints().forEach(this::character);
        }
    }

    private void endData() {
        if (any && ownStrings == 0) {
            addCollected();
        }
        forget();
    }

    private void addCollected() {
        if (onlySpace && keepingSpace == 0) {
            visible.append(collected.indexOf("\n") >= 0 ? '\n' : ' ');
        } else {
            visible.append(collected);
        }
    }

    private void forget() {
        collected.setLength(0);
        any = false;
        onlySpace = true;
    }

    private int afterUnfinished(int i) throws HtmlCursor.Refused {
        int close = cursor.find('>', i + 1);
        if (close >= 0) {
            return close + 1;
        }
        int next = cursor.find('<', i + 1);
        return next < 0 ? i + 1 : next;
    }
}

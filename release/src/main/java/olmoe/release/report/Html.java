package olmoe.release.report;

import java.util.List;

/// Forms of HTML that the report is made of.
final class Html {
    private Html() {}

    /// Text of others: no markup, and no character that HTML forbids (those become U+FFFD).
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(allowed(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean allowed(int c) {
        if (c == '\n' || c == '\t') {
            return true;
        }
        boolean control = c < ' ' || c >= 0x7F && c <= 0x9F;
        boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
        boolean noncharacter = c >= 0xFDD0 && c <= 0xFDEF || (c & 0xFFFE) == 0xFFFE;
        return !control && !surrogate && !noncharacter;
    }

    /// At most `limit` code points, the cut marked.
    static String shortened(String text, int limit) {
        if (text.codePointCount(0, text.length()) <= limit) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, limit)) + "…";
    }

    /// A table that scrolls inside itself on a narrow screen. A column whose heading starts with `>` holds
    /// numbers. Cells are plain text; `name` says what the table holds.
    static String table(String name, List<String> columns, List<List<String>> rows) {
        StringBuilder table = new StringBuilder("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        table.append(escape(name)).append("\"><table>\n<thead><tr>");
        for (String column : columns) {
            boolean number = column.startsWith(">");
            table.append(number ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">");
            table.append(escape(number ? column.substring(1) : column)).append("</th>");
        }
        table.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : rows) {
            table.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                table.append(columns.get(i).startsWith(">") ? "<td class=\"number\">" : "<td>");
                table.append(escape(row.get(i))).append("</td>");
            }
            table.append("</tr>\n");
        }
        return table.append("</tbody></table></div>\n").toString();
    }

    /// A picture with heading, words and the numbers behind it.
    static String figure(String title, String words, String legend, String picture, String table) {
        return "<figure>\n<figcaption><h3>" + escape(title) + "</h3><p>" + escape(words) + "</p></figcaption>\n"
                + legend + picture + "<details><summary>Numbers</summary>\n" + table + "</details>\n</figure>\n";
    }

    /// One entry a colour: pairs of class and words.
    static String legend(String... entries) {
        StringBuilder legend = new StringBuilder("<ul class=\"legend\">");
        for (int i = 0; i < entries.length; i += 2) {
            legend.append("<li><span class=\"key ").append(entries[i]).append("\"></span>");
            legend.append(escape(entries[i + 1])).append("</li>");
        }
        return legend.append("</ul>\n").toString();
    }

    /// A section with an anchor, a heading and words of at most one paragraph.
    static String section(String id, String title, String words, String content) {
        return "<section id=\"" + id + "\">\n<h2>" + escape(title) + "</h2>\n"
                + (words.isEmpty() ? "" : "<p>" + escape(words) + "</p>\n") + content + "</section>\n";
    }

    static String emptyNote(String words) {
        return "<p class=\"empty\">" + escape(words) + "</p>\n";
    }
}

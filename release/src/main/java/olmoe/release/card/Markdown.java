package olmoe.release.card;

import java.util.List;

/// The few forms of Markdown (GitHub's tables) that a card is made of.
final class Markdown {
    private Markdown() {}

    /// A table. A column whose heading starts with `>` is set right, as numbers are. The cells are
    /// Markdown already; a table without rows is one line that says so.
    static String table(List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "None.\n";
        }
        StringBuilder table = new StringBuilder("|");
        columns.forEach(column -> table.append(' ')
                .append(column.startsWith(">") ? column.substring(1) : column)
                .append(" |"));
        table.append("\n|");
        columns.forEach(column -> table.append(column.startsWith(">") ? " ---: |" : " --- |"));
        table.append('\n');
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(columns + " has another number of cells than " + row);
            }
            table.append('|');
            row.forEach(cell -> table.append(' ').append(cell).append(" |"));
            table.append('\n');
        }
        return table.toString();
    }

    /// Text of others as the content of a cell: on one line, without effect as Markdown or HTML.
    static String text(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u007f') {
                escaped.append(' ');
            } else {
                if ("\\`*_{}[]<>#|~&$".indexOf(c) >= 0) {
                    escaped.append('\\');
                }
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /// A name, path or digest in fixed width. A backtick or a bar cannot stand in a code span of a
    /// table, so text that has one is escaped instead.
    static String code(String name) {
        for (int i = 0; i < name.length(); i++) {
            if ("`|".indexOf(name.charAt(i)) >= 0 || name.charAt(i) < ' ') {
                return text(name);
            }
        }
        return "`" + name + "`";
    }
}

package olmoe.filters.rule.code;

import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.text.CodePoints;

/// Python's inspect.cleandoc (3.11).
final class PythonDocumentation {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final int TAB = 8;

    private PythonDocumentation() {}

    /// The lines without the indentation that all but the first share, and without empty lines around them.
    static String clean(String documentation) {
        List<String> lines = lines(documentation);
        int margin = Integer.MAX_VALUE;
        for (String line : lines.subList(1, lines.size())) {
            int indent = indent(line);
            margin = indent < line.length() ? Math.min(margin, indent) : margin;
        }
        lines.set(0, lines.get(0).substring(indent(lines.get(0))));
        for (int i = 1; i < lines.size() && margin < Integer.MAX_VALUE; i++) {
            lines.set(i, lines.get(i).substring(Math.min(margin, lines.get(i).length())));
        }
        int to = lines.size();
        while (to > 0 && lines.get(to - 1).isEmpty()) {
            to--;
        }
        int from = 0;
        while (from < to && lines.get(from).isEmpty()) {
            from++;
        }
        return String.join("\n", lines.subList(from, to));
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int column = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                int width = TAB - column % TAB;
                line.append(" ".repeat(width));
                column += width;
            } else if (c == '\n') {
                lines.add(line.toString());
                line.setLength(0);
                column = 0;
            } else {
                line.append(c);
                column = c == '\r' ? 0 : Character.isLowSurrogate(c) ? column : column + 1;
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private static int indent(String line) {
        int i = 0;
        while (i < line.length() && TABLE.isSpace(line.charAt(i))) {
            i++;
        }
        return i;
    }
}

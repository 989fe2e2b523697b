package olmoe.filters.rule.cleaner;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import olmoe.tokenizer.text.CodePoints;

/// Macros without arguments as RedPajama reads and expands them (togethercomputer/RedPajama-Data, branch rp_v1,
/// data_prep/arxiv/arxiv_cleaner.py): `\newcommand{\name}{value}` and `\def\name{value}`, the value up to a brace at
/// the end of the line.
///
/// They are expanded one after the other in the whole text, first those of `\newcommand`; the character after a name
/// goes with it, so that of two that touch the second stays.
final class LatexMacros {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final String NEW_COMMAND = "\\newcommand";
    private static final String DEF = "\\def";
    private static final int MOST_PASSES = 1000;
    private static final int MOST_GROWTH = 8;
    private static final int SMALL = 10_000;

    /// Values by names without their backslash.
    private final Map<String, String> values = new LinkedHashMap<>();

    private int lineEnd = -1; // of the line that was looked at last

    private LatexMacros() {}

    static LatexMacros of(String text) {
        LatexMacros macros = new LatexMacros();
        for (int at = text.indexOf(NEW_COMMAND); at >= 0; ) {
            int end = macros.newCommand(text, at + NEW_COMMAND.length());
            at = text.indexOf(NEW_COMMAND, end < 0 ? at + 1 : end);
        }
        macros.lineEnd = -1;
        for (int at = text.indexOf(DEF); at >= 0; ) {
            int end = macros.def(text, at + DEF.length());
            at = text.indexOf(DEF, end < 0 ? at + 1 : end);
        }
        return macros;
    }

    /// Whether the reference can put every value into its patterns: it fails on characters outside ASCII.
    boolean areAscii() {
        return values.values().stream()
                .allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t' || c == '\r'));
    }

    /// The text with its macros expanded, or null where that takes too many passes or grows too much.
    String expand(String text) {
        String expanded = text;
        Set<String> names = names(text);
        int passes = 0;
        for (Map.Entry<String, String> macro : values.entrySet()) {
            if (names.contains(macro.getKey())) {
                expanded = expand(expanded, macro.getKey(), macro.getValue());
                if (++passes > MOST_PASSES || expanded.length() > SMALL + (long) MOST_GROWTH * text.length()) {
                    return null;
                }
                names = names(expanded);
            }
        }
        return expanded;
    }

    private static String expand(String text, String name, String value) {
        String command = "\\" + name;
        StringBuilder expanded = new StringBuilder(text.length());
        int copied = 0;
        for (int at = text.indexOf(command); at >= 0; ) {
            int end = at + command.length();
            if (end < text.length() && !isNameCharacter(text.charAt(end))) {
                int next = end + Character.charCount(text.codePointAt(end));
                expanded.append(text, copied, at).append(value).append(text, end, next);
                copied = next;
                at = text.indexOf(command, next);
            } else {
                at = text.indexOf(command, at + 1);
            }
        }
        return expanded.append(text, copied, text.length()).toString();
    }

    /// Runs of letters and digits after backslashes.
    private static Set<String> names(String text) {
        Set<String> names = new HashSet<>();
        for (int at = text.indexOf('\\'); at >= 0; at = text.indexOf('\\', at + 1)) {
            int end = nameEnd(text, at + 1);
            if (end > at + 1) {
                names.add(text.substring(at + 1, end));
            }
        }
        return names;
    }

    /// After the definition, or -1.
    private int newCommand(String text, int from) {
        int at = from < text.length() && text.charAt(from) == '*' ? from + 1 : from;
        if (!text.startsWith("{\\", at)) {
            return -1;
        }
        int end = nameEnd(text, at + 2);
        if (end == at + 2 || !text.startsWith("}{", end)) {
            return -1;
        }
        return value(text, text.substring(at + 2, end), end + 2);
    }

    private int def(String text, int from) {
        int at = afterSpace(text, from);
        if (at >= text.length() || text.charAt(at) != '\\') {
            return -1;
        }
        int end = nameEnd(text, at + 1);
        int brace = afterSpace(text, end);
        if (end == at + 1 || brace >= text.length() || text.charAt(brace) != '{') {
            return -1;
        }
        return value(text, text.substring(at + 1, end), brace + 1);
    }

    private int value(String text, String name, int from) {
        lineEnd = lineEnd >= from ? lineEnd : lineEnd(text, from);
        if (lineEnd <= from || text.charAt(lineEnd - 1) != '}') {
            return -1;
        }
        values.put(name, text.substring(from, lineEnd - 1));
        return lineEnd;
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length() && isNameCharacter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int afterSpace(String text, int from) {
        int at = from;
        while (at < text.length() && TABLE.isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

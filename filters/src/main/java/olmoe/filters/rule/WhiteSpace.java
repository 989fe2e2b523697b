package olmoe.filters.rule;

import olmoe.tokenizer.text.CodePoints;

/// Strips texts of white space as Python 3.11 does, whatever the JDK knows of Unicode.
public final class WhiteSpace {
    private static final CodePoints TABLE = CodePoints.unicode14();

    private WhiteSpace() {}

    public static String strip(String text) {
        return stripLeading(stripTrailing(text));
    }

    public static String stripLeading(String text) {
        int from = 0;
        while (from < text.length() && TABLE.isSpace(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    public static String stripTrailing(String text) {
        int to = text.length();
        while (to > 0 && TABLE.isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }
}

package olmoe.filters.rule.code;

import olmoe.tokenizer.text.CodePoints;

/// Finds where the parts of markup end, by the patterns of Python 3.11's html.parser. Looking is paid for: a page on
/// which much of it leads nowhere is refused before it takes more than linear time.
final class HtmlCursor {
    /// Characters looked at in vain, for each character of the page.
    private static final long STEPS_PER_CHARACTER = 64;

    private static final CodePoints TABLE = CodePoints.unicode14();

    /// The markup cannot be read.
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
    }

    private final int[] page;
    private long steps;

    HtmlCursor(int[] page) {
        this.page = page;
        this.steps = 10_000 + STEPS_PER_CHARACTER * page.length;
    }

    /// The end of the attribute that begins there with white space and slashes after it, or -1.
    int attribute(int from) throws Refused {
        int c = at(from);
        int before = page[from - 1];
        boolean starts = before == '\'' || before == '"' || before == '/' || TABLE.isSpace(before);
        if (c < 0 || !starts || TABLE.isSpace(c) || c == '/' || c == '>') {
            return -1;
        }
        int i = from + 1;
        while (i < page.length && !TABLE.isSpace(page[i]) && "/=>".indexOf(page[i]) < 0) {
            i++;
        }
        int equals = afterSpace(i);
        if (at(equals) == '=') {
            int signs = equals;
            while (at(signs) == '=') {
                signs++;
            }
            i = valueEnd(i, equals, signs);
        }
        int end = afterSlashes(i);
        spend(end - from);
        return end;
    }

    int valueEnd(int name, int equals, int signs) throws Refused {
        int value = afterSpace(signs);
        int quote = at(value);
        if (quote != '\'' && quote != '"') {
            return bareEnd(value);
        }
        int close = find(quote, value + 1);
        if (close >= 0) {
            return close + 1;
        }
        if (value > signs) {
            return value; // the white space before an open quote ends an empty value
        }
        return signs - equals > 1 ? bareEnd(signs - 1) : name;
    }

    int bareEnd(int from) {
        int i = from;
        while (i < page.length && page[i] != '>' && !TABLE.isSpace(page[i])) {
            i++;
        }
        return i;
    }

    int commentClose(int from) throws Refused {
        for (int i = find('-', from); i >= 0; i = find('-', i + 1)) {
            if (at(i + 1) == '-') {
                int close = afterSpace(i + 2);
                spend(close - i);
                if (at(close) == '>') {
                    return close + 1;
                }
            }
        }
        return -1;
    }

    /// The end of the digits of a numeric reference that something other than a digit follows, or -1.
    int numberEnd(int from) {
        boolean hex = at(from) == 'x' || at(from) == 'X';
        int start = hex ? from + 1 : from;
        int i = start;
        while (hex ? isHex(at(i)) : isDigit(at(i))) {
            i++;
        }
        return i > start && i < page.length && !isHex(page[i]) ? i : -1;
    }

    int nameEnd(int from) {
        if (!isLetter(at(from))) {
            return -1;
        }
        int i = from + 1;
        while (isLetter(at(i)) || isDigit(at(i)) || at(i) == '-' || at(i) == '.') {
            i++;
        }
        if (i < page.length) {
            return i;
        }
        for (i--; i > from; i--) { // gives back characters until one is no letter or digit
            if (page[i] == '-' || page[i] == '.') {
                return i;
            }
        }
        return -1;
    }

    String lower(int from, int to) {
        return TABLE.lower(new String(page, from, to - from));
    }

    static boolean endsName(int c) {
        return c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == ' ' || c == '/' || c == '>' || c == 0;
    }

    int afterSpace(int from) {
        int i = from;
        while (i < page.length && TABLE.isSpace(page[i])) {
            i++;
        }
        return i;
    }

    /// After white space and slashes that no `>` follows.
    int afterSlashes(int from) {
        int i = from;
        while (i < page.length && (TABLE.isSpace(page[i]) || page[i] == '/' && at(i + 1) != '>')) {
            i++;
        }
        return i;
    }

    /// The next place of a character, or -1.
    int find(int c, int from) throws Refused {
        for (int i = from; i < page.length; i++) {
            if (page[i] == c) {
                return i;
            }
        }
        spend(page.length - from);
        return -1;
    }

    int at(int i) {
        return i < page.length ? page[i] : -1;
    }

    void spend(int characters) throws Refused {
        steps -= characters;
        if (steps < 0) {
            throw new Refused();
        }
    }

    static boolean isLetter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHex(int c) {
        return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}

package olmoe.filters.rule.dolma.secrets;

import olmoe.tokenizer.text.CodePoints;

/// One line of a text without the white space at its end, and questions that patterns of Python ask of it. Offsets are
/// those of the text; what is asked of a place outside the line is not so.
record Line(int[] text, int from, int to) {
    private static final CodePoints PYTHON = CodePoints.unicode14();

    /// Classes of characters that patterns name.
    enum Chars {
        HEX("0123456789abcdef"),
        LETTERS("abcdefghijklmnopqrstuvwxyz"),
        SMALL_DIGITS("0123456789abcdefghijklmnopqrstuvwxyz"),
        CAPITAL_DIGITS("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        DIGITS("0123456789"),
        LETTERS_DIGITS("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
        WORD(LETTERS_DIGITS.members + "_"),
        URL_SAFE(WORD.members + "-"),
        URL_SAFE_BACKSLASH(URL_SAFE.members + "\\"),
        URL_SAFE_EQUALS(URL_SAFE.members + "="),
        BASE64(LETTERS_DIGITS.members + "/+"),
        BASE64_EQUALS(BASE64.members + "="),
        HEX_DASH("0123456789abcdefABCDEF-"),
        HEX_ANY_CASE("0123456789abcdefABCDEF"),
        ENTROPY(BASE64_EQUALS.members + "\\-_");

        private final String members;
        private final boolean[] has = new boolean[0x80];

        Chars(String members) {
            this.members = members;
            for (char c : members.toCharArray()) {
                has[c] = true;
            }
        }

        boolean has(int c) {
            return c >= 0 && c < has.length && has[c];
        }

        /// As in a pattern that ignores case.
        boolean hasAnyCase(int c) {
            return has(c) || has(folded(c));
        }
    }

    /// The character, or -1 outside the line.
    int at(int i) {
        return i >= from && i < to ? text[i] : -1;
    }

    boolean isWord(int i) {
        return i >= from && i < to && PYTHON.isWord(text[i]);
    }

    boolean isSpace(int i) {
        return i >= from && i < to && PYTHON.isSpace(text[i]);
    }

    boolean isDecimal(int i) {
        return i >= from && i < to && PYTHON.category(text[i]) == Character.DECIMAL_DIGIT_NUMBER;
    }

    boolean isQuote(int i) {
        int c = at(i);
        return c == '"' || c == '\'';
    }

    boolean holds(int i, String part) {
        if (i < from || i + part.length() > to) {
            return false;
        }
        for (int k = 0; k < part.length(); k++) {
            if (text[i + k] != part.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    /// @param part in small letters
    boolean holdsAnyCase(int i, String part) {
        if (i < from || i + part.length() > to) {
            return false;
        }
        for (int k = 0; k < part.length(); k++) {
            if (folded(text[i + k]) != part.charAt(k)) {
                return false;
            }
        }
        return true;
    }

    int afterSpace(int i) {
        int end = i;
        while (isSpace(end)) {
            end++;
        }
        return end;
    }

    int afterWord(int i) {
        int end = i;
        while (isWord(end)) {
            end++;
        }
        return end;
    }

    int after(int i, Chars chars) {
        int end = i;
        while (chars.has(at(end))) {
            end++;
        }
        return end;
    }

    int afterAnyCase(int i, Chars chars) {
        int end = i;
        while (end < to && chars.hasAnyCase(at(end))) {
            end++;
        }
        return end;
    }

    /// Whether so many characters of a class stand here, more or not.
    boolean holds(int i, Chars chars, int times) {
        for (int k = 0; k < times; k++) {
            if (!chars.has(at(i + k))) {
                return false;
            }
        }
        return true;
    }

    boolean holdsAnyCase(int i, Chars chars, int times) {
        for (int k = 0; k < times; k++) {
            if (!chars.hasAnyCase(at(i + k))) {
                return false;
            }
        }
        return true;
    }

    /// Letters that patterns of Python 3.11 which ignore case take for the same one, and ñ, as the words of
    /// detect-secrets have no other letter.
    static int folded(int c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        }
        return switch (c) {
            case 0xD1 -> 0xF1;
            case 0x130, 0x131 -> 'i';
            case 0x17F -> 's';
            case 0x212A -> 'k';
            default -> c;
        };
    }

    String string(int start, int end) {
        return new String(text, start, end - start);
    }
}

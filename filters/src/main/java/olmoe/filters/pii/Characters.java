package olmoe.filters.pii;

/// What a character of a text is, by position; positions outside the text hold a space.
final class Characters {
    private final String text;

    Characters(String text) {
        this.text = text;
    }

    char at(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : ' ';
    }

    boolean isDigit(int i) {
        char c = at(i);
        return c >= '0' && c <= '9';
    }

    /// A to Z in either case.
    boolean isLatin(int i) {
        char c = at(i);
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    boolean isHex(int i) {
        char c = at(i);
        return isDigit(i) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }

    /// A letter or digit of any script, roughly: all from U+00C0 on but general punctuation and symbols,
    /// arrows, ideographic punctuation and full-width forms.
    boolean isWord(int i) {
        char c = at(i);
        return isDigit(i)
                || isLatin(i)
                || c >= '\u00c0'
                        && !(c >= '\u2000' && c <= '\u2bff')
                        && !(c >= '\u3000' && c <= '\u303f')
                        && c < '\uff00';
    }

    int value(int i) {
        return Character.digit(at(i), 36);
    }
}

package olmoe.filters.extract;

/// A run of text that a reader sees as one: a paragraph, a heading, a list item, a table row.
final class Block {
    final String text;
    /// The element that makes it a block: `p`, `li`, `h2`, `tr`, `pre`, `div`.
    final String tag;

    final Region region;
    final int words;
    final int linkWords;
    /// Words that begin with a capital, digits, and `.,;:!?` marks.
    int capitals;

    int digits;
    int marks;
    boolean endsSentence;
    boolean repeated;
    boolean boldOnly;

    Block(String text, String tag, Region region, int words, int linkWords) {
        this.text = text;
        this.tag = tag;
        this.region = region;
        this.words = words;
        this.linkWords = linkWords;
        count();
    }

    private void count() {
        boolean start = true;
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ') {
                start = true;
                continue;
            }
            if (start && isCapital(c)) {
                capitals++;
            }
            start = false;
            if (c >= '0' && c <= '9') {
                digits++;
            }
            if (c == '.'
                    || c == ','
                    || c == ';'
                    || c == ':'
                    || c == '!'
                    || c == '?'
                    || c == '\u3002'
                    || c == '\uff0c') {
                marks++;
            }
            last = c;
        }
        endsSentence = ".!?\u2026\u3002:;\"\u201d)".indexOf(last) >= 0;
    }

    /// Latin, Greek and Cyrillic capitals, without asking the JDK's Unicode version.
    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z'
                || c >= '\u00c0' && c <= '\u00de'
                || c >= '\u0391' && c <= '\u03ab'
                || c >= '\u0400' && c <= '\u042f';
    }

    double linkShare() {
        return words == 0 ? 0 : (double) linkWords / words;
    }

    boolean isHeading() {
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    }
}

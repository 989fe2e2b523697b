package olmoe.filters.extract;

/// A run of text that a reader sees as one: a paragraph, a heading, a list item, a table row.
final class Block {
    final String text;
    /// The element that makes it a block: `p`, `li`, `h2`, `tr`, `pre`, `div`.
    final String tag;

    final Region region;
    final int words;
    final int linkWords;
    final int links;
    /// Hints of the inline elements in it, bits as in [Hint].
    final long inlineHints;
    /// How many of `.,;:!?` and their Chinese forms it has.
    final int marks;

    final int digits;
    final int capitals;
    /// ASCII letters and everything beyond ASCII.
    final int letters;

    final boolean endsSentence;

    Block(String text, String tag, Region region, int words, int linkWords, int links, long inlineHints) {
        this.text = text;
        this.tag = tag;
        this.region = region;
        this.words = words;
        this.linkWords = linkWords;
        this.links = links;
        this.inlineHints = inlineHints;
        int marks = 0;
        int digits = 0;
        int capitals = 0;
        int letters = 0;
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ') {
                continue;
            }
            last = c;
            if (c >= 'a' && c <= 'z') {
                letters++;
            } else if (c >= 'A' && c <= 'Z') {
                letters++;
                capitals++;
            } else if (c >= '0' && c <= '9') {
                digits++;
            } else if (isMark(c)) {
                marks++;
            } else if (c >= 0x80) {
                letters++;
            }
        }
        this.marks = marks;
        this.digits = digits;
        this.capitals = capitals;
        this.letters = letters;
        endsSentence = ".!?\u2026\u3002\uff01\uff1f:;\"\u201d)".indexOf(last) >= 0;
    }

    private static boolean isMark(char c) {
        return c == '.' || c == ',' || c == ';' || c == ':' || c == '!' || c == '?' || c == '\u3002' || c == '\uff0c';
    }

    boolean isHeading() {
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    }
}

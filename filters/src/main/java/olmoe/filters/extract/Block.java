package olmoe.filters.extract;

/// A run of text that a reader sees as one: a paragraph, a heading, a list item, a table row.
final class Block {
    final String text;
    /// The element that makes it a block: `p`, `li`, `h2`, `tr`, `pre`, `div`.
    final String tag;

    final Region region;
    final int words;
    final int linkWords;
    /// How many of `.,;:!?` and their Chinese forms it has.
    int marks;

    boolean endsSentence;

    Block(String text, String tag, Region region, int words, int linkWords) {
        this.text = text;
        this.tag = tag;
        this.region = region;
        this.words = words;
        this.linkWords = linkWords;
        count();
    }

    private void count() {
        char last = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ') {
                continue;
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

    double linkShare() {
        return words == 0 ? 0 : (double) linkWords / words;
    }

    boolean isHeading() {
        return tag.length() == 2 && tag.charAt(0) == 'h' && tag.charAt(1) >= '1' && tag.charAt(1) <= '6';
    }
}

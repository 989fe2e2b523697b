package olmoe.filters.extract;

/// One block-level element of a page: what it says about the text in it, and how much text that is.
final class Region {
    final Region parent;
    final String tag;
    final int depth;
    /// Hints of this element, and of it and all around it; bits as in [Hint].
    final long ownHints;

    final long hints;

    int words;
    int linkWords;
    int blocks;
    int paragraphWords;
    /// Hash of tag and class, to count siblings that look alike.
    final int shape;

    int children;
    int alikeChildren;
    private int lastShape;

    Region(Region parent, String tag, long ownHints, int shape) {
        this.parent = parent;
        this.tag = tag;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.ownHints = ownHints;
        this.hints = parent == null ? ownHints : parent.hints | ownHints;
        this.shape = shape;
        if (parent != null) {
            parent.children++;
            if (parent.lastShape == shape) {
                parent.alikeChildren++;
            }
            parent.lastShape = shape;
        }
    }

    /// Adds what is in this region to the one around it, once it is complete.
    void close() {
        if (parent != null) {
            parent.words += words;
            parent.linkWords += linkWords;
            parent.blocks += blocks;
            parent.paragraphWords += paragraphWords;
        }
    }

    double linkShare() {
        return words == 0 ? 0 : (double) linkWords / words;
    }
}

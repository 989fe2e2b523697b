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
    int paragraphWords;
    /// Children with tag and class of the child before.
    int alikeChildren;
    private int lastShape;

    /// @param shape hash of tag and class
    Region(Region parent, String tag, long ownHints, int shape) {
        this.parent = parent;
        this.tag = tag;
        this.depth = parent == null ? 0 : parent.depth + 1;
        this.ownHints = ownHints;
        this.hints = parent == null ? ownHints : parent.hints | ownHints;
        if (parent != null) {
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
            parent.paragraphWords += paragraphWords;
        }
    }
}

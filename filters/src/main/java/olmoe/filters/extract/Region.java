package olmoe.filters.extract;

/// One block-level element of a page: what it says about the text in it, and where that text lies.
final class Region {
    final Region parent;
    final String tag;
    final int depth;
    /// Hints of this element, and of it and all around it; bits as in [Hint].
    final long ownHints;

    final long hints;
    /// Hash of tag and class of this element and of two around it: elements of one template have it in common.
    final int shape;

    /// The blocks in it, the last exclusive.
    final int first;

    int end;

    int children;
    /// Children with tag and class of the child before.
    int alikeChildren;
    private final int ownShape;
    private int lastShape;

    /// @param ownShape hash of tag and class
    /// @param first the number of blocks before it
    Region(Region parent, String tag, long ownHints, int ownShape, int first) {
        this.parent = parent;
        this.tag = tag;
        this.ownHints = ownHints;
        this.ownShape = ownShape;
        this.first = first;
        if (parent == null) {
            depth = 0;
            hints = ownHints;
            shape = ownShape;
            return;
        }
        depth = parent.depth + 1;
        hints = parent.hints | ownHints;
        int above = parent.parent == null ? 0 : parent.parent.ownShape;
        shape = (ownShape * 31 + parent.ownShape) * 31 + above;
        parent.children++;
        if (parent.lastShape == ownShape) {
            parent.alikeChildren++;
        }
        parent.lastShape = ownShape;
    }

    /// This region or the one that holds it `levels` further up; the outermost where there are not as many.
    Region up(int levels) {
        Region region = this;
        for (int i = 0; i < levels && region.parent != null; i++) {
            region = region.parent;
        }
        return region;
    }

    boolean holds(Region other) {
        return other.first >= first && other.end <= end && other.depth >= depth;
    }
}

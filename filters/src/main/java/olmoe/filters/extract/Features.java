package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the score of a block is made of, each figure around 0..1.
final class Features {
    private static final int WINDOW = 3;

    private static final Set<Hint> NEAR = EnumSet.of(
            Hint.NAVIGATION,
            Hint.FOOTER,
            Hint.ADVERT,
            Hint.SHARE,
            Hint.SIGNUP,
            Hint.TAGS,
            Hint.BYLINE,
            Hint.COMMENT,
            Hint.CONTENT,
            Hint.ARTICLE);

    private static final List<String> NAMES = makeNames();

    private final List<Block> blocks;
    private final double[] figures = new double[NAMES.size()];
    private final int firstHeading;
    private final Region densest;
    private final double paragraphShare;
    private int at;

    Features(List<Block> blocks, List<Region> regions) {
        this.blocks = blocks;
        int heading = -1;
        int paragraphs = 0;
        int words = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            words += block.words;
            paragraphs += block.tag.equals("p") ? block.words : 0;
            if (heading < 0 && block.tag.equals("h1")) {
                heading = i;
            }
        }
        firstHeading = heading;
        paragraphShare = (double) paragraphs / Math.max(1, words);
        densest = densest(regions);
    }

    static List<String> names() {
        return NAMES;
    }

    private static List<String> makeNames() {
        List<String> names = new ArrayList<>(List.of(
                "bias",
                "words",
                "short",
                "long",
                "links",
                "marks",
                "sentence",
                "bar",
                "li",
                "pre",
                "quote",
                "caption",
                "end",
                "before-h1",
                "after-h1",
                "next-words",
                "window-sentences",
                "next-heading",
                "prev-heading",
                "alike",
                "densest",
                "densest-of-paragraphs"));
        for (Hint hint : NEAR) {
            names.add("near-" + name(hint));
        }
        for (Hint hint : Hint.values()) {
            names.add("in-" + name(hint));
        }
        return List.copyOf(names);
    }

    private static String name(Hint hint) {
        return hint.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The figures of block i, in the order of the names; overwritten by the next call.
    double[] of(int i) {
        at = 0;
        Block block = blocks.get(i);
        int n = blocks.size();
        put(1);
        put(log(block.words));
        put(block.words <= 8);
        put(block.words >= 25);
        put(block.linkShare());
        put(Math.min(1, 5.0 * block.marks / block.words));
        put(block.endsSentence);
        put(block.text.indexOf('|') >= 0 || block.text.indexOf('\u00a9') >= 0);

        String tag = block.tag;
        put(tag.equals("li"));
        put(tag.equals("pre"));
        put(tag.equals("blockquote"));
        put(tag.equals("figcaption") || tag.equals("caption"));

        put(Math.max(0, 1 - (n - 1 - i) / 20.0));
        put(i < firstHeading);
        put(firstHeading >= 0 && i >= firstHeading ? Math.max(0, 1 - (i - firstHeading) / 20.0) : 0);

        Block prev = i > 0 ? blocks.get(i - 1) : null;
        Block next = i + 1 < n ? blocks.get(i + 1) : null;
        put(next == null ? 0 : log(next.words));
        put(sentencesAround(i));
        put(next != null && next.isHeading());
        put(prev != null && prev.isHeading());

        Region region = block.region;
        put(Math.min(1, log(alike(region))));
        boolean inDensest = isIn(region, densest);
        put(inDensest);
        put(inDensest ? paragraphShare : 0);
        long near = region.ownHints | (region.parent == null ? 0 : region.parent.ownHints);
        for (Hint hint : NEAR) {
            put(hint.in(near));
        }
        for (Hint hint : Hint.values()) {
            put(hint.in(region.hints));
        }
        return figures;
    }

    private double sentencesAround(int i) {
        int from = Math.max(0, i - WINDOW);
        int to = Math.min(blocks.size(), i + WINDOW + 1);
        int sentences = 0;
        for (int j = from; j < to; j++) {
            sentences += blocks.get(j).endsSentence ? 1 : 0;
        }
        return (double) sentences / (to - from);
    }

    /// How many siblings that look like the one before them the most repetitive of four regions around has.
    private static int alike(Region region) {
        int most = 0;
        Region r = region;
        for (int up = 0; up < 4 && r.parent != null; up++) {
            r = r.parent;
            most = Math.max(most, r.alikeChildren);
        }
        return most;
    }

    private static boolean isIn(Region region, Region other) {
        for (Region r = region; r != null && r.depth >= other.depth; r = r.parent) {
            if (r == other) {
                return true;
            }
        }
        return false;
    }

    /// The innermost region that holds most of the words of all paragraphs, or of all words outside links
    /// where there is no paragraph.
    private static Region densest(List<Region> regions) {
        Region best = regions.get(0);
        boolean paragraphs = best.paragraphWords > 0;
        int wanted = paragraphs ? best.paragraphWords : best.words - best.linkWords;
        for (Region region : regions) {
            int has = paragraphs ? region.paragraphWords : region.words - region.linkWords;
            if (region.depth > best.depth && has >= 0.6 * wanted) {
                best = region;
            }
        }
        return best;
    }

    private void put(boolean figure) {
        put(figure ? 1 : 0);
    }

    private void put(double figure) {
        figures[at++] = figure;
    }

    /// 0 for none, 1 for 150.
    private static double log(int n) {
        return StrictMath.log1p(n) / 5;
    }
}

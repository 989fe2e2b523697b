package olmoe.filters.extract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the score of a block is made of, each figure around 0..1.
final class Features {
    private static final int WINDOW = 3;

    private final List<Block> blocks;
    private final double[] figures = new double[names().size()];
    private final int[] wordsBefore;
    private final int total;
    private final int firstHeading;
    private final Region densest;
    private final double paragraphShare;
    private final double linkShare;
    private int at;

    Features(List<Block> blocks, List<Region> regions) {
        this.blocks = blocks;
        wordsBefore = new int[blocks.size() + 1];
        int heading = -1;
        int paragraphs = 0;
        int links = 0;
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            wordsBefore[i + 1] = wordsBefore[i] + block.words;
            links += block.linkWords;
            paragraphs += block.tag.equals("p") ? block.words : 0;
            if (heading < 0 && block.tag.equals("h1")) {
                heading = i;
            }
        }
        total = Math.max(1, wordsBefore[blocks.size()]);
        firstHeading = heading;
        paragraphShare = (double) paragraphs / total;
        linkShare = (double) links / total;
        densest = densest(regions);
    }

    static List<String> names() {
        return NAMES;
    }

    private static final List<String> NAMES = makeNames();

    private static List<String> makeNames() {
        List<String> names = new ArrayList<>(List.of(
                "bias",
                "words",
                "short",
                "tiny",
                "long",
                "links",
                "linked",
                "marks",
                "sentence",
                "capitals",
                "digits",
                "repeated",
                "bold",
                "bar",
                "p",
                "li",
                "h1",
                "heading",
                "tr",
                "pre",
                "quote",
                "dl",
                "div",
                "caption",
                "place",
                "start",
                "end",
                "before-h1",
                "near-h1",
                "no-h1",
                "prev-words",
                "next-words",
                "prev-links",
                "next-links",
                "prev-sentence",
                "next-sentence",
                "window-words",
                "window-links",
                "window-sentences",
                "next-heading",
                "prev-heading",
                "region-links",
                "region-share",
                "region-words",
                "up-links",
                "up-share",
                "alike",
                "paragraphs-around",
                "in-densest",
                "densest-share",
                "depth",
                "page-words",
                "page-links",
                "page-paragraphs",
                "page-densest",
                "long-in-densest",
                "short-in-list",
                "linked-in-list",
                "words-by-page-paragraphs",
                "links-by-page-links",
                "densest-by-paragraphs"));
        for (Hint hint : Hint.values()) {
            names.add("near-" + hint.name().toLowerCase(Locale.ROOT));
            names.add("in-" + hint.name().toLowerCase(Locale.ROOT));
        }
        return List.copyOf(names);
    }

    /// The figures of block i, in the order of the names; overwritten by the next call.
    double[] of(int i) {
        at = 0;
        Block block = blocks.get(i);
        Region region = block.region;
        Region up = region.parent == null ? region : region.parent;
        int n = blocks.size();
        double words = log(block.words);
        double links = block.linkShare();
        put(1);
        put(words);
        put(block.words <= 8);
        put(block.words <= 2);
        put(block.words >= 25);
        put(links);
        put(links > 0.8);
        put(Math.min(1, 5.0 * block.marks / block.words));
        put(block.endsSentence);
        put(Math.min(1, (double) block.capitals / block.words));
        put(Math.min(1, (double) block.digits / block.text.length()));
        put(block.repeated);
        put(block.boldOnly);
        put(block.text.indexOf('|') >= 0 || block.text.indexOf('\u00a9') >= 0);

        String tag = block.tag;
        put(tag.equals("p"));
        put(tag.equals("li"));
        put(tag.equals("h1"));
        put(block.isHeading());
        put(tag.equals("tr") || tag.equals("td") || tag.equals("th"));
        put(tag.equals("pre"));
        put(tag.equals("blockquote"));
        put(tag.equals("dd") || tag.equals("dt"));
        put(tag.equals("div"));
        put(tag.equals("figcaption") || tag.equals("caption"));

        double place = (double) wordsBefore[i] / total;
        put(place);
        put(Math.max(0, 1 - i / 20.0));
        put(Math.max(0, 1 - (n - 1 - i) / 20.0));
        put(firstHeading >= 0 && i < firstHeading);
        put(firstHeading >= 0 && i >= firstHeading ? Math.max(0, 1 - (i - firstHeading) / 20.0) : 0);
        put(firstHeading < 0);

        Block prev = i > 0 ? blocks.get(i - 1) : null;
        Block next = i + 1 < n ? blocks.get(i + 1) : null;
        put(prev == null ? 0 : log(prev.words));
        put(next == null ? 0 : log(next.words));
        put(prev == null ? 0 : prev.linkShare());
        put(next == null ? 0 : next.linkShare());
        put(prev != null && prev.endsSentence);
        put(next != null && next.endsSentence);
        window(i);
        put(next != null && next.isHeading());
        put(prev != null && prev.isHeading());

        put(region.linkShare());
        put((double) region.words / total);
        put(log(region.words));
        put(up.linkShare());
        put((double) up.words / total);
        put(Math.min(1, log(alike(region))));
        put(up.words == 0 ? 0 : (double) up.paragraphWords / up.words);
        boolean inDensest = isIn(region, densest);
        double densestShare = (double) densest.words / total;
        put(inDensest);
        put(inDensest ? densestShare : 0);
        put(Math.min(1, region.depth / 30.0));

        put(log(total) / 2);
        put(linkShare);
        put(paragraphShare);
        put(densestShare);
        boolean inList = Hint.LIST_TAG.in(region.hints);
        put(inDensest ? words : 0);
        put(inList && block.words <= 8);
        put(inList && links > 0.8);
        put(words * paragraphShare);
        put(links * linkShare);
        put(inDensest ? paragraphShare : 0);
        long near = region.ownHints | up.ownHints;
        for (Hint hint : Hint.values()) {
            put(hint.in(near));
            put(hint.in(region.hints));
        }
        return figures;
    }

    private void window(int i) {
        int from = Math.max(0, i - WINDOW);
        int to = Math.min(blocks.size(), i + WINDOW + 1);
        int words = wordsBefore[to] - wordsBefore[from];
        int links = 0;
        int sentences = 0;
        for (int j = from; j < to; j++) {
            links += blocks.get(j).linkWords;
            sentences += blocks.get(j).endsSentence ? 1 : 0;
        }
        put(log(words));
        put((double) links / words);
        put((double) sentences / (to - from));
    }

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

    /// The innermost region that holds most of the unlinked words of all paragraphs.
    private Region densest(List<Region> regions) {
        Region best = regions.get(0);
        int wanted = best.paragraphWords > 0 ? best.paragraphWords : best.words - best.linkWords;
        for (Region region : regions) {
            int has = best.paragraphWords > 0 ? region.paragraphWords : region.words - region.linkWords;
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

package olmoe.filters.extract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The elements of a page that may be its main text, each found in another way. The body where nothing is found.
final class Centres {
    private static final double DENSEST_SHARE = 0.6;
    private static final int NAMED_PROSE = 30;

    private final List<Block> blocks;
    private final Counts counts;
    private final Region body;
    private final Region densest;
    private final Region heart;
    private final Region named;
    private int namedBy;

    Centres(List<Block> blocks, List<Region> regions, Counts counts) {
        this.blocks = blocks;
        this.counts = counts;
        body = regions.get(0);
        densest = densest(regions);
        heart = heart(regions);
        named = named(regions);
    }

    Region densest() {
        return densest;
    }

    Region heart() {
        return heart;
    }

    Region named() {
        return named;
    }

    /// 0 where no element is named, 4 for the surest name.
    int namedBy() {
        return namedBy;
    }

    /// The innermost region that holds most of the words of all paragraphs, or of all prose where there is no
    /// paragraph.
    private Region densest(List<Region> regions) {
        boolean paragraphs = counts.paragraphShare(0, blocks.size()) > 0;
        double wanted = DENSEST_SHARE * has(body, paragraphs);
        Region best = body;
        for (Region region : regions) {
            if (region.depth > best.depth && has(region, paragraphs) >= wanted) {
                best = region;
            }
        }
        return best;
    }

    private double has(Region region, boolean paragraphs) {
        int words = counts.words(region.first, region.end);
        return paragraphs
                ? counts.paragraphShare(region.first, region.end) * words
                : (1 - counts.linkShare(region.first, region.end)) * words;
    }

    /// The region that by name is the main text: by a property of schema.org, or else by a name such as
    /// `post-content`, as `article`, as `main`; of several of a kind the one with most prose.
    private Region named(List<Region> regions) {
        Region best = body;
        int most = 0;
        for (Region region : regions) {
            int by = namedBy(region.ownHints);
            int prose = by == 0 || by < namedBy ? 0 : counts.proseWords(region.first, region.end);
            if (prose >= NAMED_PROSE && (by > namedBy || prose > most)) {
                best = region;
                most = prose;
                namedBy = by;
            }
        }
        return best;
    }

    private static int namedBy(long hints) {
        if (Hint.ARTICLE_BODY.in(hints)) {
            return 4;
        }
        if (Hint.ARTICLE.in(hints) && Hint.CONTENT.in(hints)) {
            return 3;
        }
        return Hint.ARTICLE_TAG.in(hints) ? 2 : Hint.MAIN_TAG.in(hints) ? 1 : 0;
    }

    /// The region whose children and grandchildren have most prose, as Readability's candidates are found.
    private Region heart(List<Region> regions) {
        Map<Region, Double> scores = new HashMap<>();
        for (Block block : blocks) {
            if (block.words < 10 || block.linkWords * 2 > block.words) {
                continue;
            }
            double score = 1 + Math.min(3, block.words / 20.0) + Math.min(3, block.marks / 2.0);
            Region up = block.region.up(1);
            scores.merge(up, score, Double::sum);
            scores.merge(up.up(1), score / 2, Double::sum);
        }
        Region best = body;
        double most = 0;
        for (Region region : regions) {
            Double score = scores.get(region);
            if (score != null && score * (1 - counts.linkShare(region.first, region.end)) > most) {
                most = score * (1 - counts.linkShare(region.first, region.end));
                best = region;
            }
        }
        return best;
    }
}

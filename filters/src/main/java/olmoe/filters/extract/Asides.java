package olmoe.filters.extract;

import java.util.List;
import java.util.Locale;

/// What stands within or below the main text and is none of it: captions, by their element or the credit of a picture;
/// paragraphs that are one link, to another article, beside paragraphs of prose; comments where there is a text to
/// comment on. All around them speaks for them, and the pages that show it are too few for trees.
final class Asides {
    /// What is left of a probability. On the fitting half anything from 0.15 to 0.5 gives the same.
    private static final double LEFT = 0.3;
    /// Share of linked words.
    private static final double LINKED = 0.8;
    /// Words of prose, outside of comments and more probable than not, that make a text.
    private static final int TEXT_WORDS = 30;
    /// An element with more of the page's words than this may hold text and comments.
    private static final double WHOLE = 0.6;

    private static final int CAPTION_WORDS = 60;
    private static final List<String> CREDITS = List.of(
            "(image",
            "(photo",
            "(picture",
            "(credit",
            "(file photo",
            "photo by",
            "photo:",
            "photo credit",
            "image:",
            "image by",
            "image credit",
            "picture:",
            "picture by",
            "credit:",
            "getty images",
            "foto:");

    private Asides() {}

    /// @return the probabilities, those of asides lowered
    static double[] lowered(List<Block> blocks, double[] probabilities) {
        int n = probabilities.length;
        boolean[] commented = comments(blocks, probabilities);
        Region[] after = new Region[n];
        Region around = null;
        for (int i = n - 1; i >= 0; i--) {
            after[i] = around;
            around = Counts.isProse(blocks.get(i)) ? aroundParagraph(blocks.get(i)) : around;
        }
        double[] lowered = probabilities.clone();
        around = null;
        for (int i = 0; i < n; i++) {
            Block block = blocks.get(i);
            Region own = block.region.up(1);
            if (commented[i] || isCaption(block) || isLink(block) && (own == around || own == after[i])) {
                lowered[i] *= LEFT;
            }
            around = Counts.isProse(block) ? aroundParagraph(block) : around;
        }
        return lowered;
    }

    private static boolean isCaption(Block block) {
        return block.tag.equals("figcaption")
                || block.region.up(1).tag.equals("figcaption")
                || block.words < CAPTION_WORDS && isCredited(block.text.toLowerCase(Locale.ROOT));
    }

    private static boolean isCredited(String text) {
        for (String credit : CREDITS) {
            if (text.contains(credit)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLink(Block block) {
        return block.tag.equals("p") && block.linkWords >= LINKED * block.words;
    }

    private static Region aroundParagraph(Block block) {
        return block.tag.equals("p") ? block.region.up(1) : null;
    }

    /// For each block whether it stands in comments; none does where the page has no text besides.
    private static boolean[] comments(List<Block> blocks, double[] probabilities) {
        int n = probabilities.length;
        int[] words = new int[n + 1];
        int heading = -1;
        for (int i = 0; i < n; i++) {
            words[i + 1] = words[i] + blocks.get(i).words;
            heading = heading < 0 && blocks.get(i).tag.equals("h1") ? i : heading;
        }
        boolean[] comments = new boolean[n];
        int text = 0;
        for (int i = 0; i < n; i++) {
            Block block = blocks.get(i);
            comments[i] = Hint.COMMENT.in(block.region.hints) && isComment(block.region, heading, words);
            text += !comments[i] && probabilities[i] >= 0.5 && Counts.isProse(block) ? block.words : 0;
        }
        return text >= TEXT_WORDS ? comments : new boolean[n];
    }

    /// Whether the innermost element that is named so holds comments only: neither the first heading nor, where there
    /// is none, most of the page.
    ///
    /// @param words before each block
    private static boolean isComment(Region region, int heading, int[] words) {
        Region named = region;
        while (!Hint.COMMENT.in(named.ownHints)) {
            named = named.parent;
        }
        if (heading >= 0) {
            return heading < named.first || heading >= named.end;
        }
        return words[named.end] - words[named.first] <= WHOLE * words[words.length - 1];
    }
}

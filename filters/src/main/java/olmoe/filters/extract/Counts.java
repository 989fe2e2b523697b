package olmoe.filters.extract;

import java.util.List;

/// Sums over the blocks before each one, so that any run of blocks is looked at in constant time.
final class Counts {
    /// A block of at least so many words, at most a third of them linked, is prose.
    private static final int PROSE_WORDS = 15;

    private final int[] words;
    private final int[] linkWords;
    private final int[] paragraphWords;
    private final int[] proseWords;
    private final int[] prose;
    private final int[] sentences;
    private final int[] headings;

    Counts(List<Block> blocks) {
        int n = blocks.size();
        words = new int[n + 1];
        linkWords = new int[n + 1];
        paragraphWords = new int[n + 1];
        proseWords = new int[n + 1];
        prose = new int[n + 1];
        sentences = new int[n + 1];
        headings = new int[n + 1];
        for (int i = 0; i < n; i++) {
            Block block = blocks.get(i);
            boolean isProse = isProse(block);
            words[i + 1] = words[i] + block.words;
            linkWords[i + 1] = linkWords[i] + block.linkWords;
            paragraphWords[i + 1] = paragraphWords[i] + (block.tag.equals("p") ? block.words : 0);
            proseWords[i + 1] = proseWords[i] + (isProse ? block.words : 0);
            prose[i + 1] = prose[i] + (isProse ? 1 : 0);
            sentences[i + 1] = sentences[i] + (block.endsSentence ? 1 : 0);
            headings[i + 1] = headings[i] + (block.isHeading() ? 1 : 0);
        }
    }

    static boolean isProse(Block block) {
        return block.words >= PROSE_WORDS && block.linkWords * 3 <= block.words;
    }

    int words(int from, int to) {
        return words[to] - words[from];
    }

    int proseWords(int from, int to) {
        return proseWords[to] - proseWords[from];
    }

    double linkShare(int from, int to) {
        return share(linkWords[to] - linkWords[from], words(from, to));
    }

    double paragraphShare(int from, int to) {
        return share(paragraphWords[to] - paragraphWords[from], words(from, to));
    }

    double proseShare(int from, int to) {
        return share(proseWords(from, to), words(from, to));
    }

    int prose(int from, int to) {
        return prose[to] - prose[from];
    }

    double sentenceShare(int from, int to) {
        return share(sentences[to] - sentences[from], to - from);
    }

    double headingShare(int from, int to) {
        return share(headings[to] - headings[from], to - from);
    }

    static double share(double part, double of) {
        return of == 0 ? 0 : part / of;
    }
}

package olmoe.filters.extract;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import olmoe.filters.Page;

/// What is known of each block before any is judged: its own form, the elements around it, its place on the page, its
/// neighbours, blocks of the same template, and the page as a whole.
final class Features {
    private static final int[] LEVELS = {1, 2, 3, 5};
    private static final String[][] UP = names(
            LEVELS,
            "-up-",
            "words",
            "share",
            "blocks",
            "block-words",
            "links",
            "paragraphs",
            "prose",
            "of-prose",
            "sentences",
            "place",
            "children",
            "alike");
    private static final int[] NEIGHBOURS = {-2, -1, 1, 2};
    private static final String[][] AT =
            names(NEIGHBOURS, "-at", "words", "links", "sentence", "heading", "alike", "common");
    private static final int[] WINDOWS = {3, 8};
    private static final String[][] WITHIN =
            names(WINDOWS, "-within-", "words", "links", "sentences", "prose", "headings");
    private static final String[] DENSEST = names("densest");
    private static final String[] HEART = names("heart");
    private static final String[] NAMED = names("named");
    private static final String[] TAGS = {"p", "li", "tr", "pre", "blockquote", "figcaption", "dt", "dd", "div", "td"};

    private static final double WRAPPER_SHARE = 0.6;
    private static final int FARTHEST = 50;
    private static final List<String> ALL_NAMES = allNames();

    private final PageFacts facts;
    private final List<Block> blocks;
    private final Counts counts;
    private final int n;
    private final Map<Integer, Template> templates = new HashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Centres centres;
    private final Run run;
    private final int firstHeading;
    private final int[] proseBefore;
    private final int[] proseAfter;
    private final int[] headingBefore;
    private final Set<String> titleWords;
    private final Set<String> descriptionWords;
    private final String said;
    private final Kinds kinds;

    /// Blocks in elements of the same tags and classes.
    private static final class Template {
        int blocks;
        int words;
        int linkWords;
        int sentences;
        int prose;
    }

    private Features(BlockReader reader) {
        facts = reader.facts();
        blocks = reader.blocks();
        n = blocks.size();
        counts = new Counts(blocks);
        int heading = -1;
        for (int i = 0; i < n; i++) {
            Block block = blocks.get(i);
            Template template = templates.computeIfAbsent(key(block), k -> new Template());
            template.blocks++;
            template.words += block.words;
            template.linkWords += block.linkWords;
            template.sentences += block.endsSentence ? 1 : 0;
            template.prose += Counts.isProse(block) ? 1 : 0;
            copies.merge(block.text, 1, Integer::sum);
            if (heading < 0 && block.tag.equals("h1")) {
                heading = i;
            }
        }
        firstHeading = heading;
        centres = new Centres(blocks, reader.regions(), counts);
        run = Run.most(n, i -> Counts.isProse(blocks.get(i)) ? blocks.get(i).words : -10 - blocks.get(i).linkWords);
        proseBefore = new int[n];
        proseAfter = new int[n];
        headingBefore = new int[n];
        places();
        titleWords = words(facts.titles());
        descriptionWords = words(facts.meta("og:description", "description") + " "
                + facts.linkedData().description());
        said = squeezed(facts.linkedData().body());
        kinds = new Kinds(facts);
    }

    /// The names of the figures of a row.
    static List<String> names() {
        return ALL_NAMES;
    }

    private static List<String> allNames() {
        byte[] page = {'a'};
        Figures naming = Figures.naming();
        new Features(MainText.read(MainText.parse(new Page(page, null)))).put(0, naming);
        return naming.names();
    }

    /// One row for each block.
    static float[][] rows(BlockReader reader) {
        float[][] rows = new float[reader.blocks().size()][ALL_NAMES.size()];
        if (rows.length > 0) {
            Features features = new Features(reader);
            for (int i = 0; i < rows.length; i++) {
                features.put(i, Figures.into(rows[i]));
            }
        }
        return rows;
    }

    private static int key(Block block) {
        return block.region.shape;
    }

    private void places() {
        int prose = -1;
        int heading = -1;
        for (int i = 0; i < n; i++) {
            proseBefore[i] = prose;
            headingBefore[i] = heading;
            if (Counts.isProse(blocks.get(i))) {
                prose = i;
            }
            if (blocks.get(i).isHeading()) {
                heading = i;
            }
        }
        prose = n;
        for (int i = n - 1; i >= 0; i--) {
            proseAfter[i] = prose;
            if (Counts.isProse(blocks.get(i))) {
                prose = i;
            }
        }
    }

    private void put(int i, Figures out) {
        Block block = blocks.get(i);
        own(block, out);
        said(block, out);
        hints(block, out);
        around(i, block, out);
        place(i, block, out);
        neighbours(i, block, out);
        page(out);
    }

    private void own(Block block, Figures out) {
        out.putLog("words", block.words);
        out.put("word-length", Counts.share(block.text.length(), block.words));
        out.put("links", Counts.share(block.linkWords, block.words));
        out.putLog("link-count", block.links);
        out.put("marks", Counts.share(block.marks, block.words));
        out.put("sentence", block.endsSentence);
        out.put("question", block.text.endsWith("?"));
        out.put("bar", block.text.indexOf('|') >= 0 || block.text.indexOf('\u00a9') >= 0);
        out.put("digits", Counts.share(block.digits, block.text.length()));
        out.put("capitals", Counts.share(block.capitals, block.letters));
        char first = block.text.charAt(0);
        out.put("starts-small", first >= 'a' && first <= 'z');
        out.put("cells", block.text.indexOf('\t') >= 0);
        out.put("lines", block.text.indexOf('\n') >= 0);
        out.putLog("copies", copies.get(block.text));
        out.put("heading", block.isHeading() ? block.tag.charAt(1) - '0' : 0);
        for (String tag : TAGS) {
            out.put(tag, block.tag.equals(tag));
        }
    }

    /// What the head says that is in the block.
    private void said(Block block, Figures out) {
        int inTitle = 0;
        int inDescription = 0;
        int words = 0;
        if (block.words <= 80) {
            for (String word : words(block.text)) {
                words++;
                inTitle += titleWords.contains(word) ? 1 : 0;
                inDescription += descriptionWords.contains(word) ? 1 : 0;
            }
        }
        out.put("in-title", Counts.share(inTitle, words));
        out.put("of-title", Counts.share(inTitle, titleWords.size()));
        out.put("in-description", Counts.share(inDescription, words));
        out.put("of-description", Counts.share(inDescription, descriptionWords.size()));
        out.put("in-body", said.isEmpty() ? -1 : isSaid(block) ? 1 : 0);
    }

    private boolean isSaid(Block block) {
        String squeezed = squeezed(block.text);
        if (squeezed.length() <= 40) {
            return squeezed.length() > 3 && said.contains(squeezed);
        }
        int middle = squeezed.length() / 2 - 10;
        return said.contains(squeezed.substring(0, 20)) || said.contains(squeezed.substring(middle, middle + 20));
    }

    private void hints(Block block, Figures out) {
        for (Hint hint : Hint.values()) {
            out.put(hint.near(), hint.in(block.region.hints) ? near(block.region, hint) : 0);
        }
        for (Hint hint : Hint.INLINE) {
            out.put(hint.inline(), hint.in(block.inlineHints));
        }
    }

    /// 1 for the block's element, 1/2 for the one around it, and so on. An element that holds most of the page's words
    /// is no menu and no banner, whatever its class says.
    private double near(Region region, Hint hint) {
        int levels = 1;
        for (Region r = region; r != null && levels <= FARTHEST; r = r.parent, levels++) {
            if (hint.in(r.ownHints)) {
                boolean wrapper = !Hint.OF_WHOLE.contains(hint)
                        && counts.words(r.first, r.end) > WRAPPER_SHARE * counts.words(0, n);
                return wrapper ? 0 : 1.0 / levels;
            }
        }
        return 0;
    }

    private void around(int i, Block block, Figures out) {
        Template template = templates.get(key(block));
        out.putLog("template-blocks", template.blocks);
        out.putLog("template-words", Counts.share(template.words, template.blocks));
        out.put("template-links", Counts.share(template.linkWords, template.words));
        out.put("template-sentences", Counts.share(template.sentences, template.blocks));
        out.put("template-prose", Counts.share(template.prose, template.blocks));
        out.put("depth", block.region.depth);
        out.putLog("alike", alike(block.region));
        int allProse = counts.proseWords(0, n);
        for (int level = 0; level < LEVELS.length; level++) {
            String[] names = UP[level];
            Region region = block.region.up(LEVELS[level]);
            int from = region.first;
            int to = region.end;
            int words = counts.words(from, to);
            out.putLog(names[0], words);
            out.put(names[1], Counts.share(words, counts.words(0, n)));
            out.putLog(names[2], to - from);
            out.putLog(names[3], Counts.share(words, to - from));
            out.put(names[4], counts.linkShare(from, to));
            out.put(names[5], counts.paragraphShare(from, to));
            out.put(names[6], counts.proseShare(from, to));
            out.put(names[7], Counts.share(counts.proseWords(from, to), allProse));
            out.put(names[8], counts.sentenceShare(from, to));
            out.put(names[9], Counts.share(counts.words(from, i), words));
            out.putLog(names[10], region.children);
            out.putLog(names[11], region.alikeChildren);
        }
    }

    private static String[][] names(int[] numbers, String between, String... figures) {
        String[][] names = new String[numbers.length][figures.length];
        for (int i = 0; i < numbers.length; i++) {
            for (int j = 0; j < figures.length; j++) {
                names[i][j] = figures[j] + between + numbers[i];
            }
        }
        return names;
    }

    private static String[] names(String centre) {
        String[] figures = {"in", "away", "up", "down", "share", "links", "prose", "left", "prose-left"};
        for (int i = 0; i < figures.length; i++) {
            figures[i] = centre + "-" + figures[i];
        }
        return figures;
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

    private void place(int i, Block block, Figures out) {
        int all = counts.words(0, n);
        out.put("place", Counts.share(i, n));
        out.put("words-before", Counts.share(counts.words(0, i), all));
        out.putLog("blocks-after", n - 1 - i);
        out.put("before-h1", i < firstHeading);
        out.putLog("after-h1", firstHeading >= 0 && i >= firstHeading ? i - firstHeading + 1 : 0);
        out.putLog("since-heading", headingBefore[i] < 0 ? 1000 : i - headingBefore[i]);
        out.putLog("prose-before", proseBefore[i] < 0 ? 1000 : i - proseBefore[i]);
        out.putLog("prose-after", proseAfter[i] >= n ? 1000 : proseAfter[i] - i);
        out.put("prose-before-common", proseBefore[i] < 0 ? 0 : common(block, blocks.get(proseBefore[i])));
        out.put("prose-after-common", proseAfter[i] >= n ? 0 : common(block, blocks.get(proseAfter[i])));
        relative(DENSEST, centres.densest(), i, block, out);
        relative(HEART, centres.heart(), i, block, out);
        relative(NAMED, centres.named(), i, block, out);
        out.put("named-by", centres.namedBy());
        run(i, out);
        out.put("first-heading-in-heart", firstHeading >= 0 && centres.heart().holds(blocks.get(firstHeading).region));
    }

    /// How many levels up the elements around both meet, seen from the first.
    private static double common(Block block, Block other) {
        Region r = block.region;
        int levels = 0;
        while (!r.holds(other.region)) {
            r = r.parent;
            levels++;
        }
        return 1.0 / (1 + levels);
    }

    private void relative(String[] names, Region centre, int i, Block block, Figures out) {
        boolean in = centre.holds(block.region);
        Region meet = centre;
        while (!meet.holds(block.region)) {
            meet = meet.parent;
        }
        int words = counts.words(centre.first, centre.end);
        out.put(names[0], in);
        out.put(names[1], away(i, centre.first, centre.end));
        out.put(names[2], centre.depth - meet.depth);
        out.put(names[3], block.region.depth - meet.depth);
        out.put(names[4], Counts.share(words, counts.words(0, n)));
        out.put(names[5], counts.linkShare(centre.first, centre.end));
        out.put(names[6], counts.proseShare(centre.first, centre.end));
        out.put(names[7], in ? Counts.share(counts.words(i, centre.end), words) : i < centre.first ? 2 : -1);
        int prose = counts.proseWords(centre.first, centre.end);
        out.put(names[8], in ? Counts.share(counts.proseWords(i, centre.end), prose) : i < centre.first ? 2 : -1);
    }

    /// How far a block lies from some, below 0 before them, on a logarithmic scale.
    private static double away(int i, int first, int end) {
        return i < first ? -Figures.log(first - i) : i < end ? 0 : Figures.log(i - end + 1);
    }

    private void run(int i, Figures out) {
        int words = counts.words(run.first(), run.end());
        out.put("run-away", away(i, run.first(), run.end()));
        out.put("run-share", Counts.share(words, counts.words(0, n)));
        out.put("run-of-prose", Counts.share(counts.proseWords(run.first(), run.end()), counts.proseWords(0, n)));
        out.put("run-left", run.holds(i) ? Counts.share(counts.words(i, run.end()), words) : i < run.first() ? 2 : -1);
    }

    private void neighbours(int i, Block block, Figures out) {
        for (int neighbour = 0; neighbour < NEIGHBOURS.length; neighbour++) {
            String[] names = AT[neighbour];
            int at = i + NEIGHBOURS[neighbour];
            Block other = at >= 0 && at < n ? blocks.get(at) : null;
            out.putLog(names[0], other == null ? 0 : other.words);
            out.put(names[1], other == null ? -1 : Counts.share(other.linkWords, other.words));
            out.put(names[2], other != null && other.endsSentence);
            out.put(names[3], other != null && other.isHeading());
            out.put(names[4], other != null && key(other) == key(block));
            out.put(names[5], other == null ? 0 : common(block, other));
        }
        for (int window = 0; window < WINDOWS.length; window++) {
            String[] names = WITHIN[window];
            int from = Math.max(0, i - WINDOWS[window]);
            int to = Math.min(n, i + WINDOWS[window] + 1);
            out.putLog(names[0], Counts.share(counts.words(from, to), to - from));
            out.put(names[1], counts.linkShare(from, to));
            out.put(names[2], counts.sentenceShare(from, to));
            out.put(names[3], counts.proseShare(from, to));
            out.put(names[4], counts.headingShare(from, to));
        }
        int section = headingBefore[i];
        out.put("section-level", section < 0 ? 0 : blocks.get(section).tag.charAt(1) - '0');
        out.put("section-common", section < 0 ? 0 : common(block, blocks.get(section)));
        out.putLog("section-words", section < 0 ? 0 : counts.words(section, i));
    }

    private void page(Figures out) {
        out.putLog("page-blocks", n);
        out.putLog("page-words", counts.words(0, n));
        out.put("page-links", counts.linkShare(0, n));
        out.put("page-paragraphs", counts.paragraphShare(0, n));
        out.put("page-prose", counts.proseShare(0, n));
        out.putLog("page-prose-blocks", counts.prose(0, n));
        out.put("page-sentences", counts.sentenceShare(0, n));
        out.put("page-headings", counts.headingShare(0, n));
        kinds.put(out);
    }

    /// The different words in small letters.
    static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        char[] word = new char[text.length()];
        int length = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= '0' && c <= '9' || c >= 'a' && c <= 'z') {
                word[length++] = c;
            } else if (c >= 'A' && c <= 'Z') {
                word[length++] = (char) (c + 32);
            } else if (c >= 0xc0) {
                word[length++] = Character.toLowerCase(c);
            } else if (length > 0) {
                words.add(new String(word, 0, length));
                length = 0;
            }
        }
        return words;
    }

    /// Without white space, as scripts and elements break lines differently.
    private static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > ' ' && c != '\u00a0') {
                squeezed.append(c);
            }
        }
        return squeezed.toString();
    }
}

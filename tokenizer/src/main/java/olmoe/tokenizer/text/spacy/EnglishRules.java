package olmoe.tokenizer.text.spacy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// spaCy's data for English: classes of characters, currencies and units, and the special cases, which
/// are cut in a way of their own. Made by a program, see `english-tables.md` beside them.
final class EnglishRules {
    static final int PREFIX = 1;
    static final int SUFFIX = 1 << 1;
    static final int ICON = 1 << 2;
    static final int ALPHA = 1 << 3;
    static final int LOWER = 1 << 4;
    static final int UPPER = 1 << 5;
    static final int BEFORE_DOT = 1 << 6;
    static final int QUOTE = 1 << 7;
    static final int SENTENCE_END = 1 << 8;
    /// The last character of a currency or unit.
    static final int UNIT_END = 1 << 9;

    private static final List<String> CLASSES =
            List.of("prefix", "suffix", "icon", "alpha", "lower", "upper", "before-dot", "quote", "sentence-end");

    private static final int BLOCK_SHIFT = 7;
    private static final int BLOCK = 1 << BLOCK_SHIFT;
    private static final EnglishRules RULES = new EnglishRules();

    private final short[][] flags = new short[(Character.MAX_CODE_POINT + 1) >> BLOCK_SHIFT][];
    private final TextNumbers afterDigit = new TextNumbers();
    private final TextNumbers specials = new TextNumbers();
    private final List<int[]> specialTexts = new ArrayList<>();
    private final List<int[]> specialEnds = new ArrayList<>(); // by number: where its tokens end

    private EnglishRules() {
        Map<String, List<String>> sections = read();
        short[] none = new short[BLOCK];
        Arrays.fill(flags, none);
        for (int i = 0; i < CLASSES.size(); i++) {
            for (String range : words(sections.get(CLASSES.get(i)))) {
                String[] ends = range.split("-", -1);
                int last = Integer.parseInt(ends[ends.length - 1], 16);
                for (int c = Integer.parseInt(ends[0], 16); c <= last; c++) {
                    flag(c, 1 << i, none);
                }
            }
        }
        for (String text : words(sections.get("after-digit"))) {
            int[] points = unescaped(text);
            afterDigit.add(points);
            flag(points[points.length - 1], UNIT_END, none);
        }
        for (String line : sections.get("special")) {
            addSpecial(line.split(" ", -1));
        }
    }

    static EnglishRules rules() {
        return RULES;
    }

    boolean is(int classes, int c) {
        return (flags[c >> BLOCK_SHIFT][c & BLOCK - 1] & classes) != 0;
    }

    /// Whether a currency or unit stands in a range.
    boolean isUnit(int[] text, int from, int to) {
        return afterDigit.contains(text, from, to);
    }

    int longestUnit() {
        return afterDigit.longest();
    }

    /// The number of the special case that stands in a range, or -1.
    int special(int[] text, int from, int to) {
        return specials.find(text, from, to);
    }

    int specialCount() {
        return specials.size();
    }

    int[] specialText(int number) {
        return specialTexts.get(number);
    }

    /// Offsets in the special case's text.
    int[] specialEnds(int number) {
        return specialEnds.get(number);
    }

    private void flag(int c, int flag, short[] none) {
        int block = c >> BLOCK_SHIFT;
        if (flags[block] == none) {
            flags[block] = new short[BLOCK];
        }
        flags[block][c & BLOCK - 1] |= (short) flag;
    }

    private void addSpecial(String[] tokens) {
        StringBuilder text = new StringBuilder();
        int[] ends = new int[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            text.append(tokens[i]);
            ends[i] = unescaped(text.toString()).length;
        }
        int[] points = unescaped(text.toString());
        specials.add(points);
        specialTexts.add(points);
        specialEnds.add(ends);
    }

    private static List<String> words(List<String> lines) {
        return List.of(String.join(" ", lines).split(" ", -1));
    }

    /// Reads the escapes, a backslash, u and hex digits in braces.
    private static int[] unescaped(String text) {
        StringBuilder plain = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            if (text.charAt(at) == '\\') {
                int close = text.indexOf('}', at);
                plain.appendCodePoint(Integer.parseInt(text, at + 3, close, 16));
                at = close + 1;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        return plain.codePoints().toArray();
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        try (InputStream in = EnglishRules.class.getResourceAsStream("english.txt")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.US_ASCII).split("\n", -1)) {
                if (line.length() > 1
                        && line.startsWith("[")
                        && line.endsWith("]")
                        && line.indexOf(' ') < 0
                        && Character.isLetter(line.charAt(1))) {
                    lines = new ArrayList<>();
                    sections.put(line.substring(1, line.length() - 1), lines);
                } else if (!line.isEmpty()) {
                    lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sections;
    }
}

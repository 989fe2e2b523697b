package olmoe.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/// Encodes random strings with our encoder and with Hugging Face's Rust tokenizers (the DJL binding) and
/// stops at the first that differs. Ours refuses half a surrogate pair, which theirs takes for other characters; such a
/// string is compared with U+FFFD in its place. By hand: `main FILE STRINGS SEED`, with a tokenizer.json.
final class ReferenceFuzz {
    private static final int[] SPACES = {
        ' ', ' ', ' ', '\n', '\r', '\t', 0xA0, 0x85, 0x2003, 0x3000, 0x1680, 0x180E, 0x200B
    };

    /// First code points of Unicode's blocks, all of which begin at a multiple of 16.
    private static final int[] BLOCKS = IntStream.range(0, 0x11000)
            .map(i -> i << 4)
            .filter(c -> Character.UnicodeBlock.of(c) != null
                    && (c == 0 || Character.UnicodeBlock.of(c) != Character.UnicodeBlock.of(c - 1))
                    && (c < 0xD800 || c >= 0xE000))
            .toArray();

    private final Encoder encoder;
    private final HuggingFaceTokenizer reference;
    private final RandomTexts random;
    private int turn; // whose block it is

    private ReferenceFuzz(Encoder encoder, HuggingFaceTokenizer reference, long seed) {
        this.encoder = encoder;
        this.reference = reference;
        this.random = new RandomTexts(seed);
    }

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        int strings = Integer.parseInt(arguments[1]);
        long characters = run(file, strings, Long.parseLong(arguments[2]));
        System.out.println("{\"file\":\"" + file.getFileName() + "\",\"strings\":" + strings + ",\"characters\":"
                + characters + ",\"different\":0}");
    }

    /// @return characters compared
    /// @throws AssertionError for the first string whose ids differ
    static long run(Path file, int strings, long seed) throws IOException {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Encoder encoder = Tokenizer.read(file).encoder();
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.newInstance(file, options)) {
            return new ReferenceFuzz(encoder, reference, seed).compare(strings);
        }
    }

    private long compare(int strings) {
        long characters = 0;
        for (int i = 0; i < strings; i++) {
            String text = text();
            if (i % 16 == 15) {
                text = refused(text);
            }
            long[] expected = reference.encode(text, false, false).getIds();
            int[] ids = encoder.encode(text);
            if (!Arrays.equals(expected, Arrays.stream(ids).asLongStream().toArray())) {
                throw new AssertionError(
                        escaped(text) + ": expected " + Arrays.toString(expected) + ", found " + Arrays.toString(ids));
            }
            characters += text.length();
        }
        return characters;
    }

    /// Puts halves of surrogate pairs into a text, which ours must refuse at the first of them, and takes U+FFFD
    /// instead.
    private String refused(String text) {
        StringBuilder broken = new StringBuilder(text);
        int first = Integer.MAX_VALUE;
        for (int n = 1 + random.next(3); n > 0; n--) {
            int at = text.offsetByCodePoints(0, random.next(text.codePointCount(0, text.length()) + 1));
            if (at < first) { // what follows moves, what precedes stays whole
                broken.insert(at, (char) (0xD800 + random.next(0x800)));
                first = at;
            }
        }
        String half = Character.toString(broken.charAt(first));
        broken.replace(first, first + 1, half + ' '); // no pair with what follows
        try {
            encoder.encode(broken.toString());
        } catch (IllegalArgumentException e) {
            if (e.getMessage().equals("unpaired surrogate at character " + first)) {
                return broken.codePoints()
                        .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            }
        }
        throw new AssertionError(escaped(broken.toString()) + ": expected a refusal at character " + first);
    }

    /// Words, code points of every block in turn, long runs of one character or of spaces, scripts mixed in a word.
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int parts = 1 + random.next(8); parts > 0; parts--) {
            switch (random.next(11)) {
                case 0 -> text.append(random.text(4));
                case 1 ->
                    text.append(String.valueOf((char) (' ' + random.next(95)))
                            .repeat(1 + random.next(random.next(50) == 0 ? 3000 : 60)));
                case 2 -> text.append(Character.toString(point()).repeat(1 + random.next(20)));
                case 3 -> {
                    for (int n = random.next(8); n > 0; n--) {
                        text.appendCodePoint(SPACES[random.next(SPACES.length)]);
                    }
                }
                case 4 -> text.append(" ".repeat(random.next(40)));
                case 5 -> {
                    int block = BLOCKS[turn++ % BLOCKS.length];
                    for (int n = 1 + random.next(8); n > 0; n--) {
                        text.appendCodePoint(ofBlock(block));
                    }
                }
                case 6 -> {
                    for (int n = random.next(12); n > 0; n--) {
                        text.append((char) ('!' + random.next(94)));
                    }
                }
                case 7 -> {
                    for (int n = random.next(9); n > 0; n--) {
                        text.append((char) ('0' + random.next(10)));
                    }
                }
                case 8 -> {
                    boolean few = random.next(4) == 0; // few letters, many merges in one long word
                    int letters = few ? 2 + random.next(3) : 26;
                    for (int n = random.next(few ? random.next(50) == 0 ? 3000 : 300 : 20); n > 0; n--) {
                        text.append((char) ((random.next(4) == 0 && !few ? 'A' : 'a') + random.next(letters)));
                    }
                }
                case 9 -> { // one word of two or three scripts
                    int[] blocks = {block(), block(), block()};
                    for (int n = 1 + random.next(12); n > 0; n--) {
                        text.appendCodePoint(ofBlock(blocks[random.next(3)]));
                    }
                }
                default -> text.appendCodePoint(point());
            }
        }
        return text.toString();
    }

    private int point() {
        int c = random.next(random.next(4) == 0 ? 0x110000 : 0x3000);
        return c >= 0xD800 && c < 0xE000 ? c - 0x800 : c;
    }

    /// Scripts that are written more often than the others are taken more often.
    private int block() {
        return BLOCKS[random.next(random.next(2) == 0 ? 40 : BLOCKS.length)];
    }

    private int ofBlock(int start) {
        int point = start + random.next(256);
        return Character.UnicodeBlock.of(point) == Character.UnicodeBlock.of(start) ? point : start + (point & 15);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> {
            if (c >= ' ' && c < 0x7F) {
                escaped.append((char) c);
            } else {
                escaped.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
            }
        });
        return escaped.toString();
    }
}

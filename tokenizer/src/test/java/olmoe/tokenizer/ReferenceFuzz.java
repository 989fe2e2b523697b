package olmoe.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// Encodes random strings with our encoder and with Hugging Face's Rust tokenizers (the DJL binding) and
/// stops at the first that differs. By hand: `main FILE STRINGS SEED`, with a tokenizer.json.
final class ReferenceFuzz {
    private static final int[] SPACES = {
        ' ', ' ', ' ', '\n', '\r', '\t', 0xA0, 0x85, 0x2003, 0x3000, 0x1680, 0x180E, 0x200B
    };

    private final Encoder encoder;
    private final HuggingFaceTokenizer reference;
    private final RandomTexts random;

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

    /// Words, code points of every block, long runs of one character or of spaces, scripts mixed.
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int parts = 1 + random.next(8); parts > 0; parts--) {
            switch (random.next(10)) {
                case 0 -> text.append(random.text(4));
                case 1 ->
                    text.append(String.valueOf((char) (' ' + random.next(95))).repeat(1 + random.next(60)));
                case 2 -> text.append(Character.toString(point()).repeat(1 + random.next(20)));
                case 3 -> {
                    for (int n = random.next(8); n > 0; n--) {
                        text.appendCodePoint(SPACES[random.next(SPACES.length)]);
                    }
                }
                case 4 -> text.append(" ".repeat(random.next(40)));
                case 5 -> {
                    int block = random.next(0x300) << 8;
                    for (int n = random.next(8); n > 0; n--) {
                        append(text, block + random.next(256));
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
                    for (int n = random.next(few ? 300 : 20); n > 0; n--) {
                        text.append((char) ((random.next(4) == 0 && !few ? 'A' : 'a') + random.next(letters)));
                    }
                }
                default -> append(text, point());
            }
        }
        return text.toString();
    }

    private int point() {
        int c = random.next(random.next(4) == 0 ? 0x110000 : 0x3000);
        return c >= 0xD800 && c < 0xE000 ? c - 0x800 : c;
    }

    private static void append(StringBuilder text, int point) {
        if (point < 0xD800 || point >= 0xE000) {
            text.appendCodePoint(point);
        }
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

package olmoe.filters.rule;

import java.util.List;
import java.util.Random;
import olmoe.filters.rule.code.CodeFuzz;

/// Texts of pieces that rules stumble over: line ends, marks, halves of surrogate pairs, words of their lists.
final class RandomTexts {
    private static final String[] PIECES = {
        "the",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "\0",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "#",
        "...",
        ". . .",
        "…",
        "- ",
        "\u0085",
        "\u2028",
        "\u00A0",
        "\u0301",
        "\u200D",
        "1",
        "²",
        "\uFFFF",
        "\uDBFF\uDFFF",
        "a\u0301'b",
        "İ",
        "Σ",
        "{",
        "\uFEFF",
        "word word",
        "漢",
        "\u001C",
        "http://www.a.org/b?c",
        "me@a.org",
        "10.0.0.1",
        "items in cart",
        "Read more...",
        "Sign-in",
        "3 likes",
        "lorem ipsum",
        "javascript"
    };

    private static final String MARKS = "\0\t\n\r !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~…•●–«»¿\u2028";

    private static final int LONG = 10_000;

    private final Random random;

    RandomTexts(long seed) {
        random = new Random(seed);
    }

    /// A short one: of pieces, of marks only, of any characters, of code, or cut out of a sample and changed.
    String nextShort(List<String> samples) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 9);
        switch (random.nextInt(samples.isEmpty() ? 4 : 5)) {
            case 0 -> {
                for (int i = 0; i < length; i++) {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                }
            }
            case 1 -> {
                for (int i = 0; i < length; i++) {
                    text.append(MARKS.charAt(random.nextInt(MARKS.length())));
                }
            }
            case 2 -> {
                for (int i = 0; i < length; i++) {
                    text.append((char) random.nextInt(random.nextBoolean() ? 0x250 : 0x10000));
                }
            }
            case 3 -> text.append(CodeFuzz.text(random));
            default -> {
                String sample = samples.get(random.nextInt(samples.size()));
                int from = random.nextInt(sample.length());
                text.append(sample, from, Math.min(sample.length(), from + 6 * length));
                text.insert(random.nextInt(text.length() + 1), PIECES[random.nextInt(PIECES.length)]);
                text.deleteCharAt(random.nextInt(text.length()));
            }
        }
        return text.toString();
    }

    /// Some ten thousand characters of a few short ones over and over.
    String nextLong(List<String> samples) {
        StringBuilder pattern = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            pattern.append(nextShort(samples));
        }
        return pattern.toString().repeat(LONG / (pattern.length() + 1) + 1);
    }

    /// What rules for code look at.
    String nextMetadata() {
        String ending = CodeFuzz.ending(random);
        return "{\"ext\":\"%s\",\"path\":\"a/b.%s\",\"max_stars_count\":%d}"
                .formatted(ending, ending, random.nextInt(8));
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(random.nextInt(4) == 0 ? 300 : 12);
        for (int i = 0; i < pieces; i++) {
            text.append(
                    random.nextInt(20) == 0
                            ? "" + (char) random.nextInt(0x10000)
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}

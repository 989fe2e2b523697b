package olmoe.filters.rule;

import java.util.Random;

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

    private final Random random;

    RandomTexts(long seed) {
        random = new Random(seed);
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

package olmoe.tokenizer;

import java.util.ArrayList;
import java.util.List;

/// Texts for comparisons with other programs, made by a generator that is easy to write again in Python:
/// `x = (x * 6364136223846793005 + 1442695040888963407) % 2**64; (x >> 33) % bound`.
final class RandomTexts {
    static final List<String> PIECES = List.of(
            "the",
            " the",
            " of",
            " and",
            " token",
            "ing",
            " in",
            "er",
            "'s",
            "'t",
            "'re",
            "'ve",
            "'m",
            "'ll",
            "'d",
            "'S",
            "'",
            "\u2019s",
            "1",
            "42",
            " 2024",
            "3.14",
            "\u00bd",
            "\u0663",
            " ",
            "  ",
            "   ",
            "      ",
            "\n",
            "\n\n",
            "\r\n",
            "\t",
            " \n ",
            "\u0085",
            "\u00a0",
            "\u1680",
            "\u2028",
            "\u3000",
            "e\u0301",
            "A\u030a",
            "\u1100\u1161",
            "\u0344",
            "\u2126",
            "q\u0323\u0307",
            "\u0301",
            "caf\u00e9",
            " na\u00efve",
            "\u041f\u0440\u0438\u0432\u0435\u0442",
            " \u043c\u0438\u0440",
            "\u65e5\u672c\u8a9e",
            "\ud55c\uae00",
            "\u0939\u093f\u0928\u094d\u0926\u0940",
            "\ud83d\ude00",
            "\ud83d\udc68\u200d\ud83d\udc67",
            "\u1c89",
            "\ua7ce",
            "\ud808\udc00",
            "!",
            "...",
            " (",
            ")",
            "==",
            "-----",
            "<|endoftext|>",
            "<|padding|>",
            "<|endoftext",
            "|||EMAIL|||",
            "||",
            "x = y[i];",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "https://example.org/a/b?c=d&e=f",
            "ABABABAB",
            "internationalization",
            " antidisestablishmentarianism",
            "\u0000",
            "\u007f",
            "\ufeff",
            "\u200b");

    private long state;

    RandomTexts(long seed) {
        state = seed;
    }

    int next(int bound) {
        state = state * 6364136223846793005L + 1442695040888963407L;
        return (int) ((state >>> 33) % bound);
    }

    String text(int longest) {
        StringBuilder text = new StringBuilder();
        for (int left = next(longest + 1); left > 0; left--) {
            text.append(PIECES.get(next(PIECES.size())));
        }
        return text.toString();
    }

    static List<String> texts(long seed, int count, int longest) {
        RandomTexts random = new RandomTexts(seed);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(random.text(longest));
        }
        return texts;
    }
}

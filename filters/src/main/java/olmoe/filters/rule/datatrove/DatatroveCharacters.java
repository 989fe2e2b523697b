package olmoe.filters.rule.datatrove;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// What datatrove 0.10.1 calls punctuation. Made by a program, see `datatrove-characters.md`.
final class DatatroveCharacters {
    private static final BitSet PUNCTUATION = new BitSet();
    private static final BitSet TERMINAL = new BitSet();
    private static final int ASCII = 0x80;
    private static final boolean[] SYMBOLS = new boolean[ASCII]; // most of most texts

    static {
        for (String line : read().split("\n", -1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "punctuation" -> fill(PUNCTUATION, words);
                case "terminal" -> fill(TERMINAL, words);
                default -> {}
            }
        }
        for (int c = 0; c < ASCII; c++) {
            SYMBOLS[c] = PUNCTUATION.get(c) || TERMINAL.get(c);
        }
    }

    private DatatroveCharacters() {}

    /// PUNCTUATION_SET: PUNCTUATION and TERMINAL_PUNCTUATION.
    static boolean isSymbol(int c) {
        return c < ASCII ? SYMBOLS[c] : PUNCTUATION.get(c) || TERMINAL.get(c);
    }

    /// PUNCTUATION: most of ASCII's, some of others, and control characters.
    static boolean isPunctuation(int c) {
        return PUNCTUATION.get(c);
    }

    /// TERMINAL_PUNCTUATION: what ends a sentence in some script.
    static boolean isTerminal(int c) {
        return TERMINAL.get(c);
    }

    private static void fill(BitSet set, String[] words) {
        for (int i = 1; i < words.length; i++) {
            String[] ends = words[i].split("-", -1);
            int last = Integer.parseInt(ends[ends.length - 1], 16);
            set.set(Integer.parseInt(ends[0], 16), last + 1);
        }
    }

    private static String read() {
        try (InputStream in = DatatroveCharacters.class.getResourceAsStream("datatrove-characters.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package olmoe.filters.rule.code;

import java.util.Arrays;

/// What every lexer of Pygments does to a text first.
final class Pygments {
    private Pygments() {}

    /// The text without a byte order mark, with U+000A as its only line end, none of them around it but one at the
    /// end.
    static int[] input(int[] text) {
        int[] input = new int[text.length + 1];
        int length = 0;
        for (int i = text.length > 0 && text[0] == 0xFEFF ? 1 : 0; i < text.length; i++) {
            int c = text[i];
            if (c == '\r') {
                i += i + 1 < text.length && text[i + 1] == '\n' ? 1 : 0;
                c = '\n';
            }
            if (c != '\n' || length > 0) {
                input[length++] = c;
            }
        }
        while (length > 0 && input[length - 1] == '\n') {
            length--;
        }
        input[length++] = '\n';
        return Arrays.copyOf(input, length);
    }
}

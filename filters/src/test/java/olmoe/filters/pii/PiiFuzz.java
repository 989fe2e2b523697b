package olmoe.filters.pii;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import olmoe.filters.Fuzz;

/// Looks for personal data in texts made of what begins or ends it: `java … PiiFuzz INPUTS SECONDS [SEED]`. Spans must
/// lie in the text one after the other, and masking must not fail.
final class PiiFuzz {
    static final String[] PIECES = {
        "@",
        ".",
        "a",
        "b9",
        "1",
        "12",
        "123",
        "4567",
        "-",
        " ",
        "(",
        ")",
        "+",
        ":",
        "::",
        "//",
        "GB82",
        "DE89",
        "x",
        "\n",
        "\u00e9",
        "\ud83d\ude00",
        "\ud800",
        "\udc00",
        "phone",
        "ext",
        ",",
        "/",
        "0",
        "00",
        "4111 1111 1111 1111",
        "jane@example.org",
        "https://bob:hunter2@example.org",
        "10.0.0.1",
        "2001:db8::1",
        "+1 (541) 754-3010",
        "GB82 WEST 1234 5698 7654 32",
        "\u0661\u0662\u0663",
        "\u200b",
        "\u0000",
        "fe80",
        "255",
        "ff:",
        "#",
        "$",
        "%20"
    };
    private static final PiiFinder ALL = new PiiFinder(EnumSet.allOf(PiiType.class), false);

    private PiiFuzz() {}

    public static void main(String[] arguments) {
        Fuzz.run("PII", arguments, random -> {
            String text = text(random);
            List<PiiSpan> spans = ALL.find(text);
            int end = 0;
            for (PiiSpan span : spans) {
                if (span.start() < end || span.end() <= span.start() || span.end() > text.length()) {
                    throw new IllegalStateException("span " + span + " of " + text.length());
                }
                end = span.end();
            }
            MaskPii.masked(text, spans, "");
            DolmaPii.find(text);
            return true;
        });
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int n = 1 << random.nextInt(9); n > 0; n--) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            text.append(random.nextInt(400) == 0 ? piece.repeat(1 + random.nextInt(3000)) : piece);
        }
        return text.toString();
    }
}

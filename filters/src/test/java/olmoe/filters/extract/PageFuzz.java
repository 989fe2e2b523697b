package olmoe.filters.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import olmoe.filters.Fuzz;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;

/// Extracts from made-up pages, markup cut and shuffled, and from damaged pieces of labelled pages, each with some
/// charset declared. Stops at a page that throws anything but a rejection, that gives another text the second time, or
/// that takes longer than 5 s. `java … PageFuzz INPUTS SECONDS SEED [DATA]`
final class PageFuzz {
    private static final int LONGEST_PIECE = 16_000;
    private static final List<String> CHARSETS = List.of(
            "utf-8",
            "utf-16",
            "utf-16be",
            "windows-1251",
            "shift_jis",
            "gb2312",
            "big5",
            "euc-kr",
            "iso-2022-jp",
            "none",
            "x-user-defined",
            "koi8-r");
    private static final List<String> PIECES = List.of(
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "<th>",
            "<div class='menu related'>",
            "</div>",
            "<p>",
            "<p",
            "<li>",
            "<ul>",
            "<a href=x>",
            "</a>",
            "<pre>",
            "</pre>",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<script>",
            "</script>",
            "<script type=application/ld+json>{\"author\":[",
            "<svg>",
            "<math>",
            "<template>",
            "<noscript>",
            "</noscript>",
            "<title>",
            "<textarea>",
            "<select><option>",
            "<frameset>",
            "</body>",
            "<head>",
            "<meta charset=utf-16>",
            "<meta name=date content='",
            "'",
            "\"",
            "&#x0;",
            "&amp",
            "&",
            "<br><br>",
            "<time datetime=2026-01-01T0>",
            "<b itemprop=author>",
            "<span hidden>",
            "<h1>",
            "</h1>",
            "\ufeff",
            "\ud800",
            "\u3042\u3044",
            " ",
            "\n",
            "A sentence of words, long enough to be told from a menu by whoever counts them. ",
            "word ",
            "2026");

    private PageFuzz() {}

    public static void main(String[] arguments) throws IOException {
        List<byte[]> real = new ArrayList<>();
        if (arguments.length > 3) {
            Path data = Path.of(arguments[3]);
            LabelledPages.wcxb(data).forEach(page -> real.add(page.page().body()));
            LabelledPages.scrapinghub(data).forEach(page -> real.add(page.page().body()));
        }
        Fuzz.run(real.isEmpty() ? "made-up pages" : "pieces of pages", arguments, random -> {
            byte[] body = real.isEmpty() ? page(random) : piece(real.get(random.nextInt(real.size())), random);
            String type = random.nextInt(4) > 0
                    ? null
                    : "text/html; charset=" + CHARSETS.get(random.nextInt(CHARSETS.size()));
            String text = text(body, type);
            if (text != null && !text.equals(text(body.clone(), type))) {
                throw new IllegalStateException("another text the second time");
            }
            return text != null;
        });
    }

    private static String text(byte[] body, String type) {
        try {
            return MainText.edit(new Page(body, type)).text();
        } catch (RejectedDocumentException e) {
            return null;
        }
    }

    private static byte[] piece(byte[] page, Random random) {
        int from = random.nextInt(page.length);
        int length = Math.min(page.length - from, 1 + random.nextInt(LONGEST_PIECE));
        return Fuzz.damaged(Arrays.copyOfRange(page, from, from + length), random);
    }

    private static byte[] page(Random random) {
        StringBuilder page = new StringBuilder();
        int pieces = 1 << random.nextInt(14);
        List<String> some =
                random.nextBoolean() ? PIECES : PIECES.subList(random.nextInt(PIECES.size() / 2), PIECES.size());
        for (int i = 0; i < pieces; i++) {
            String piece = some.get(random.nextInt(some.size()));
            page.append(random.nextInt(200) == 0 ? piece.repeat(random.nextInt(2_000)) : piece);
        }
        byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(8); i > 0 && body.length > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt(256);
        }
        return Arrays.copyOf(body, body.length - random.nextInt(1 + body.length / 4));
    }
}

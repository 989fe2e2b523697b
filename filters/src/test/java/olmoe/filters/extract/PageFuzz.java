package olmoe.filters.extract;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;

/// Extracts from made-up pages: markup cut and shuffled, then bytes changed. Stops at a page that throws anything but a
/// rejection, that gives another text the second time, or that takes longer than 5 s of wall time; its seed is printed.
/// `java … PageFuzz SECONDS [SEED]`
final class PageFuzz {
    private static final long LONGEST_NANOS = 5_000_000_000L;
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

    public static void main(String[] args) {
        long end = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000_000L;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        long pages = 0;
        long rejected = 0;
        for (; System.nanoTime() < end; seed++, pages++) {
            byte[] body = page(new Random(seed));
            long start = System.nanoTime();
            String text = text(body, seed);
            long nanos = System.nanoTime() - start;
            rejected += text == null ? 1 : 0;
            if (nanos > LONGEST_NANOS || text != null && !text.equals(text(body.clone(), seed))) {
                throw new IllegalStateException("seed " + seed + ": " + nanos + " ns, " + body.length + " bytes");
            }
        }
        System.out.println(pages + " pages, " + rejected + " rejected, the next seed is " + seed);
    }

    private static String text(byte[] body, long seed) {
        try {
            return MainText.edit(new Page(body, null)).text();
        } catch (RejectedDocumentException e) {
            return null;
        } catch (RuntimeException | Error e) {
            throw new IllegalStateException("seed " + seed, e);
        }
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

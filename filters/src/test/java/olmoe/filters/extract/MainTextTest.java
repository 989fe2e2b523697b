package olmoe.filters.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Edit;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTextTest {
    private static final String FIRST =
            "The bridge was closed for nine weeks while engineers replaced the cables, which had begun to rust.";
    private static final String SECOND =
            "Traffic was led over the old ferry crossing instead, and most people seemed to enjoy the slower trip.";
    private static final String PAGE = """
            <html><head><title>Bridge open again</title><style>p{}</style></head><body>
            <nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
            <div class="cookie-banner"><p>We use cookies to improve your visit. <a href="/c">Accept all</a></p></div>
            <main><article><h1>Bridge open again</h1><p>%s</p><p>%s</p>
            <pre>cable  length
              1    200 m</pre>
            <table><tr><th>Week</th><th>Cars</th></tr><tr><td>1</td><td>200 cars crossed</td></tr></table>
            </article></main>
            <script>var x = "not text";</script>
            <footer><p>Copyright 2026 The Gazette. <a href="/p">Privacy</a> <a href="/t">Terms</a></p></footer>
            </body></html>
            """.formatted(FIRST, SECOND);

    @Test
    void keepsHeadingsParagraphsCodeAndTablesAndLeavesTheRest() {
        assertEquals(
                "Bridge open again\n\n" + FIRST + "\n\n" + SECOND
                        + "\n\ncable  length\n  1    200 m\n\nWeek\tCars\n1\t200 cars crossed",
                text(PAGE));
    }

    @Test
    void tellsTheTitle() {
        assertEquals(Map.of("title", "Bridge open again"), edit(PAGE).verdict().values());
        assertEquals(
                List.of("title", "date", "author"),
                new MainText().provides().stream().map(Attribute::name).toList());
    }

    @Test
    void aDocumentWithoutAPagePassesUnchanged() {
        Document document =
                new Document(DocumentKey.parse("0".repeat(32)), "id", null, "test", null, "As it is.", Map.of(), "{}");
        assertEquals(
                "As it is.",
                new MainText().edit(document, TextView.of("As it is.")).text());
    }

    @Test
    void breaksAndInlineElementsJoinAsAReaderSeesThem() {
        String text = text("<p>" + FIRST + "<br>" + SECOND + "<br><br>Th<b>ey</b> came   back\n<i>often</i>, as "
                + "everybody in the town had said they would.</p>");
        assertEquals(
                FIRST + "\n" + SECOND + "\n\nThey came back often, as everybody in the town had said they would.",
                text);
    }

    @Test
    void binaryDataThatIsCalledHtmlIsRejected() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13};
        var e = assertThrows(RejectedDocumentException.class, () -> MainText.edit(new Page(png, "text/html")));
        assertEquals("binary data, not HTML", e.getMessage());
        byte[] text = PAGE.getBytes(StandardCharsets.UTF_8);
        assertThrows(RejectedDocumentException.class, () -> MainText.edit(new Page(text, "application/pdf")));
    }

    @Test
    void aPageThatTheParserGivesUpIsRejected() {
        String deep = "<template><p><template>" + "<svg>".repeat(394) + "<table><br><template><h1><td>";
        byte[] page = deep.getBytes(StandardCharsets.UTF_8);
        var e = assertThrows(RejectedDocumentException.class, () -> MainText.edit(new Page(page, null)));
        assertTrue(e.getMessage().startsWith("the HTML parser gives up: "), e.getMessage());
    }

    @Test
    void pagesWithoutTextGiveNone() {
        for (String page :
                List.of("", " ", "<html>", "<body><img src=a>", "<!-- <p>a -->", "<frameset><frame></frameset>")) {
            assertEquals("", text(page), page);
        }
    }

    @Test
    void utf16PagesAreNoBinaryData() {
        byte[] page = ("\ufeff" + PAGE).getBytes(StandardCharsets.UTF_16LE);
        assertTrue(MainText.edit(new Page(page, "text/html")).text().contains(FIRST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"div", "b", "a", "table", "ul", "blockquote", "font", "span", "p"})
    void tenThousandElementsDeepIsNoTrouble(String tag) {
        String page = ("<" + tag + ">").repeat(10_000) + "<p>" + FIRST + "</p>";
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertFalse(edit(page).text() == null));
    }

    @Test
    void twentyMegabytesTakeSeconds() {
        StringBuilder page = new StringBuilder(PAGE);
        for (int i = 0; page.length() < 20_000_000; i++) {
            page.append("<div class=\"post body\"><p>")
                    .append(i)
                    .append(' ')
                    .append(FIRST)
                    .append("</p><a href=x>more</a></div>");
        }
        String text = assertTimeoutPreemptively(Duration.ofSeconds(120), () -> text(page.toString()));
        assertTrue(text.length() > 10_000_000);
    }

    @Test
    void aMegabyteOfAttributesIsNoTrouble() {
        StringBuilder many = new StringBuilder("<div");
        for (int i = 0; i < 80_000; i++) {
            many.append(" data-a").append(i).append("=x");
        }
        String one = "<div class='" + "menu ".repeat(200_000) + "'>";
        for (String tag : List.of(many + ">", one, "<div " + "a".repeat(1_000_000) + ">")) {
            String text = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> text(tag + PAGE));
            assertTrue(text.contains(FIRST), text);
        }
    }

    @Test
    void whatIsNeverClosedTakesTheRestOfThePageAtMost() {
        String long_ = "x".repeat(1_000_000);
        for (String opened : List.of(
                "<!-- ",
                "<!-- " + "--".repeat(500_000),
                "<script>",
                "<title>",
                "<p class=\"",
                "<![CDATA[" + long_,
                "<textarea>",
                "&".repeat(1_000_000),
                "<".repeat(1_000_000))) {
            String text = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> text(PAGE + opened + FIRST));
            assertTrue(text.contains(SECOND), opened.substring(0, Math.min(20, opened.length())));
        }
    }

    @Test
    void aSectionOfCharacterDataIsAComment() {
        assertTrue(text("<body><![CDATA[\n" + PAGE).contains(SECOND));
    }

    @Test
    void tablesInTablesInTables() {
        String page = "<table><tr><td>".repeat(10_000) + PAGE;
        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> assertFalse(text(page).isEmpty()));
    }

    @Test
    void aWrongDeclarationOfTheCharsetCostsNoAsciiText() {
        byte[] page = ("<meta charset=utf-16le>" + PAGE).getBytes(StandardCharsets.UTF_8);
        assertTrue(MainText.edit(new Page(page, "text/html; charset=windows-1251"))
                .text()
                .contains(FIRST));
        assertTrue(MainText.edit(new Page(page, "text/html; charset=no-such"))
                .text()
                .contains(FIRST));
    }

    @Test
    void whatStandsTwiceIsTakenOnce() {
        String twice = PAGE.replace(
                "</article>",
                "</article><article class=for-print><h1>Bridge open again</h1><p>" + FIRST + "</p><p>" + SECOND
                        + "</p></article>");
        String text = text(twice);
        assertEquals(text.indexOf(FIRST), text.lastIndexOf(FIRST));
    }

    @Test
    void captionsAndParagraphsThatAreALinkAreLeftOut() {
        String caption = "A worker of the port looks at the new cables of the bridge on Tuesday morning";
        String link = "Read more about the long and expensive story of the ferry that nobody wanted to have";
        for (String aside : List.of(
                "<figure><img src=a><figcaption>" + caption + "</figcaption></figure>",
                "<figure><img src=a><figcaption><p>" + caption + "</p></figcaption></figure>",
                "<div>" + caption + " (Image: The Gazette)</div>",
                "<p><a href=/f>" + link + "</a></p>")) {
            assertEquals(text(PAGE), text(PAGE.replace(FIRST + "</p>", FIRST + "</p>" + aside)), aside);
        }
        String sentence = "<p>" + link + ", said a worker of the port.</p>";
        assertTrue(text(PAGE.replace(FIRST + "</p>", FIRST + "</p>" + sentence)).contains(link));
    }

    @Test
    void commentsBelowATextAreLeftOut() {
        StringBuilder comments = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            comments.append("<div class=item><p>I crossed it ")
                    .append(i)
                    .append(
                            " times last summer, and each time the queue was longer than the one before, sadly.</p></div>");
        }
        String below = "</article><div id=comments>" + comments + "</div>";
        String text = text(PAGE.replace("</article>", below));
        assertTrue(text.contains(SECOND) && !text.contains("I crossed it"), text);
        // where nothing else is said, they are the text
        String alone = text("<body><h1>The queue</h1><div id=comments>" + comments + "</div>");
        assertTrue(alone.contains("I crossed it 7 times"), alone);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void brokenMarkupGivesSomeTextAndTheSameTextTwice(long seed) {
        Random random = new Random(seed);
        StringBuilder page = new StringBuilder(PAGE);
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(page.length() - 8);
            page.delete(at, at + random.nextInt(8));
        }
        assertEquals(text(page.toString()), text(page.toString()));
    }

    private static String text(String html) {
        return edit(html).text();
    }

    private static Edit.Edited edit(String html) {
        return MainText.edit(new Page(html.getBytes(StandardCharsets.UTF_8), null));
    }
}

package olmoe.filters.extract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import olmoe.filters.Page;
import org.junit.jupiter.api.Test;

class PageFactsTest {

    @Test
    void openGraphAndMetaElementsSpeakFirst() {
        assertEquals(Map.of("title", "Bridge open", "date", "2026-03-01", "author", "Ann Lee"), facts("""
                        <head><title>Bridge open | The Gazette</title>
                        <meta property="og:title" content=" Bridge open ">
                        <meta property="article:published_time" content="2026-03-01T10:20:00+01:00">
                        <meta name="Author" content="Ann Lee"></head><body>
                        <article><h1>Another</h1><time datetime="2020-01-01">1 January</time></article>"""));
    }

    @Test
    void linkedDataSpeaksWhereTheHeadDoesNot() {
        assertEquals(Map.of("title", "Bridge open", "date", "2026-03-01", "author", "Ann Lee, Bo Ek"), facts("""
                        <head><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"x"},
                        {"@type":"NewsArticle","headline":"Bridge open","datePublished":"2026-03-01",
                        "author":[{"@type":"Person","name":"Ann Lee"},{"name":"Bo Ek"}]}]}</script></head><body><p>a"""));
    }

    @Test
    void markupInTheBodySpeaksLast() {
        assertEquals(Map.of("title", "T", "date", "2026-03-01", "author", "Ann Lee"), facts("""
                        <title>T</title><body><p>By <a rel="author" href="/ann">Ann Lee</a></p>
                        <time datetime="2019-01-01">of a teaser</time>
                        <article><time datetime="2026-03-01T00:00:00Z">1 March</time></article>"""));
        assertEquals(Map.of("date", "2026-03-01", "author", "Bo Ek"), facts("""
                        <div itemprop="author"><meta itemprop="name" content="Bo Ek"></div>
                        <span itemprop="datePublished">1 March 2026</span>"""));
    }

    @Test
    void aTitleIsAHeadingThatTheHeadKnows() {
        assertEquals(
                "Bridge open", title("<title>Bridge open | The Gazette</title><h1>Bridge  open</h1><h1>More</h1>"));
        assertEquals("Ownership", title("<title>Ownership - The Book</title><h1>The Book</h1><h2>Ownership</h2>"));
        assertEquals("Bridge \u2013 open", title("<title>Gazette: BRIDGE - OPEN</title><h1>Bridge \u2013 open</h1>"));
        assertEquals("Bridge open", title("<title>News - Bridge open</title><h1>Bridge<br>open</h1>"));
        assertEquals("Bridge open", title("<title>Bridge open today</title><h1>Bridge open</h1><h1>Bridge</h1>"));
        assertEquals("Only this", title("<p>a</p><h1>Only this</h1>"));
    }

    @Test
    void aTitleLosesTheNameOfItsSite() {
        String site = "<meta property='og:site_name' content='The Gazette'>";
        assertEquals("Bridge open", title("<head><title>Bridge open | The Gazette</title>" + site + "</head>"));
        assertEquals("Bridge open", title("<head><title>the gazette: Bridge open</title>" + site + "</head>"));
        assertEquals("The Gazette", title("<head><title>The Gazette</title>" + site + "</head>"));
        assertEquals("Bridge open | News", title("<title>Bridge open | News</title><h1>Nothing of it</h1>"));
    }

    @Test
    void aDayIsReadWhereverItIsMarked() {
        assertEquals("2026-03-01", date("<div class='post-date'>Sunday, 1 March 2026</div><h1>Bridge open</h1>"));
        assertEquals(
                "2026-03-01", date("<p id=datum>1. M\u00e4rz 2026</p><span class=byline>By Ann, Mar 2nd, 2026</span>"));
        assertEquals("2026-03-01", date("<time>1.3.2026</time>"));
        assertEquals("2026-03-01", date("<meta name=date content='2026-3-1T14:32:06+02:00'>"));
        assertEquals("3/1/2026", date("<meta name=date content='3/1/2026'>"));
        assertEquals(
                "2026-03-01", date("<meta name=date content='" + "x".repeat(201) + "'><i class=date>1.3.2026</i>"));
        assertEquals(
                "2026-03-01",
                date("<div class=date>1 December 2026</div>" + "<p>a</p>".repeat(9)
                        + "<h1>B</h1><i class=date>1.3.2026</i>"));
    }

    @Test
    void whatIsInRunningTextIsNotGuessed() {
        assertEquals(Map.of(), facts("<p>By Ann Lee, 2026-03-01</p><div class=date>2026-13-01 or 3/1/2026</div>"));
        assertEquals(Map.of(), facts("<div class=date>32.1.2026</div>"));
        assertEquals(Map.of(), facts("<div class=date>2026-03-01 " + "word ".repeat(60) + "</div>"));
        assertEquals(Map.of(), facts("<div class=date>2026-03-01 " + "<i>a</i>".repeat(60) + "</div>"));
    }

    private static Object title(String html) {
        return facts(html).get("title");
    }

    private static Object date(String html) {
        return facts(html).get("date");
    }

    @Test
    void theAddressOfAProfileIsNoNameAndATextIsNoDate() {
        String text = "word ".repeat(60);
        assertEquals(
                Map.of("author", "Ann Lee"),
                facts(
                        "<head><meta property='article:author' content='https://example.org/ann'><meta name=date content='"
                                + text + "'></head><a rel=author>Ann Lee</a>"));
    }

    @Test
    void linkedDataThatIsNoJsonSaysNothing() {
        String deep = "[".repeat(100_000);
        for (String script : new String[] {"{\"headline\":", "", "null", "[1,\"headline\"]", deep}) {
            assertEquals(
                    Map.of(), facts("<head><script type='application/ld+json'>" + script + "</script></head><p>a"));
        }
    }

    private static Map<String, Object> facts(String html) {
        return MainText.edit(new Page(html.getBytes(StandardCharsets.UTF_8), null))
                .verdict()
                .values();
    }
}

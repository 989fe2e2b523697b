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
        assertEquals(Map.of("date", "1 March 2026", "author", "Bo Ek"), facts("""
                        <div itemprop="author"><meta itemprop="name" content="Bo Ek"></div>
                        <span itemprop="datePublished">1 March 2026</span>"""));
    }

    @Test
    void aBylineThatIsNotMarkedUpIsNotGuessed() {
        assertEquals(Map.of(), facts("<p class=byline>By Ann Lee, 2026-03-01</p><time datetime=2026-03-01>x</time>"));
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

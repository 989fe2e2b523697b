package olmoe.filters.rule.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlFiltersTest {

    @ParameterizedTest
    @CsvSource({
        "http://a.example.co.uk/, keep",
        "http://a.bad.co.uk/, domain",
        "http://user@bad.co.uk:80/, domain",
        "http://city.b.kawasaki.jp, keep",
        "http://x.y.city.kawasaki.jp, domain",
        "http://one.example.org, subdomain",
        "http://example.org/BAD, keep",
        "http://example.org/bad, hard_blacklisted",
        "http://example.org/soft, keep",
        "http://example.org/soft/mild, soft_blacklisted",
        "http://exa.mple.org/wo-rse, blacklisted_subword",
        "http://example.org/exact?, url",
    })
    void theUrlFilterTakesItsListsInTurn(String url, String expected) {
        Step filter = Rules.rule(
                "url-filter/datatrove",
                Map.of(
                        "domains", Rules.file("bad.co.uk\none.example.org\ncity.kawasaki.jp\n"),
                        "suffixes", Rules.file("uk\nco.uk\norg\n// a comment\njp\n*.kawasaki.jp\n!city.kawasaki.jp\n"),
                        "urls", Rules.file("http://example.org/exact?\n"),
                        "words", Rules.file("bad\n# no word\n"),
                        "soft-words", Rules.file("soft\nmild\n"),
                        "subwords", Rules.file("WORSE!\n")));
        assertEquals(expected, reason(filter, url));
    }

    @Test
    void refusesDomainsWithoutSuffixesAndAFilterWithoutLists() {
        assertEquals(
                "suffixes: expected the public suffix list, which domains need, found none",
                assertThrows(
                                ConfigurationException.class,
                                () -> Rules.rule("url-filter/datatrove", Map.of("domains", Rules.file("a.org\n"))))
                        .getMessage());
        assertEquals(
                "url-filter/datatrove: expected one of domains, urls, words, soft-words and subwords, found none",
                assertThrows(ConfigurationException.class, () -> Rules.rule("url-filter/datatrove"))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "http://user@Example.org:8080/a/./b/../c/?q#f, example.org:8080/a/c",
        "example.org, example.org",
        "HTTP://example.org/%zz é, example.org/%zz%20%c3%a9",
        "http://münchen.de, xn--mnchen-3ya.de",
        "http://two words.org/, ",
        "http://example.org:70000/, ",
        "' ', ",
    })
    void urlsAreComparedAsUrllib3CutsThem(String url, String expected) {
        assertEquals(expected, CleanedUrl.of(url));
    }

    @Test
    void theDomainLosesEveryWAndFullStopAtItsFront() {
        Step list =
                Rules.rule("domain-ut1-all-domains/dolma", Map.of("domains", Rules.file("# no domain\norld.org\n")));
        assertEquals("blocklist", reason(list, "http://www.world.org/a"));
        assertEquals("keep", reason(list, "http://a.world.org/a"));
        assertEquals("keep", reason(list, null));
    }

    private static String reason(Step rule, String url) {
        Verdict verdict =
                Steps.apply(rule, Rules.document("", url), TextView.of("")).verdict();
        return verdict instanceof Verdict.Drop drop ? drop.reason() : "keep";
    }

    @ParameterizedTest
    @CsvSource({
        "http://ads.org/, ads.org",
        "http://USER@www.Ads.org:8080/a?b, ads.org",
        "http://a.b.ads.org/, b.ads.org",
        "http://good.ads.org/, ''",
        "http://x.good.ads.org/, ''",
        "http://badads.org/, ''",
        "http://org/ads.org, ''",
        "http://path.net/banner, ''",
        "http://third.net/, third.net",
        "http://popup.net/, ''",
        "ads.org, ads.org",
        "'', ''"
    })
    void aListForAdBlockersBlocksDomainsAsAWhole(String url, String expected) {
        Step rule = Rules.rule(
                "url-adblock",
                Map.of(
                        "domains",
                        Rules.file(
                                "[Adblock Plus 2.0]\n! comment\n||Ads.org^\n||b.ads.org^\n@@||good.ads.org^\n"
                                        + "||path.net/banner^\n||third.net^$third-party\n||popup.net^$popup\n/banner/*\nexample.com##.ad\n")));
        Verdict verdict =
                Steps.apply(rule, Rules.document("", url), TextView.of("")).verdict();
        assertEquals(expected, verdict.values().get("blocked-domain"));
        assertEquals(!expected.isEmpty(), verdict instanceof Verdict.Drop);
    }

    @Test
    void aListWithoutABlockedDomainIsRefused() {
        Map<String, String> settings = Map.of("domains", Rules.file("example.org\n"));
        var e = assertThrows(ConfigurationException.class, () -> Rules.rule("url-adblock", settings));
        assertEquals("domains: expected lines such as ||example.org^, found none", e.getMessage());
    }
}

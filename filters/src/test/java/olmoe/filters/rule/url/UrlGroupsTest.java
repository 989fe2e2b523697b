package olmoe.filters.rule.url;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import olmoe.filters.rule.WordList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlGroupsTest {
    private static final UrlGroups GROUPS = new UrlGroups(
            new WordList(List.of("com", "uk", "co.uk", "рф", "// ===BEGIN PRIVATE DOMAINS===", "blogspot.com")));

    @ParameterizedTest
    @CsvSource({
        "https://A.b.co.uk/x, A.b.co.uk, co.uk",
        "http://me:pw@b.com:80?q, b.com, com",
        "//a.blogspot.com, a.blogspot.com, com",
        "http://xn--a.xn--p1ai/, xn--a.xn--p1ai, xn--p1ai",
        "http://co.uk, '', co.uk",
        "http://localhost/, '', ''",
        "http://127.0.0.1/, '', ''",
        "'', '', ''"
    })
    void aHostHasItsNameAndItsSuffix(String url, String name, String suffix) {
        assertEquals(Map.of("fqdn", name, "suffix", suffix), GROUPS.of(url));
    }
}

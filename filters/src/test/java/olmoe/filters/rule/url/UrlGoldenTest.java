package olmoe.filters.rule.url;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import olmoe.filters.Document;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.rule.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What datatrove 0.10.1 and dolma 1.2.1 answer on URLs, with the lists of shared/data/blocklists.
class UrlGoldenTest {
    private static final int URLS = 488;
    /// Those of which the host holds a space.
    private static final int REFUSED_BY_URLLIB3 = 6;

    @TempDir
    private Path folder;

    @Test
    void theBlocklistsFindWhatDolmaFinds() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(3 * URLS - 3 * REFUSED_BY_URLLIB3);
        GoldenComparison comparison = new GoldenComparison(documents(golden))
                .with(
                        "url-easylist-adblock-engine/dolma",
                        Rules.rule("url-adblock", Map.of("domains", easyList(golden))),
                        "cleaned",
                        "-")
                .with(
                        "url-ut1-adult-urls/dolma",
                        Rules.rule("url-ut1-adult-urls/dolma", Map.of("urls", ut1(golden, "adult/urls"))))
                .with(
                        "domain-ut1-all-domains/dolma",
                        Rules.rule("domain-ut1-all-domains/dolma", Map.of("domains", ut1(golden, "domains"))));
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : golden.rows("verdicts-urls")) {
            if (row.has("hit")) {
                ((ObjectNode) row).put("keep", !row.get("hit").asBoolean());
                rows.add(row);
            }
        }
        comparison.compare(rows);
        comparison.assertEqual(3 * URLS - 3 * REFUSED_BY_URLLIB3);
        assertEquals(Map.of(), comparison.others());
    }

    /// datatrove's own 4.6 million domains are not there: the list is those that it found.
    @Test
    void theUrlFilterAnswersAsDatatroveDoes() {
        GoldenDocuments golden = GoldenDocuments.orSkip(URLS);
        StringBuilder domains = new StringBuilder();
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : golden.rows("verdicts-urls")) {
            if (row.get("v").asText().equals("url-filter/datatrove")) {
                rows.add(row);
                String reason = row.path("reason").asText();
                if (reason.endsWith("domain")) {
                    String found = reason.equals("domain") ? "registered" : "fqdn";
                    domains.append(row.get("m").get(found).asText()).append('\n');
                }
            }
        }
        Path lists = golden.shared().resolve("data/blocklists");
        Map<String, String> settings = Map.of(
                "words", lists.resolve("datatrove_banned_words.txt").toString(),
                "subwords", lists.resolve("datatrove_banned_subwords.txt").toString(),
                "soft-words", lists.resolve("datatrove_soft_banned_words.txt").toString(),
                "suffixes", lists.resolve("public_suffix_list.dat").toString(),
                "domains", Rules.file(domains.toString()));
        GoldenComparison comparison = new GoldenComparison(documents(golden))
                .with("url-filter/datatrove", Rules.rule("url-filter/datatrove", settings));
        comparison.compare(rows);
        comparison.assertEqual(URLS);
    }

    private static Map<String, Document> documents(GoldenDocuments golden) {
        Map<String, Document> documents = new TreeMap<>();
        for (JsonNode row : golden.rows("urls")) {
            documents.put(
                    row.get("id").asText(), Rules.document("", row.get("url").asText()));
        }
        return documents;
    }

    private String easyList(GoldenDocuments golden) throws IOException {
        Path gzip = golden.shared().resolve("data/blocklists/easylist.txt.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return Files.write(folder.resolve("easylist.txt"), in.readAllBytes())
                    .toString();
        }
    }

    /// The UT1 lists whose name ends so, in one file.
    private String ut1(GoldenDocuments golden, String ending) throws IOException {
        StringBuilder all = new StringBuilder();
        golden.archive(golden.shared().resolve("data/blocklists/ut1.tar.gz")).forEach((name, content) -> {
            if (name.endsWith(ending)) {
                all.append(content);
            }
        });
        return Files.writeString(folder.resolve(ending.replace('/', '-')), all).toString();
    }
}

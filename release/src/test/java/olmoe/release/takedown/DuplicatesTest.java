package olmoe.release.takedown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was dropped as like a document has its text at another address; when the document leaves, no sample may show
/// it.
class DuplicatesTest {
    private static final Request REQUEST =
            new Request(Set.of(), Set.of(), Set.of("gone"), Set.of(), "personal-data", "2026-05-04");

    @TempDir
    private Path folder;

    @Test
    void aSampleOfADuplicateLeavesWithTheDocument() throws IOException {
        Path ledger = folder.resolve("ledger.parquet");
        List<Column> columns = Stream.of("key", "url", "matched_key", "kept_key")
                .map(name -> Column.optional(name, Column.Type.STRING))
                .toList();
        try (TableWriter table = new TableWriter(Files.newOutputStream(ledger), columns, Map.of())) {
            table.write("like it", "https://a.example/", "gone", "gone");
            table.write("like one like it", "https://b.example/", "another", "gone");
            table.write("of others", "https://c.example/", "another", "stays");
        }
        LedgerRewriter.Mentions mentions = LedgerRewriter.mentions(ledger, REQUEST);
        assertEquals(new LedgerRewriter.Mentions(true, Set.of("like it", "like one like it")), mentions);
        StatsUpdate stats = stats();
        assertEquals(1, stats.removeSamples(REQUEST, mentions.duplicates()));
        assertEquals("[{\"key\":\"of others\"}]", stats.finish().get("samples").toString());
    }

    @Test
    void aGroupForgetsTheDocumentThatStayedInIt() throws IOException {
        StatsUpdate stats = stats();
        stats.forget(REQUEST.ids());
        assertEquals(
                "[{\"documents\":2,\"kept\":null},{\"documents\":2,\"kept\":\"stays\"}]",
                stats.finish().at("/duplicates/0/clusters").toString());
    }

    private static StatsUpdate stats() throws IOException {
        String json = """
                {"steps":[{"phase":1,"index":1,"kept":3}],"sources":{},"languages":{},
                 "duplicates":[{"step":"dedup/exact","clusters":[{"documents":2,"kept":"gone"},{"documents":2,"kept":"stays"}]}],
                 "samples":[{"key":"like it"},{"key":"of others"}]}
                """;
        return new StatsUpdate(
                (ObjectNode) CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8), "stats"), "takedown/2.0.0");
    }
}

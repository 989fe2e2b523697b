package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.cli.ConfigurationException;

/// Which sources of a corpus hold the same documents, and how much each step takes from each source:
/// counted from the ledger, the data and the stats of a finished corpus.
public final class SourceOverlap {
    private static final String STATS = "stats/stats.json";

    private final Places corpus;
    private final JsonNode stats;

    /// @param corpus folder with a manifest
    public SourceOverlap(Places corpus) throws IOException {
        this.corpus = corpus;
        if (corpus.size(STATS) < 0) {
            throw new ConfigurationException(corpus.root() + ": expected a corpus with " + STATS + ", found none");
        }
        this.stats = CanonicalJson.read(corpus.read(STATS), STATS);
    }

    /// One row for each step and pair of sources: how many documents of `source` left because of one of
    /// `matched-source`, and what share that is of the documents of `source` that the step saw.
    public List<ObjectNode> rows() throws IOException {
        Map<String, String> sources = new HashMap<>(); // by document key
        List<Ledger.Entry> matched = new ArrayList<>();
        for (Manifest.Entry file : Manifest.parse(
                        CanonicalJson.read(corpus.read(Manifest.NAME), Manifest.NAME), Manifest.NAME)
                .files()) {
            String source = file.path().contains("/") ? file.path().split("/", -1)[1] : "";
            if (file.path().startsWith("ledger/")) {
                for (Ledger.Entry entry : Ledger.read(corpus.open(file.path()), file.path())) {
                    if (entry.key() != null) {
                        sources.put(entry.key(), source);
                    }
                    if (entry.matchedKey() != null) {
                        matched.add(entry);
                    }
                }
            } else if (file.path().startsWith("data/")) {
                SeekableByteChannel channel = corpus.open(file.path());
                try (TableReader table = new TableReader(channel, file.path(), "key")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        sources.put((String) row[0], source);
                    }
                }
            }
        }
        Map<List<String>, Long> counts = new TreeMap<>(SourceOverlap::compare);
        for (Ledger.Entry entry : matched) {
            String other = sources.get(entry.matchedKey());
            if (other == null) {
                other = "elsewhere"; // an earlier release, which an increment is compared with
            }
            counts.merge(List.of(entry.step(), sources.get(entry.key()), other), 1L, Long::sum);
        }
        List<ObjectNode> rows = new ArrayList<>();
        counts.forEach((row, count) -> {
            long seen = seen(row.get(0), row.get(1));
            rows.add(CanonicalJson.object()
                    .put("step", row.get(0))
                    .put("source", row.get(1))
                    .put("matched-source", row.get(2))
                    .put("documents", count)
                    .put("share", seen == 0 ? 0 : (double) count / seen));
        });
        return rows;
    }

    /// One line for each step that takes more than a share of the documents of a source that it sees.
    public List<String> warnings(double share) {
        List<String> warnings = new ArrayList<>();
        for (JsonNode step : stats.get("steps")) {
            for (Map.Entry<String, JsonNode> source : step.get("sources").properties()) {
                long read = source.getValue().get("read").longValue();
                long removed = source.getValue().get("dropped").longValue();
                if (removed > share * read) {
                    warnings.add(String.format(
                            Locale.ROOT,
                            "%s removes %.1f %% of source %s, %d of %d documents",
                            step.get("step").textValue(),
                            100.0 * removed / read,
                            source.getKey(),
                            removed,
                            read));
                }
            }
        }
        return warnings;
    }

    private long seen(String name, String source) {
        long seen = 0;
        for (JsonNode step : stats.get("steps")) {
            if (step.get("step").textValue().equals(name)) {
                seen = Math.max(
                        seen, step.at("/sources").path(source).path("read").longValue());
            }
        }
        return seen;
    }

    private static int compare(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}

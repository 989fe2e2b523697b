package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.build.Documents;
import olmoe.release.format.TableReader;

/// Counts documents again in data and ledger and holds stats.json to them: read = kept + dropped +
/// rejected, for each source, step and reason. Rows of other outcomes (`cut`, `mask`) tell of documents
/// that stayed; they end nothing and are counted apart.
final class AccountingCheck implements Check {

    private static final List<String> OUTCOMES = List.of("dropped", "rejected");
    private static final List<String> PASSING = List.of("cut", "mask");

    /// Everything counted in one file, by a path of names: `step/read/rejected/javadoc`, …
    private record Counted(SortedMap<String, Long> counts, List<Finding> findings) {
        Counted() {
            this(new TreeMap<>(), new ArrayList<>());
        }

        void add(String name, long count) {
            if (count != 0) {
                counts.merge(name, count, Long::sum);
            }
        }
    }

    @Override
    public String name() {
        return "accounting";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        List<Counted> parts = new ArrayList<>(
                ReleaseFolder.each(release.between("data/", ".parquet"), path -> countData(release, path)));
        parts.addAll(ReleaseFolder.each(release.between("ledger/", ".parquet"), path -> countLedger(release, path)));
        SortedMap<String, Long> counted = new TreeMap<>();
        for (Counted part : parts) {
            part.findings.forEach(findings::add);
            part.counts.forEach((name, count) -> counted.merge(name, count, Long::sum));
        }
        long passing =
                PASSING.stream().mapToLong(outcome -> take(counted, outcome)).sum();
        SortedMap<String, Long> stated = stated(release.json(Documents.STATS), findings);
        SortedMap<String, Long> all = new TreeMap<>(stated);
        counted.forEach(all::putIfAbsent);
        for (String name : all.keySet()) {
            findings.expect(
                    Documents.STATS,
                    name + " against the shards",
                    counted.getOrDefault(name, 0L),
                    stated.getOrDefault(name, 0L));
        }
        long kept = sum(counted, "documents/");
        long dropped = sum(counted, "outcome/dropped");
        long rejected = sum(counted, "outcome/rejected");
        return String.format(
                Locale.ROOT,
                "%,d read = %,d kept + %,d dropped + %,d rejected%s",
                kept + dropped + rejected,
                kept,
                dropped,
                rejected,
                passing == 0 ? "" : String.format(Locale.ROOT, "; %,d cuts and masks", passing));
    }

    private static long take(SortedMap<String, Long> counted, String outcome) {
        Long count = counted.remove(outcome);
        return count == null ? 0 : count;
    }

    private static Counted countData(ReleaseFolder release, String path) throws IOException {
        Counted counted = new Counted();
        String[] place = path.split("/"); // data, source, split, part
        String of = place[1] + "/" + place[2];
        try (TableReader table = new TableReader(
                Files.newByteChannel(release.resolve(path)), path, "source", "split", "language", "text")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                if (!place[1].equals(row[0]) || !place[2].equals(row[1])) {
                    counted.findings.add(new Finding(path, "holds a document of " + row[0] + "/" + row[1]));
                }
                counted.add("documents/" + of, 1);
                counted.add("text-bytes/" + of, ((String) row[3]).getBytes(StandardCharsets.UTF_8).length);
                if (row[2] != null) {
                    counted.add("languages/" + row[2], 1);
                }
            }
        }
        return counted;
    }

    private static Counted countLedger(ReleaseFolder release, String path) throws IOException {
        Counted counted = new Counted();
        String source = path.split("/")[1];
        Map<String, BitSet> rows = new HashMap<>();
        try (TableReader table = new TableReader(
                Files.newByteChannel(release.resolve(path)), path, "part", "row", "step", "outcome", "reason")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                String outcome = (String) row[3];
                if (PASSING.contains(outcome)) {
                    counted.add(outcome, 1);
                    continue;
                }
                if (!OUTCOMES.contains(outcome)) {
                    counted.findings.add(new Finding(path, "holds an outcome that is none: " + outcome));
                }
                BitSet seen = rows.computeIfAbsent((String) row[0], part -> new BitSet());
                if (seen.get((int) row[1])) {
                    counted.findings.add(new Finding(path, "part " + row[0] + " row " + row[1] + " left twice"));
                }
                seen.set((int) row[1]);
                counted.add("outcome/" + outcome + "/" + source, 1);
                counted.add("step/" + row[2] + "/" + outcome + "/" + source, 1);
                counted.add("reason/" + row[2] + "/" + row[4], 1);
                if (outcome.equals("rejected")) {
                    counted.add("rejects/" + row[4], 1);
                }
            }
        }
        return counted;
    }

    /// The same names, filled from stats.json; sums inside it are checked on the way.
    private static SortedMap<String, Long> stated(JsonNode stats, Findings findings) {
        SortedMap<String, Long> stated = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : stats.required("sources").properties()) {
            JsonNode source = entry.getValue();
            balance(entry.getKey(), source, findings);
            for (String figure : List.of("documents", "text-bytes")) {
                for (Map.Entry<String, JsonNode> split : source.required(figure).properties()) {
                    put(stated, figure + "/" + entry.getKey() + "/" + split.getKey(), split.getValue());
                }
            }
            long documents = 0;
            for (JsonNode split : source.required("documents")) {
                documents += split.longValue();
            }
            findings.expect(Documents.STATS, entry.getKey() + ": kept", documents, count(source, "kept"));
            for (String outcome : OUTCOMES) {
                put(stated, "outcome/" + outcome + "/" + entry.getKey(), source.required(outcome));
            }
        }
        long before = -1;
        for (JsonNode step : stats.required("steps")) {
            String name = step.required("step").asText();
            balance(name, step, findings);
            if (before >= 0) {
                findings.expect(
                        Documents.STATS,
                        "step " + name + ": read after what was kept before",
                        before,
                        count(step, "read"));
            }
            before = count(step, "kept");
            for (Map.Entry<String, JsonNode> source : step.required("sources").properties()) {
                for (String outcome : OUTCOMES) {
                    put(
                            stated,
                            "step/" + name + "/" + outcome + "/" + source.getKey(),
                            source.getValue().required(outcome));
                }
            }
            for (Map.Entry<String, JsonNode> reason : step.required("reasons").properties()) {
                put(stated, "reason/" + name + "/" + reason.getKey(), reason.getValue());
            }
        }
        for (String group : List.of("rejects", "languages")) {
            for (Map.Entry<String, JsonNode> entry : stats.required(group).properties()) {
                put(stated, group + "/" + entry.getKey(), entry.getValue());
            }
        }
        return stated;
    }

    private static void balance(String what, JsonNode counts, Findings findings) {
        findings.expect(
                Documents.STATS,
                what + ": read = kept + dropped + rejected",
                count(counts, "read"),
                count(counts, "kept") + count(counts, "dropped") + count(counts, "rejected"));
    }

    private static long count(JsonNode counts, String key) {
        return counts.required(key).longValue();
    }

    /// Zeros are as if they were not stated.
    private static void put(SortedMap<String, Long> stated, String name, JsonNode count) {
        if (count.longValue() != 0) {
            stated.merge(name, count.longValue(), Long::sum);
        }
    }

    private static long sum(SortedMap<String, Long> counted, String start) {
        return counted.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(start))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}

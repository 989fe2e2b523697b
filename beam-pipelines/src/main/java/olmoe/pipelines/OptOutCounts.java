package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import olmoe.pipelines.io.OptOut;
import olmoe.release.format.CanonicalJson;
import olmoe.release.measure.ShardMeasures;

/// Signals of opt-out that stand in the records of a crawl: how many records were looked at, how many hold each
/// signal, and which domains they are from. Added up from part to part, in any order.
final class OptOutCounts {
    static final String FIELD = "opt-out";

    /// The domains with the most signals that the corpus' figures list.
    private static final int MOST_DOMAINS = 1000;

    private static final String RESPONSES = "responses";
    private static final String PAGES = "pages";
    private static final String UNREADABLE = "unreadable-files";
    private static final String FILES = "files";
    private static final String SIGNALS = "signals";
    private static final String DOMAINS = "domains";

    private final SortedMap<String, Long> looked = new TreeMap<>(Map.of(RESPONSES, 0L, PAGES, 0L, UNREADABLE, 0L));
    private final SortedMap<String, Long> files =
            new TreeMap<>(Map.of("robots.txt", 0L, "ai.txt", 0L, "tdmrep.json", 0L));
    private final SortedMap<String, Long> signals = new TreeMap<>();
    private final SortedMap<String, Domain> domains = new TreeMap<>();

    /// @param files sums of those that hold a signal, the smallest where several were fetched
    private record Domain(SortedMap<String, Long> signals, SortedMap<String, String> files) {
        Domain() {
            this(new TreeMap<>(), new TreeMap<>());
        }

        long sum() {
            return signals.values().stream().mapToLong(Long::longValue).sum();
        }

        void file(String name, String sha256) {
            files.merge(name, sha256, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        }
    }

    /// A response with its head.
    void response(OptOut found) {
        looked.merge(RESPONSES, 1L, Long::sum);
        if (found.file() != null) {
            files.merge(found.file(), 1L, Long::sum);
            if (found.sha256() == null) {
                looked.merge(UNREADABLE, 1L, Long::sum);
            }
        }
        signals(found.url(), found.signals());
        if (found.sha256() != null && found.signals().stream().anyMatch(signal -> signal.startsWith(found.file()))) {
            domain(found.url()).file(found.file(), found.sha256());
        }
    }

    /// A page whose meta elements were read, from whatever kind of file.
    void page(String url, SortedSet<String> found) {
        looked.merge(PAGES, 1L, Long::sum);
        signals(url, found);
    }

    private void signals(String url, SortedSet<String> found) {
        for (String signal : found) {
            signals.merge(signal, 1L, Long::sum);
            domain(url).signals.merge(signal, 1L, Long::sum);
        }
    }

    private Domain domain(String url) {
        String name = ShardMeasures.domain(url);
        return domains.computeIfAbsent(name == null ? "" : name, domain -> new Domain());
    }

    void add(JsonNode json) {
        looked.replaceAll((figure, count) -> count + json.get(figure).longValue());
        json.get(FILES)
                .properties()
                .forEach(file -> files.merge(file.getKey(), file.getValue().longValue(), Long::sum));
        json.get(SIGNALS)
                .properties()
                .forEach(signal ->
                        signals.merge(signal.getKey(), signal.getValue().longValue(), Long::sum));
        json.get(DOMAINS).properties().forEach(entry -> {
            Domain domain = domains.computeIfAbsent(entry.getKey(), name -> new Domain());
            entry.getValue()
                    .get(SIGNALS)
                    .properties()
                    .forEach(signal -> domain.signals.merge(
                            signal.getKey(), signal.getValue().longValue(), Long::sum));
            entry.getValue()
                    .get(FILES)
                    .properties()
                    .forEach(file -> domain.file(file.getKey(), file.getValue().textValue()));
        });
    }

    /// All of it, for a part's commit record.
    ObjectNode json() {
        ObjectNode json = sums();
        ObjectNode all = json.putObject(DOMAINS);
        domains.forEach((name, domain) -> write(domain, all.putObject(name)));
        return json;
    }

    /// The same with the domains that have the most signals.
    ObjectNode summary() {
        ObjectNode json = sums();
        ObjectNode some = json.putObject(DOMAINS).put("count", domains.size());
        ArrayNode listed = some.putArray("largest");
        domains.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Domain> domain) ->
                                -domain.getValue().sum())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_DOMAINS)
                .forEach(domain -> write(domain.getValue(), listed.addObject().put("domain", domain.getKey())));
        return json;
    }

    private ObjectNode sums() {
        ObjectNode json = CanonicalJson.object();
        looked.forEach(json::put);
        ObjectNode byFile = json.putObject(FILES);
        files.forEach(byFile::put);
        ObjectNode bySignal = json.putObject(SIGNALS);
        signals.forEach(bySignal::put);
        return json;
    }

    private static void write(Domain domain, ObjectNode to) {
        ObjectNode bySignal = to.putObject(SIGNALS);
        domain.signals.forEach(bySignal::put);
        ObjectNode byFile = to.putObject(FILES);
        domain.files.forEach(byFile::put);
    }
}

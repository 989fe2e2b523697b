package olmoe.release.measure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.TableReader;

/// What the documents ask for beyond the pipeline's own counts, counted in the data shards and ledgers
/// themselves: languages and domains by documents, tokens and bytes of text, how long the documents of a source
/// are, and the largest groups of duplicates. Whole numbers, so that whoever counts again gets the same bytes.
public final class ShardMeasures {
    private ShardMeasures() {}

    /// Where it stands in a release.
    public static final String PATH = "stats/shards.json";

    /// Domains are listed up to the tenth part that the EU template asks for, and up to this many.
    private static final int MOST_DOMAINS = 1000;

    private static final int MOST_GROUPS = 20;
    private static final int MOST_MEMBERS = 5;

    /// Documents, tokens, bytes of text.
    private record Sum(long documents, long tokens, long bytes) {
        static final Sum NONE = new Sum(0, 0, 0);

        Sum plus(Sum other) {
            return new Sum(documents + other.documents, tokens + other.tokens, bytes + other.bytes);
        }

        void write(ObjectNode to) {
            to.put("documents", documents).put("tokens", tokens).put("text-bytes", bytes);
        }
    }

    private record Counted(
            String source,
            LongSummaryStatistics lengths,
            SortedMap<String, Sum> languages,
            SortedMap<String, Sum> domains) {
        Counted(String source) {
            this(source, new LongSummaryStatistics(), new TreeMap<>(), new TreeMap<>());
        }
    }

    /// @param shards paths of the data shards relative to the release, `data/<source>/…`
    /// @param ledgers paths of the ledgers
    public static ObjectNode of(Path root, List<String> shards, List<String> ledgers) throws IOException {
        SortedMap<String, Sum> languages = new TreeMap<>();
        SortedMap<String, Sum> domains = new TreeMap<>();
        SortedMap<String, LongSummaryStatistics> lengths = new TreeMap<>();
        try {
            for (Counted shard :
                    shards.parallelStream().map(path -> count(root, path)).toList()) {
                shard.languages.forEach((key, sum) -> languages.merge(key, sum, Sum::plus));
                shard.domains.forEach((key, sum) -> domains.merge(key, sum, Sum::plus));
                lengths.computeIfAbsent(shard.source, source -> new LongSummaryStatistics())
                        .combine(shard.lengths);
            }
            ObjectNode json = CanonicalJson.object().put("schema", 1);
            ObjectNode byLanguage = json.putObject("languages");
            languages.forEach((key, sum) -> sum.write(byLanguage.withObject("/" + key)));
            domains(domains, json.putObject("domains"));
            ObjectNode bySource = json.putObject("lengths");
            lengths.forEach((source, tokens) -> {
                if (tokens.getCount() > 0) {
                    bySource.putObject(source)
                            .put("documents", tokens.getCount())
                            .put("tokens", tokens.getSum())
                            .put("shortest", tokens.getMin())
                            .put("longest", tokens.getMax());
                }
            });
            groups(root, ledgers, json.putArray("duplicate-groups"));
            return json;
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Counted count(Path root, String path) {
        String source = path.split("/")[1];
        Counted counted = new Counted(source);
        try (TableReader table =
                new TableReader(Files.newByteChannel(root.resolve(path)), path, "url", "language", "tokens", "text")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                Sum sum = new Sum(1, (long) row[2], ((String) row[3]).getBytes(StandardCharsets.UTF_8).length);
                String language = row[1] == null ? "undetermined" : (String) row[1];
                counted.lengths.accept(sum.tokens);
                counted.languages.merge(source + "/" + language, sum, Sum::plus);
                String domain = domain((String) row[0]);
                if (domain != null) {
                    counted.domains.merge(domain, sum, Sum::plus);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(path + ": " + e.getMessage(), e);
        }
        return counted;
    }

    /// The host of an address without a leading `www.`, or null where there is none.
    public static String domain(String url) {
        if (url == null) {
            return null;
        }
        try {
            String host = new URI(url).getHost();
            if (host == null) {
                return null;
            }
            host = host.toLowerCase(Locale.ROOT);
            return host.startsWith("www.") ? host.substring("www.".length()) : host;
        } catch (URISyntaxException e) {
            return null; // an address that no browser takes has no domain
        }
    }

    /// The largest tenth by bytes of text, the largest first.
    private static void domains(SortedMap<String, Sum> domains, ObjectNode json) {
        Sum all = domains.values().stream().reduce(Sum.NONE, Sum::plus);
        json.put("count", domains.size());
        all.write(json.putObject("together"));
        long tenth = Math.max(Math.min(domains.size(), 10), (domains.size() + 9) / 10);
        ArrayNode listed = json.putArray("largest");
        domains.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, Sum> domain) -> -domain.getValue().bytes)
                        .thenComparing(Map.Entry::getKey))
                .limit(Math.min(tenth, MOST_DOMAINS))
                .forEach(domain -> domain.getValue().write(listed.addObject().put("domain", domain.getKey())));
    }

    private record Member(String key, String url, String source, Double similarity) {}

    private static void groups(Path root, List<String> ledgers, ArrayNode json) {
        SortedMap<String, List<Member>> groups = new TreeMap<>();
        for (String path : ledgers) {
            String source = path.split("/")[1];
            try (TableReader table = new TableReader(
                    Files.newByteChannel(root.resolve(path)),
                    path,
                    "step",
                    "kept_key",
                    "key",
                    "url",
                    "similarity",
                    "outcome")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    if (row[1] != null && "dropped".equals(row[5])) {
                        groups.computeIfAbsent(row[0] + " " + row[1], group -> new ArrayList<>())
                                .add(new Member((String) row[2], (String) row[3], source, (Double) row[4]));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(path + ": " + e.getMessage(), e);
            }
        }
        groups.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, List<Member>> group) ->
                                -group.getValue().size())
                        .thenComparing(Map.Entry::getKey))
                .limit(MOST_GROUPS)
                .forEach(group -> {
                    int space = group.getKey().lastIndexOf(' ');
                    ObjectNode one = json.addObject();
                    one.put("step", group.getKey().substring(0, space))
                            .put("kept", group.getKey().substring(space + 1));
                    one.put("documents", group.getValue().size() + 1);
                    ArrayNode members = one.putArray("dropped");
                    group.getValue().stream()
                            .sorted(Comparator.comparing(Member::key))
                            .limit(MOST_MEMBERS)
                            .forEach(member -> members.addObject()
                                    .put("key", member.key)
                                    .put("source", member.source)
                                    .put("url", member.url)
                                    .put("similarity", member.similarity));
                });
    }
}

package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.build.Documents;
import olmoe.release.format.TableReader;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.TokensPlan;
import olmoe.tokenizer.TokenizerLint;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.shard.DamagedShardException;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.SameDocuments;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShard;

/// Counts tokens and windows again in the token shards, pairs their documents with those of the data
/// shards, and holds stats.json to both. Holds the files of the tokenizer, and those beside the model with its
/// configuration, to each other.
final class TokensCheck implements Check {

    private static final List<String> FIGURES = List.of("tokens", "windows", "masked-windows", "tail-tokens");

    /// What one part holds.
    private record Counted(String of, TokenShard.Recount recount, List<Finding> findings) {}

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        Recipe recipe = Recipe.read(release.resolve(Documents.RECIPE));
        int window = recipe.window();
        List<ShardFormat> others = recipe.tokens().others();
        long vocabulary = TokensPlan.vocabulary(release.json(TokensPlan.TOKENIZER));
        TreeSet<String> parts = new TreeSet<>();
        release.between("tokens/", ".csv.gz").forEach(path -> parts.add(part(path, "tokens/", ".csv.gz")));
        release.between("data/", ".parquet").forEach(path -> parts.add(part(path, "data/", ".parquet")));
        SortedMap<String, Long> counted = new TreeMap<>();
        long tokens = 0;
        for (Counted part :
                ReleaseFolder.each(List.copyOf(parts), part -> count(release, part, window, vocabulary, others))) {
            part.findings.forEach(findings::add);
            if (part.recount != null) {
                tokens += part.recount.tokens();
                counted.merge("tokens/" + part.of, part.recount.tokens(), Long::sum);
                counted.merge("windows/" + part.of, part.recount.windows(), Long::sum);
                counted.merge("masked-windows/" + part.of, Math.max(0, part.recount.maskedWindows()), Long::sum);
                counted.merge("tail-tokens/" + part.of, part.recount.tailTokens(), Long::sum);
            }
        }
        compare(counted, release.json(Documents.STATS), findings);
        tokenizer(release, "tokenizer/", findings);
        tokenizer(release, "model/", findings);
        for (ShardFormat format : ShardFormat.values()) {
            for (String path : release.between("tokens/", format.suffix())) {
                boolean wanted = others.contains(format) && parts.contains(part(path, "tokens/", format.suffix()));
                if (format != ShardFormat.DOLMA && !wanted) {
                    findings.add(path, "is beside no part of the corpus or in a format that the recipe does not name");
                }
            }
        }
        return String.format(Locale.ROOT, "%,d tokens in %,d shards", tokens, parts.size());
    }

    private static void tokenizer(ReleaseFolder release, String folder, Findings findings) throws IOException {
        if (!release.files().contains(folder + "tokenizer.json")) {
            return;
        }
        List<String> wrong;
        try {
            wrong = TokenizerLint.findings(release.resolve(folder));
        } catch (ConfigurationException e) {
            wrong = List.of(e.getMessage());
        }
        for (String line : wrong) {
            String relative = line.replace(release.root() + "/", ""); // file, perhaps its line, what is wrong
            int colon = relative.indexOf(':');
            findings.add(
                    relative.substring(0, colon), relative.substring(colon + 1).trim());
        }
    }

    private static Counted count(
            ReleaseFolder release, String part, int window, long vocabulary, List<ShardFormat> others)
            throws IOException {
        String npy = "tokens/" + part + ".npy";
        String data = "data/" + part + ".parquet";
        List<Finding> findings = new ArrayList<>();
        String of = part.substring(0, part.indexOf('/', part.indexOf('/') + 1)); // source/split
        if (!release.files().contains(npy) || !release.files().contains(data)) {
            findings.add(new Finding(release.files().contains(npy) ? npy : data, "has no partner in data and tokens"));
            return new Counted(of, null, findings);
        }
        TokenShard.Recount recount = TokenShard.recount(release.resolve(npy), window);
        if (recount.largestId() >= vocabulary) {
            findings.add(new Finding(
                    npy,
                    "holds id " + recount.largestId() + " at token " + recount.largestAt() + " but the tokenizer has "
                            + vocabulary));
        }
        pair(release, npy, data, findings);
        for (ShardFormat format : others) {
            String other = "tokens/" + part + format.suffix();
            if (!release.files().contains(other)) {
                findings.add(new Finding(other, "is not there, but the recipe names its format"));
                continue;
            }
            try {
                SameDocuments.check(release.resolve(npy), format);
            } catch (DamagedShardException e) {
                findings.add(new Finding(other, e.getMessage()));
            }
        }
        return new Counted(of, recount, findings);
    }

    private static String part(String path, String start, String end) {
        return path.substring(start.length(), path.length() - end.length());
    }

    /// A row of the data stands for each span, in the same order; end-of-text may make it one longer.
    private static void pair(ReleaseFolder release, String npy, String data, List<Finding> findings)
            throws IOException {
        try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(data)), data, "id", "tokens");
                DocumentSpans spans = new DocumentSpans(release.resolve(npy))) {
            long number = 0;
            for (Object[] row = table.next(); row != null; row = table.next()) {
                long tokens = (long) row[1];
                if (tokens > 0) { // a document without text has no tokens and no span
                    DocumentSpan span = spans.next();
                    long length = span == null ? -1 : span.end() - span.start();
                    if (span == null || !span.id().equals(row[0]) || length < tokens || length > tokens + 1) {
                        findings.add(new Finding(
                                npy,
                                "row " + number + " of " + data + ", id " + row[0] + " with " + tokens
                                        + " tokens, stands beside " + span));
                        return;
                    }
                }
                number++;
            }
            DocumentSpan rest = spans.next();
            if (rest != null) {
                findings.add(new Finding(npy, "has a document that " + data + " lacks: " + rest));
            }
        }
    }

    private static void compare(SortedMap<String, Long> counted, JsonNode stats, Findings findings) {
        SortedMap<String, Long> stated = new TreeMap<>();
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            for (String figure : FIGURES) {
                for (Map.Entry<String, JsonNode> split :
                        source.getValue().required(figure).properties()) {
                    stated.put(
                            figure + "/" + source.getKey() + "/" + split.getKey(),
                            split.getValue().longValue());
                }
            }
        }
        counted.forEach((name, count) -> stated.putIfAbsent(name, 0L));
        stated.forEach((name, count) -> findings.expect(
                Documents.STATS, name + " against the token shards", counted.getOrDefault(name, 0L), count));
    }
}

package olmoe.release.takedown;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.build.Documents;
import olmoe.release.build.Licenses;
import olmoe.release.build.Provenance;
import olmoe.release.build.ReleaseListing;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.LinkedFile;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.release.measure.ShardMeasures;
import olmoe.release.recipe.TokensPlan;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.shard.ShardExport;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;

/// A new major version of a release without the documents that a request names. Shards, tokens, ledgers, samples and
/// figures that hold one are written anew, every other file is the same file. The weights stay: they saw the
/// documents, and the order in which they did is kept.
public final class Takedown {

    /// Where the order of an older version goes, which its weights were trained on.
    private static final String HISTORY = "history/";

    private final Path from;
    private final Path to;
    private final Request request;
    private final Indexer indexer;
    private final ReleaseIndex before;
    private final Map<String, ReleaseIndex.Listed> old = new HashMap<>(); // files of the release before, by path
    private final String version;
    private final String step;
    private final ReleaseListing listing;
    private final Licenses licenses;
    private final List<Manifest.Entry> rewritten = new ArrayList<>();
    private final List<PartRewriter.Removed> removed = new ArrayList<>();

    /// Writes an index of documents, which this module cannot.
    @FunctionalInterface
    public interface Indexer {

        /// @param release whose data is indexed
        /// @param folder of the index, not there yet
        /// @param set name of the parameter set
        void index(Path release, Path folder, String set) throws IOException;
    }

    /// @param from a release that verifies
    /// @param to folder of the new one, which is not there yet
    /// @param indexer for a release that carries an index
    public Takedown(Path from, Path to, Request request, Indexer indexer) throws IOException {
        this.from = from;
        this.to = to;
        this.request = request;
        this.indexer = indexer;
        this.before = ReleaseIndex.read(from);
        before.files().forEach(file -> old.put(file.path(), file));
        this.version =
                (Integer.parseInt(before.version().substring(0, before.version().indexOf('.'))) + 1) + ".0.0";
        this.step = "takedown/" + version;
        this.listing = new ReleaseListing(to);
        this.licenses = Licenses.of(from);
    }

    /// @param files that were written anew, among `of` shards of data
    public record Outcome(String version, int documents, int shards, int of, List<String> files) {}

    /// @throws CheckException when nothing fits the request
    public Outcome run() throws IOException {
        JsonNode recipe = CanonicalJson.read(from.resolve(Documents.RECIPE));
        PartRewriter parts = new PartRewriter(request, recipe.required("window").intValue(), endOfText());
        StatsUpdate stats = new StatsUpdate((ObjectNode) CanonicalJson.read(from.resolve(Documents.STATS)), step);
        Set<String> changed = new TreeSet<>();
        Map<String, SortedMap<Integer, PartRewriter.Removed>> hits = new TreeMap<>();
        List<String> shards = paths("data/", ".parquet");
        for (String path : shards) {
            SortedMap<Integer, PartRewriter.Removed> found = parts.find(from.resolve(path));
            if (!found.isEmpty()) {
                hits.put(path, found);
                removed.addAll(found.values());
            }
        }
        Request whole = withKeys();
        Set<String> ledgers = new TreeSet<>();
        Set<String> duplicates = new HashSet<>();
        for (String path : paths("ledger/", ".parquet")) {
            LedgerRewriter.Mentions mentions = LedgerRewriter.mentions(from.resolve(path), whole);
            duplicates.addAll(mentions.duplicates());
            if (mentions.named()) {
                ledgers.add(path);
            }
        }
        int samples = stats.removeSamples(whole, duplicates);
        stats.forget(whole.ids());
        if (hits.isEmpty() && ledgers.isEmpty() && samples == 0) {
            throw new CheckException(from + ": no document, ledger row or sample fits the request");
        }
        Files.createDirectories(to);
        for (Map.Entry<String, SortedMap<Integer, PartRewriter.Removed>> hit : hits.entrySet()) {
            rewritePart(hit.getKey(), hit.getValue(), parts, stats, changed);
            ledgers.add(ledgerOf(hit.getKey()));
        }
        for (String path : ledgers) {
            rewriteLedger(path, whole, hits, stats.phase());
            changed.add(path);
        }
        write(Documents.STATS, "stats", CanonicalJson.bytes(stats.finish()), changed);
        order(recipe, changed);
        carry(changed);
        index(recipe, changed);
        write(
                ShardMeasures.PATH,
                "measure",
                CanonicalJson.bytes(ShardMeasures.of(to, listing.paths("data/"), listing.paths("ledger/"))),
                null);
        Tombstones list = Tombstones.read(from);
        write(
                Tombstones.PATH,
                "tombstone",
                (list == null ? Tombstones.none() : list)
                        .plus(whole.marks(), request, version)
                        .bytes(),
                null);
        report(hits.size(), shards.size(), samples);
        recipes(recipe);
        seal();
        return new Outcome(version, removed.size(), hits.size(), shards.size(), List.copyOf(changed));
    }

    /// The request, and the keys and ids of every document that it fits.
    private Request withKeys() {
        Set<String> ids = new LinkedHashSet<>(request.ids());
        for (PartRewriter.Removed document : removed) {
            ids.add(document.key());
            ids.add(document.id());
        }
        return new Request(request.urls(), request.domains(), ids, request.texts(), request.reason(), request.date());
    }

    private void rewritePart(
            String path,
            SortedMap<Integer, PartRewriter.Removed> found,
            PartRewriter parts,
            StatsUpdate stats,
            Set<String> changed)
            throws IOException {
        String part = path.substring("data/".length(), path.length() - ".parquet".length());
        Path data = folder(path);
        parts.data(from.resolve(path), data, found);
        listed(path, "data", changed);
        List<Long> tokens = new ArrayList<>();
        try (TableReader table = new TableReader(Files.newByteChannel(from.resolve(path)), path, "tokens")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                tokens.add((Long) row[0]);
            }
        }
        String npy = "tokens/" + part + TokenShardWriter.TOKENS;
        var before = olmoe.tokenizer.shard.TokenShard.recount(from.resolve(npy), parts.window());
        TokenShardWriter.Totals totals = parts.tokens(from.resolve(npy), folder(npy), tokens, found);
        for (String end : List.of(TokenShardWriter.TOKENS, TokenShardWriter.DOCUMENTS, TokenShardWriter.MASK)) {
            listed("tokens/" + part + end, "tokens", changed);
        }
        otherFormats(part, changed);
        String[] place = path.split("/");
        stats.part(place[1], place[2], found.values(), before, totals, request.reason());
    }

    /// Writes the part again in each other format in which it was.
    private void otherFormats(String part, Set<String> changed) throws IOException {
        Path npy = to.resolve("tokens/" + part + TokenShardWriter.TOKENS);
        String name = part.substring(part.lastIndexOf('/') + 1);
        for (ShardFormat format : ShardFormat.values()) {
            if (format == ShardFormat.DOLMA || !Files.exists(from.resolve("tokens/" + part + format.suffix()))) {
                continue;
            }
            int vocabulary =
                    Math.toIntExact(TokensPlan.vocabulary(CanonicalJson.read(from.resolve(TokensPlan.TOKENIZER))));
            try (ShardExport export = new ShardExport(new ShardExport.Settings(
                    format,
                    npy.getParent(),
                    number -> name,
                    vocabulary,
                    TokensPlan.TOKENIZER,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE))) {
                export.add(npy, TokenShardWriter.bytesPerId(vocabulary));
                export.finish();
            }
            for (String suffix : format.suffixes()) {
                listed("tokens/" + part + suffix, "tokens", changed);
            }
        }
    }

    private static String ledgerOf(String data) {
        String[] place = data.split("/");
        String shard = place[place.length - 1];
        return "ledger/" + place[1] + "/" + TokensPlan.partOf(shard.substring(0, shard.length() - ".parquet".length()))
                + ".parquet";
    }

    private void rewriteLedger(
            String path, Request whole, Map<String, SortedMap<Integer, PartRewriter.Removed>> hits, int phase)
            throws IOException {
        List<PartRewriter.Removed> here = new ArrayList<>();
        hits.forEach((data, found) -> {
            if (ledgerOf(data).equals(path)) {
                here.addAll(found.values());
            }
        });
        String name = path.substring(path.lastIndexOf('/') + 1);
        String part = name.substring(0, name.length() - ".parquet".length());
        Path old = Files.exists(from.resolve(path)) ? from.resolve(path) : null;
        Path like = old != null
                ? old
                : from.resolve(paths("ledger/", ".parquet").stream()
                        .findFirst()
                        .orElseThrow(() -> new CheckException(from + ": expected a ledger, found none")));
        LedgerRewriter.rewrite(old, like, folder(path), whole, part, step, phase, here);
        listed(path, "ledger", null);
    }

    /// The order is remade from the seed over the windows that are left; the old one is kept.
    private void order(JsonNode recipe, Set<String> changed) throws IOException {
        TrainingOrder old = TrainingOrder.read(from.resolve("tokens"));
        List<TrainingOrder.TokenFile> files = new ArrayList<>();
        for (TrainingOrder.TokenFile file : old.files()) {
            Path tokens = Files.exists(to.resolve(file.path())) ? to.resolve(file.path()) : from.resolve(file.path());
            long windows = Files.size(tokens) / old.bytesPerId() / old.window();
            if (windows > 0) {
                files.add(new TrainingOrder.TokenFile(file.path(), windows, file.repeat()));
            }
        }
        TrainingOrder order =
                TrainingOrder.shuffled(recipe.required("seed").longValue(), old.window(), old.bytesPerId(), files);
        for (String name : List.of(TrainingOrder.ORDER_FILE, TrainingOrder.INDICES_FILE)) {
            String kept = HISTORY + before.version() + "/" + name;
            LinkedFile.make(from.resolve("tokens/" + name), folder(kept));
            listed(kept, "order", null);
        }
        try (OutputStream json = Files.newOutputStream(folder("tokens/" + TrainingOrder.ORDER_FILE));
                OutputStream indices = Files.newOutputStream(folder("tokens/" + TrainingOrder.INDICES_FILE))) {
            order.writeJson(json);
            order.writeIndices(indices);
        }
        listed("tokens/" + TrainingOrder.ORDER_FILE, "tokens", changed);
        listed("tokens/" + TrainingOrder.INDICES_FILE, "tokens", changed);
    }

    /// Every other file that is no document is the same file.
    private void carry(Set<String> changed) throws IOException {
        for (ReleaseIndex.Listed file : before.files()) {
            boolean rendered = Documents.isRendered(file)
                    || file.role().equals("measure")
                    || file.path().equals("reproduce/recipe.yaml")
                    || file.path().equals(Documents.RECIPE)
                    || IndexUpdate.isReproducible(file.path())
                    || file.path().equals(Tombstones.PATH);
            if (!rendered && !listing.has(file.path())) {
                LinkedFile.make(from.resolve(file.path()), folder(file.path()));
                listing.add(file);
            }
        }
        for (String path : paths(ReleaseIndex.WITNESS_FOLDER, "")) {
            if (!path.startsWith(IndexUpdate.FILES)) {
                LinkedFile.make(from.resolve(path), folder(path));
            }
        }
    }

    /// A file of the index that comes out as it was is no file of this stage.
    private void index(JsonNode recipe, Set<String> changed) throws IOException {
        if (!old.containsKey(Documents.INDEX)) {
            return;
        }
        for (String path : new IndexUpdate(from, to, indexer)
                .write(recipe.at("/release/index").asText())) {
            ReleaseIndex.Listed was = old.get(path);
            if (was != null && was.sha256().equals(Sha256.of(to.resolve(path)))) {
                listing.add(was);
            } else {
                listed(path, "index", changed);
            }
        }
    }

    private void report(int shards, int of, int samples) throws IOException {
        ObjectNode json = CanonicalJson.object();
        json.put("version", version).put("from", before.version()).put("from-digest", before.digest());
        json.put("documents", removed.size()).put("reason", request.reason()).put("date", request.date());
        json.put("shards-rewritten", shards).put("shards", of).put("samples-removed", samples);
        json.put(
                "weights",
                "trained before, on version " + before.version()
                        + "; they saw the removed documents, in the order that " + HISTORY + before.version()
                        + "/ holds");
        for (Manifest.Entry file : rewritten) {
            json.withArray("rewritten")
                    .addObject()
                    .put("path", file.path())
                    .put(
                            "before",
                            old.containsKey(file.path()) ? old.get(file.path()).sha256() : null)
                    .put("after", file.sha256());
        }
        write("governance/takedown-" + version + ".json", "tombstone", CanonicalJson.bytes(json), null);
    }

    private void recipes(JsonNode resolved) throws IOException {
        String text = Files.readString(from.resolve("reproduce/recipe.yaml"), StandardCharsets.UTF_8);
        String next = text.replaceFirst("(?m)^version:.*$", "version: " + version);
        write("reproduce/recipe.yaml", "recipe", next.getBytes(StandardCharsets.UTF_8), null);
        write(Documents.RECIPE, "recipe", CanonicalJson.bytes(((ObjectNode) resolved).put("version", version)), null);
    }

    private void seal() throws IOException {
        SortedMap<String, String> made = new TreeMap<>(before.madeFrom());
        made.put("recipe", Sha256.of(to.resolve("reproduce/recipe.yaml")));
        String stage = "takedown-" + version;
        Manifest manifest = Manifest.of(
                stage, Map.of("release." + before.version(), before.digest()), rewritten, Map.of("documents", (long)
                        removed.size()));
        write(Provenance.file(stage), "manifest", manifest.reproducibleBytes(), null);
        made.put(stage, manifest.digest());
        listing.renderDocuments();
        listing.write(before.name(), version, made);
    }

    private int endOfText() throws IOException {
        // every document ends with it, so the last token of any shard is one
        for (String path : paths("tokens/", TokenShardWriter.TOKENS)) {
            if (path.endsWith(TrainingOrder.INDICES_FILE)) {
                continue;
            }
            try (var shard = olmoe.tokenizer.shard.TokenShard.open(from.resolve(path))) {
                if (shard.tokens() > 0) {
                    int[] last = new int[1];
                    shard.read(shard.tokens() - 1, last, 0, 1);
                    return last[0];
                }
            }
        }
        return 0;
    }

    private List<String> paths(String start, String end) throws IOException {
        return ReleaseListing.pathsIn(from, start, end);
    }

    private void write(String path, String role, byte[] bytes, Set<String> changed) throws IOException {
        Files.write(folder(path), bytes);
        if (path.equals(Documents.STATS)) {
            listed(path, role, changed);
        } else {
            listing.add(path, role, licenses.of(path), bytes.length, Sha256.of(bytes));
        }
    }

    /// A file of a stage that was written anew.
    private void listed(String path, String role, Set<String> changed) throws IOException {
        String sha256 = Sha256.of(to.resolve(path));
        listing.add(path, role, licenses.of(path), Files.size(to.resolve(path)), sha256);
        rewritten.add(new Manifest.Entry(path, Files.size(to.resolve(path)), sha256, role));
        if (changed != null) {
            changed.add(path);
        }
    }

    private Path folder(String path) throws IOException {
        Path file = to.resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }
}

package olmoe.release.build;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Column;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;
import olmoe.release.measure.ReachedDocuments;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.shard.ShardExport;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;

/// A run of two sources and a model of one layer, made up but consistent, and an `olmoe` script that
/// hands out its stages instead of computing them.
public final class MadeUpRun {

    public static final String RECIPE = """
            name: made-up
            version: 1.0.0
            seed: 7
            sources:
              - {name: pages, files: input/pages/*.jsonl, license: {spdx: Apache-2.0, evidence: LICENSE}}
              - {name: talks, files: input/talks/*.jsonl, license: {spdx: MIT, evidence: NOTICE}}
            window: 8
            steps:
              - filter: gopher-quality/dclm
              - dedup: exact
            split: {validation: 0.2}
            tokenizer: {train: {vocabulary: 300}}
            model: {layers: 1, hidden: 8, heads: 2, experts: 3, top-k: 2, expert-hidden: 4}
            training: {tokens: 64}
            """;

    private static final String INPUT = "{}";

    private static final List<Column> DATA = List.of(
            Column.required("key", Column.Type.STRING),
            Column.required("id", Column.Type.STRING),
            Column.optional("url", Column.Type.STRING),
            Column.required("source", Column.Type.STRING),
            Column.required("split", Column.Type.STRING),
            Column.required("text", Column.Type.STRING),
            Column.optional("language", Column.Type.STRING),
            Column.required("tokens", Column.Type.LONG),
            Column.required("metadata", Column.Type.STRING));

    private static final List<Column> LEDGER = List.of(
            Column.optional("key", Column.Type.STRING),
            Column.required("part", Column.Type.STRING),
            Column.required("row", Column.Type.INT),
            Column.optional("url", Column.Type.STRING),
            Column.required("phase", Column.Type.INT),
            Column.required("step", Column.Type.STRING),
            Column.required("outcome", Column.Type.STRING),
            Column.required("reason", Column.Type.STRING),
            Column.optional("value", Column.Type.DOUBLE),
            Column.optional("limit", Column.Type.DOUBLE),
            Column.optional("matched_key", Column.Type.STRING),
            Column.optional("kept_key", Column.Type.STRING),
            Column.optional("similarity", Column.Type.DOUBLE));

    private final Path home;
    private final Path prepared;
    private final Recipe recipe;
    private final int parts;
    private final int end;
    private final MadeUpModel model;
    private final List<TrainingOrder.TokenFile> shards = new ArrayList<>();
    private final ObjectNode stats;

    private MadeUpRun(Path home, int parts, int end, String recipe) throws IOException {
        this.end = end;
        this.model = new MadeUpModel(end);
        this.home = home;
        this.parts = parts;
        this.prepared = home.resolve("prepared");
        for (String input : List.of("pages", "talks")) {
            write(home.resolve("input/" + input + "/a.jsonl"), INPUT);
        }
        write(home.resolve("recipe.yaml"), recipe);
        this.recipe = Recipe.read(home.resolve("recipe.yaml"));
        this.stats = CanonicalJson.object().put("schema", 1);
    }

    /// Makes the stages and the script.
    ///
    /// @param home where recipe, input and script go; `log.txt` there gets a line for each start
    public static MadeUpRun in(Path home) throws IOException {
        return in(home, 1);
    }

    /// @param parts of each source and split; more than one are called p0, p1 and so on
    public static MadeUpRun in(Path home, int parts) throws IOException {
        return in(home, parts, 299, RECIPE);
    }

    /// Tokens in every format, and ids that two bytes do not hold.
    public static MadeUpRun inAllFormats(Path home) throws IOException {
        return in(home, 2, 70_000, RECIPE + "tokens: {formats: [dolma, megatron, datatrove]}\n");
    }

    private static MadeUpRun in(Path home, int parts, int end, String recipe) throws IOException {
        MadeUpRun run = new MadeUpRun(home, parts, end, recipe);
        run.corpus();
        run.model();
        run.validation();
        Path script = home.resolve("olmoe");
        write(script, """
                #!/bin/sh
                echo "$@" >> '%1$s/log.txt'
                for last; do case $before in -o) out=$last ;; esac; before=$last; done
                [ "$2" != index ] || out=$4
                case "$1 $2" in
                'corpus index') stage=index ;;
                'corpus build') stage=corpus ;; 'model train') stage=model ;; *) stage=validation ;;
                esac
                echo "working on $stage" >&2
                [ ! -f '%1$s'/fail-$stage ] || { echo "olmoe: no such thing" >&2; exit "$(cat '%1$s'/fail-$stage)"; }
                mkdir -p "$out" && cp -R '%1$s/prepared/'$stage/. "$out"
                """.formatted(home));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return run;
    }

    public Recipe recipe() {
        return recipe;
    }

    /// The same with a release that carries an index.
    public static MadeUpRun withIndex(Path home) throws IOException {
        MadeUpRun run = in(home, 1, 299, RECIPE + "release: {index: olmoe}\n");
        Path index = home.resolve("prepared/index");
        index(home.resolve("prepared/corpus"), index, "olmoe");
        String corpus = Manifest.read(home.resolve("prepared/corpus")).digest();
        manifest(index, "index", Map.of("manifest.corpus", corpus, "index.set", "olmoe"));
        return run;
    }

    /// Stands in for the program that writes an index: what it says of itself, and a file that differs every time.
    public static void index(Path release, Path folder, String set) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String path : ReleaseListing.pathsIn(release, "data/", ".parquet")) {
            try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(path)), path, "key")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    keys.add((String) row[0]);
                }
            }
        }
        Collections.sort(keys);
        ObjectNode form = CanonicalJson.object().put("documents", keys.size()).put("parameters", set);
        form.put("keys", Sha256.of(String.join("\n", keys) + "\n"));
        CanonicalJson.write(folder(folder.resolve("index.json")), form);
        write(folder.resolve("_0.cfs"), Long.toHexString(System.nanoTime()));
        matches(release, folder);
    }

    /// The documents that reached the one match, in the form of the program that writes them.
    private static void matches(Path release, Path folder) throws IOException {
        ReachedDocuments reached = new ReachedDocuments(release, ReleaseListing.pathsIn(release, "data/", ".parquet"));
        for (String path : ReleaseListing.pathsIn(release, "ledger/", ".parquet")) {
            String place = path.substring("ledger/".length(), path.length() - ".parquet".length());
            List<String> keys = reached.keys(place, 1);
            ByteBuffer rows = ByteBuffer.allocate(24 * keys.size());
            for (int row = 0; row < keys.size(); row++) {
                rows.putInt(row).put(HexFormat.of().parseHex(keys.get(row))).putInt(0);
            }
            Files.write(folder(folder.resolve("match-0/" + place + ".rows")), rows.array());
        }
        ObjectNode json = CanonicalJson.object();
        json.putArray("matches").addObject().put("match", 0).put("phase", 1);
        CanonicalJson.write(folder.resolve("matches.json"), json);
    }

    /// Builds the release of the prepared stages.
    public Path release(Path run) throws IOException {
        return new ReleaseBuild(recipe, run, new OlmoeScript(home), 2, 0, true).run();
    }

    private void corpus() throws IOException {
        Path corpus = prepared.resolve("corpus");
        part(corpus, "pages", 20, 3, 1);
        part(corpus, "talks", 9, 0, 0);
        int more = 29 * (parts - 1);
        step(0, "read", "read", 33 + more, 0, 1, "unexpected end", 1, 0);
        step(1, "gopher-quality/dclm", "judge", 32 + more, 2, 0, "words-few", 2, 0);
        step(2, "dedup/exact", "dedup", 30 + more, 1, 0, "exact-duplicate", 1, 0);
        stats.putObject("rejects").put("unexpected end", 1);
        stats.putArray("duplicates")
                .addObject()
                .put("step", "dedup/exact")
                .put("documents", 1)
                .put("groups", 1)
                .put("largest", 2);
        stats.putObject("languages").put("en", 29 * parts);
        ObjectNode lengths = stats.putObject("tokens-per-document");
        lengths.putArray("bins").add(0).add(16);
        lengths.putArray("counts").add(29 * parts).add(0);
        ArrayNode samples = stats.putArray("samples");
        samples.addObject()
                .put("step", "dedup/exact")
                .put("reason", "exact-duplicate")
                .put("key", "%032x".formatted(1003))
                .put("url", "https://copies.example/")
                .put("value", 3)
                .put("text", "Text of a page at another address");
        samples.addObject()
                .put("step", "gopher-quality/dclm")
                .put("reason", "words-few")
                .put("key", "00")
                .put("url", "https://pages.example/")
                .put("value", 3)
                .put("limit", 50)
                .put("text", "too short");
        CanonicalJson.write(corpus.resolve("stats/stats.json"), stats);
        CanonicalJson.write(corpus.resolve("recipe.resolved.json"), recipe.resolved());
        TrainingOrder order =
                TrainingOrder.shuffled(recipe.seed(), recipe.window(), TokenShardWriter.bytesPerId(end + 1), shards);
        try (OutputStream json = Files.newOutputStream(corpus.resolve("tokens/order.json"));
                OutputStream indices = Files.newOutputStream(corpus.resolve("tokens/global_indices.npy"))) {
            order.writeJson(json);
            order.writeIndices(indices);
        }
        model.tokenizer().write(corpus.resolve("tokenizer"));
        manifest(corpus, "corpus", recipe.inputs("sources", "steps", "window", "seed"));
    }

    private void step(
            int index,
            String name,
            String kind,
            int read,
            int dropped,
            int rejected,
            String reason,
            int pages,
            int talks) {
        ObjectNode step = stats.withArray("steps").addObject();
        step.put("phase", index / 2).put("index", index).put("step", name).put("kind", kind);
        counts(step, read, dropped, rejected);
        step.putObject("reasons").put(reason, dropped + rejected);
        ObjectNode sources = step.putObject("sources");
        counts(sources.putObject("pages"), read - 9 * parts, Math.min(dropped, pages), Math.min(rejected, pages));
        counts(sources.putObject("talks"), 9 * parts, Math.min(dropped, talks), Math.min(rejected, talks));
    }

    private static void counts(ObjectNode to, int read, int dropped, int rejected) {
        to.put("read", read)
                .put("kept", read - dropped - rejected)
                .put("dropped", dropped)
                .put("rejected", rejected);
    }

    private void part(Path corpus, String source, int documents, int dropped, int rejected) throws IOException {
        ObjectNode figures = stats.withObject("/sources").putObject(source);
        figures.putObject("license")
                .put("spdx", source.equals("pages") ? "Apache-2.0" : "MIT")
                .put("evidence", source.equals("pages") ? "LICENSE" : "NOTICE");
        figures.putArray("inputs")
                .addObject()
                .put("path", "input/" + source + "/a.jsonl")
                .put("blocks", 1)
                .put("bytes", 2)
                .put("sha256", Sha256.of(INPUT))
                .put("records", documents * parts + dropped + rejected)
                .put("other-records", 0);
        counts(figures, documents * parts + dropped + rejected, dropped, rejected);
        Random random = new Random(source.hashCode());
        for (String split : List.of("train", "validation")) {
            int here = split.equals("train") ? documents - 4 : 4;
            for (int part = 0; part < parts; part++) {
                String name = parts == 1 ? "a" : "p" + part;
                String place = source + "/" + split + "/input_" + name + ".jsonl";
                Path npy = folder(corpus.resolve("tokens/" + place + ".npy"));
                Path data = folder(corpus.resolve("data/" + place + ".parquet"));
                TokenShardWriter.Totals totals;
                long textBytes = 0;
                try (TableWriter table = new TableWriter(Files.newOutputStream(data), DATA, Map.of());
                        OutputStream ids = Files.newOutputStream(npy);
                        OutputStream index = Files.newOutputStream(corpus.resolve("tokens/" + place + ".csv.gz"));
                        OutputStream mask = Files.newOutputStream(corpus.resolve("tokens/" + place + ".mask"))) {
                    TokenShardWriter tokens = new TokenShardWriter(
                            TokenShardWriter.bytesPerId(end + 1),
                            8,
                            end,
                            window -> window[0] % 5 == 0,
                            ids,
                            index,
                            mask);
                    for (int row = 0; row < here; row++) {
                        int[] document = random.ints(row % 7, 0, end).toArray(); // every seventh is blank
                        String id = source + "-" + split + "-" + (parts == 1 ? "" : name + "-") + row;
                        String text = "Text of " + id + Arrays.toString(document);
                        table.write(
                                "%032x"
                                        .formatted((source.equals("pages") ? 100_000 : 200_000)
                                                + 1000 * part
                                                + (split.equals("train") ? 0 : 500)
                                                + row),
                                id,
                                null,
                                source,
                                split,
                                text,
                                "en",
                                (long) document.length,
                                "{}");
                        tokens.add(id, "input/a.jsonl", row + 1L, document, document.length);
                        textBytes += text.getBytes(StandardCharsets.UTF_8).length;
                    }
                    totals = tokens.finish();
                }
                otherFormats(npy);
                add(figures, "documents", split, here);
                add(figures, "text-bytes", split, textBytes);
                add(figures, "tokens", split, totals.tokens());
                add(figures, "windows", split, totals.windows());
                add(figures, "masked-windows", split, totals.maskedWindows());
                add(figures, "tail-tokens", split, totals.tailTokens());
                if (split.equals("train")) {
                    shards.add(new TrainingOrder.TokenFile("tokens/" + place + ".npy", totals.windows(), 1));
                }
            }
        }
        Path ledger = folder(corpus.resolve("ledger/" + source + "/input_a.jsonl.parquet"));
        try (TableWriter table = new TableWriter(Files.newOutputStream(ledger), LEDGER, Map.of())) {
            for (int row = 0; row < dropped + rejected; row++) {
                boolean reject = row < rejected;
                boolean duplicate = row == dropped + rejected - 1;
                String kept = duplicate ? "%032x".formatted(100_001) : null; // the second page of training
                table.write(
                        reject ? null : "%032x".formatted(1000 + row),
                        "input_a.jsonl",
                        row,
                        null,
                        0,
                        reject ? "read" : duplicate ? "dedup/exact" : "gopher-quality/dclm",
                        reject ? "rejected" : "dropped",
                        reject ? "unexpected end" : duplicate ? "exact-duplicate" : "words-few",
                        3.0,
                        null,
                        kept,
                        kept,
                        null);
            }
        }
    }

    private void otherFormats(Path npy) throws IOException {
        String name = npy.getFileName().toString().replace(TokenShardWriter.TOKENS, "");
        for (ShardFormat format : recipe.tokens().others()) {
            try (ShardExport export = new ShardExport(new ShardExport.Settings(
                    format, npy.getParent(), number -> name, end + 1, "x", Long.MAX_VALUE, Long.MAX_VALUE))) {
                export.add(npy, TokenShardWriter.bytesPerId(end + 1));
                export.finish();
            }
        }
    }

    private static void add(ObjectNode figures, String figure, String split, long count) {
        ObjectNode splits = figures.withObject("/" + figure);
        splits.put(split, splits.path(split).longValue() + count);
    }

    private void model() throws IOException {
        Path folder = prepared.resolve("model");
        model.write(folder);
        manifest(folder, "model", recipe.inputs("model", "training", "seed"));
    }

    private void validation() throws IOException {
        Path validation = prepared.resolve("validation");
        CanonicalJson.write(
                validation.resolve("validation.json"),
                CanonicalJson.read("""
                {"checks":[{"name":"audit","holds":true,"message":"all tensors have their shape"}],
                 "logits":{"max-difference":1e-6,"tokens":16,"argmax-equal":true},
                 "evaluation":{"windows":2,"loss":4.5},"routing":[{"layer":0,"load":[0.4,0.3,0.3],"dead":0}]}
                """.getBytes(StandardCharsets.UTF_8), "validation.json"));
        Manifest model = Manifest.read(prepared.resolve("model"));
        manifest(validation, "validation", Map.of("manifest.model", model.digest()));
    }

    private static void manifest(Path folder, String stage, Map<String, String> inputs) throws IOException {
        List<Manifest.Entry> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                boolean witness = file.endsWith("performance.json") || file.endsWith("_0.cfs");
                files.add(Manifest.Entry.of(folder, file, witness ? Manifest.WITNESS : "data"));
            }
        }
        Manifest.of(stage, inputs, files, Map.of()).write(folder);
    }

    private static Path folder(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return file;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(folder(file), text, StandardCharsets.UTF_8);
    }
}

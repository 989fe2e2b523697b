package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.TableWriter;
import olmoe.release.recipe.TokensPlan;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.shard.DocumentSink;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShardWriter;

/// Writes what is published of one part: documents, tokens, window mask, and the ledger of all phases.
/// Knows no Beam.
final class PartWriter {
    static final String FOLDER = "work/write";

    /// Ending of a part's [KeyIndex], which lies beside its record.
    static final String KEYS = ".keys";

    private static final String SHARDS = "windows-of-shards";

    private final CorpusPlan plan;
    private final Places places;
    private final Encoder encoder;
    private final int endOfText;
    private final int vocabulary;
    private final int bytesPerId;
    private final String tokenizerDigest;
    private final Data data;

    PartWriter(CorpusPlan plan, Places places, Tokenizer tokenizer, String tokenizerDigest) {
        this.plan = plan;
        this.places = places;
        this.encoder = tokenizer.encoder();
        this.endOfText = tokenizer.endOfText();
        this.vocabulary = tokenizer.size();
        this.bytesPerId = TokenShardWriter.bytesPerId(vocabulary);
        this.tokenizerDigest = tokenizerDigest;
        this.data = new Data(plan);
    }

    /// Where the record of a part lies, without its ending.
    static String path(Block block) {
        return FOLDER + "/" + block.place();
    }

    Commit write(Block block) throws IOException {
        int last = plan.refinements().size() - 1;
        PartState state = PartState.read(places, plan, last, block);
        try (PartFiles files = new PartFiles(places);
                Texts.Reader texts = state.texts(places, block)) {
            Outputs outputs = new Outputs(block, files);
            Document document = null;
            for (int i = 0; i < state.rows().size(); i++) {
                int row = state.rows().row(i);
                while (document == null || texts.row() < row) {
                    document = texts.next();
                }
                outputs.add(row, document);
            }
            return outputs.commit();
        }
    }

    /// Windows of each shard of a part's split, as its commit record counts them.
    static List<Long> windowsOfShards(JsonNode split) {
        List<Long> windows = new ArrayList<>();
        split.path(SHARDS).forEach(shard -> windows.add(shard.longValue()));
        return windows.isEmpty() ? List.of(split.get("windows").longValue()) : windows;
    }

    /// One shard: documents, and their tokens in each format.
    private final class Shard {
        private final TableWriter documents;
        private final List<OutputStream> streams = new ArrayList<>();
        private final TokenShardWriter tokens;
        private final List<DocumentSink> others = new ArrayList<>();

        Shard(String place, PartFiles files) throws IOException {
            documents = data.writer(files.create("data/" + place + ".parquet"));
            for (String suffix : List.of(TokenShardWriter.TOKENS, TokenShardWriter.DOCUMENTS, TokenShardWriter.MASK)) {
                streams.add(files.create("tokens/" + place + suffix));
            }
            tokens = new TokenShardWriter(
                    bytesPerId,
                    plan.recipe().window(),
                    endOfText,
                    plan.windowMask(),
                    streams.get(0),
                    streams.get(1),
                    streams.get(2));
            for (ShardFormat format : plan.recipe().tokens().others()) {
                others.add(format.begin(
                        suffix -> files.create("tokens/" + place + suffix), vocabulary, TokensPlan.TOKENIZER));
            }
        }

        TokenShardWriter.Totals close() throws IOException {
            TokenShardWriter.Totals totals = tokens.finish();
            documents.close();
            for (OutputStream stream : streams) {
                stream.close();
            }
            for (DocumentSink other : others) {
                other.finish();
            }
            return totals;
        }
    }

    /// The shards of one split, one after the other.
    private final class Shards {
        private final Block block;
        private final String split;
        private final PartFiles files;
        private final ArrayNode windows = CanonicalJson.object().arrayNode();
        private Shard shard;
        private long documents;
        private long textBytes;
        private long tokens;
        private long maskedWindows;
        private long tailTokens;

        Shards(Block block, String split, PartFiles files) throws IOException {
            this.block = block;
            this.split = split;
            this.files = files;
            begin();
        }

        private void begin() throws IOException {
            shard = new Shard(
                    block.source() + "/" + split + "/" + plan.recipe().tokens().shardOf(block.part(), windows.size()),
                    files);
        }

        /// @param ids with end-of-text, unless there are none
        void add(int row, Document document, int[] ids) throws IOException {
            if (!plan.recipe().tokens().takes(shard.tokens.tokens(), ids.length, bytesPerId)) {
                end();
                begin();
            }
            DocumentSpan span = new DocumentSpan(
                    shard.tokens.tokens(), shard.tokens.tokens() + ids.length, document.id(), block.path(), row + 1L);
            shard.tokens.add(span.id(), span.source(), span.line(), ids, ids.length);
            if (ids.length > 0) {
                for (DocumentSink other : shard.others) {
                    other.add(span, ids, ids.length);
                }
            }
            textBytes += document.text().getBytes(StandardCharsets.UTF_8).length;
        }

        private void end() throws IOException {
            TokenShardWriter.Totals totals = shard.close();
            documents += shard.documents.rows();
            tokens += totals.tokens();
            windows.add(totals.windows());
            maskedWindows += totals.maskedWindows();
            tailTokens += totals.tailTokens();
        }

        void put(ObjectNode json) throws IOException {
            end();
            long all = 0;
            for (JsonNode ofShard : windows) {
                all += ofShard.longValue();
            }
            json.put("documents", documents)
                    .put("text-bytes", textBytes)
                    .put("tokens", tokens)
                    .put("windows", all)
                    .put("masked-windows", maskedWindows)
                    .put("tail-tokens", tailTokens);
            if (windows.size() > 1) {
                json.set(SHARDS, windows);
            }
        }
    }

    private final class Outputs {
        private final Block block;
        private final PartFiles files;
        private final SortedMap<String, Shards> shards = new TreeMap<>();
        private final List<Ledger.Entry> ledger = new ArrayList<>();
        private final Accounting accounting = new Accounting();
        private final Samples samples = new Samples();
        private final KeyIndex keys = new KeyIndex();
        private final SortedMap<String, Long> languages = new TreeMap<>();
        private final Split split = new Split(plan.recipe().validation());
        private final TokenIds buffer = new TokenIds();
        private final long[] lengths = new long[LengthBins.COUNT];

        Outputs(Block block, PartFiles files) {
            this.block = block;
            this.files = files;
        }

        void add(int row, Document document) throws IOException {
            buffer.clear();
            encoder.encodeDocument(document.text(), buffer);
            int[] ids = buffer.toArray();
            List<TokenJudge> steps = plan.tokenSteps();
            for (int i = 0; i < steps.size(); i++) {
                int step = plan.firstTokenStep() + i;
                Verdict verdict = steps.get(i).judge(ids);
                if (verdict instanceof Verdict.Drop) {
                    drop(row, document, step, (Verdict.Drop) verdict);
                    return;
                }
                accounting.kept(step);
            }
            String name = split.of(document.key());
            Shards to = shards.get(name);
            if (to == null) {
                to = new Shards(block, name, files);
                shards.put(name, to);
            }
            keys.add(document.key().toString(), document.url());
            to.add(row, document, ended(ids));
            data.write(to.shard.documents, document, name, ids.length);
            lengths[LengthBins.of(ids.length)]++;
            Object language = document.attributes().get("language");
            if (language != null) {
                languages.merge((String) language, 1L, Long::sum);
            }
        }

        private int[] ended(int[] ids) {
            if (ids.length == 0 || ids[ids.length - 1] == endOfText) {
                return ids;
            }
            int[] ended = Arrays.copyOf(ids, ids.length + 1);
            ended[ids.length] = endOfText;
            return ended;
        }

        private void drop(int row, Document document, int step, Verdict.Drop drop) {
            accounting.dropped(step, drop.reason());
            Ledger.Entry entry = new Ledger.Entry(
                    document.key().toString(),
                    block.part(),
                    row,
                    document.url(),
                    plan.writeNumber(),
                    plan.stepName(step),
                    Ledger.DROPPED,
                    drop.reason(),
                    drop.value(),
                    drop.limit(),
                    null,
                    null,
                    null);
            ledger.add(entry);
            samples.add(entry, document.text());
        }

        Commit commit() throws IOException {
            ObjectNode counts = CanonicalJson.object();
            ObjectNode splits = counts.putObject("splits");
            for (SortedMap.Entry<String, Shards> entry : shards.entrySet()) {
                entry.getValue().put(splits.putObject(entry.getKey()));
            }
            for (RefinePhase phase : plan.refinements()) {
                String path = phase.path(block) + PartState.LEDGER;
                ledger.addAll(Ledger.read(places.open(path), path));
            }
            ledger.sort(Comparator.comparingInt(Ledger.Entry::row));
            Ledger.write(files.create("ledger/" + block.place() + ".parquet"), ledger);
            ledger.forEach(entry -> keys.add(entry.key(), entry.url()));
            keys.write(files.create(path(block) + KEYS));
            accounting.check(block.part());
            counts.set("steps", accounting.json());
            ObjectNode found = counts.putObject("languages");
            languages.forEach(found::put);
            ArrayNode bins = counts.putArray("tokens-per-document");
            for (long length : lengths) {
                bins.add(length);
            }
            counts.set("samples", samples.json());
            Commit last = PartState.commit(places, plan.lastRefinement().path(block));
            return files.commit(
                    path(block) + PartState.COMMIT,
                    new PlanDigests(plan).write(last, tokenizerDigest),
                    List.of(),
                    counts);
        }
    }
}

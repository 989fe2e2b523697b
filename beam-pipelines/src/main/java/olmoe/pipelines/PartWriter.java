package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.shard.TokenShardWriter;

/// Writes what is published of one part: documents, tokens, window mask, and the ledger of all phases.
/// Knows no Beam.
final class PartWriter {
    static final String FOLDER = "work/write";

    private final CorpusPlan plan;
    private final Places places;
    private final Encoder encoder;
    private final int endOfText;
    private final int bytesPerId;
    private final String tokenizerDigest;
    private final Data data;

    PartWriter(CorpusPlan plan, Places places, Tokenizer tokenizer, String tokenizerDigest) {
        this.plan = plan;
        this.places = places;
        this.encoder = tokenizer.encoder();
        this.endOfText = tokenizer.endOfText();
        this.bytesPerId = TokenShardWriter.bytesPerId(tokenizer.size());
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

    /// The shards of one split.
    private final class Shards {
        private final TableWriter documents;
        private final OutputStream ids;
        private final OutputStream index;
        private final OutputStream mask;
        private final TokenShardWriter tokens;
        private long textBytes;

        Shards(Block block, String split, PartFiles files) throws IOException {
            String place = block.source() + "/" + split + "/" + block.part();
            documents = data.writer(files.create("data/" + place + ".parquet"));
            ids = files.create("tokens/" + place + TokenShardWriter.TOKENS);
            index = files.create("tokens/" + place + TokenShardWriter.DOCUMENTS);
            mask = files.create("tokens/" + place + TokenShardWriter.MASK);
            int window = plan.recipe().window();
            tokens = new TokenShardWriter(bytesPerId, window, endOfText, plan.windowMask(), ids, index, mask);
        }

        void close() throws IOException {
            documents.close();
            ids.close();
            index.close();
            mask.close();
        }
    }

    private final class Outputs {
        private final Block block;
        private final PartFiles files;
        private final SortedMap<String, Shards> shards = new TreeMap<>();
        private final List<Ledger.Entry> ledger = new ArrayList<>();
        private final Accounting accounting = new Accounting();
        private final Samples samples = new Samples();
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
            to.tokens.add(document.id(), block.path(), row + 1L, ids, ids.length);
            data.write(to.documents, document, name, ids.length);
            to.textBytes += document.text().getBytes(StandardCharsets.UTF_8).length;
            lengths[LengthBins.of(ids.length)]++;
            Object language = document.attributes().get("language");
            if (language != null) {
                languages.merge((String) language, 1L, Long::sum);
            }
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
                TokenShardWriter.Totals totals = entry.getValue().tokens.finish();
                splits.putObject(entry.getKey())
                        .put("documents", entry.getValue().documents.rows())
                        .put("text-bytes", entry.getValue().textBytes)
                        .put("tokens", totals.tokens())
                        .put("windows", totals.windows())
                        .put("masked-windows", totals.maskedWindows())
                        .put("tail-tokens", totals.tailTokens());
            }
            for (Shards open : shards.values()) {
                open.close();
            }
            for (RefinePhase phase : plan.refinements()) {
                String path = phase.path(block) + PartState.LEDGER;
                ledger.addAll(Ledger.read(places.open(path), path));
            }
            ledger.sort(Comparator.comparingInt(Ledger.Entry::row));
            Ledger.write(files.create("ledger/" + block.place() + ".parquet"), ledger);
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
                    path(block) + PartState.COMMIT, new PlanDigests(plan).write(last, tokenizerDigest), null, counts);
        }
    }
}

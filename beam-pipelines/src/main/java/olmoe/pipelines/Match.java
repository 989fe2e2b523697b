package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import olmoe.dedup.KeyedStep;
import olmoe.dedup.SimilarityStep;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.PartFiles;
import olmoe.release.format.CanonicalJson;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/// Brings documents together by the keys that their parts hold, decides which of them leave, and
/// writes for each part what that means for its rows. No text moves.
final class Match {
    static final KvCoder<Integer, byte[]> EDIT_CODER = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());

    private Match() {}

    /// @param parts all parts of the corpus and of the earlier ones
    /// @param digest of the steps and of all keys, for the commit records
    static void build(Pipeline pipeline, MatchParts parts, String digest) {
        PCollection<Block> all = pipeline.apply("Blocks", Read.from(new BlockSource(parts.blocks())));
        PCollectionList<KV<Integer, byte[]>> edits = PCollectionList.of(
                all.apply("Every part", ParDo.of(new EveryPart(parts))).setCoder(EDIT_CODER));
        MatchPhase phase = parts.phase();
        if (phase.steps().stream().anyMatch(step -> step instanceof KeyedStep)) {
            edits = edits.and(all.apply("Equal documents", new EqualDocuments(parts)));
        }
        if (phase.sequential() != null) {
            edits = edits.and(all.apply("Documents in order", new SequentialDocuments(parts)));
        }
        for (int k = 0; k < phase.steps().size(); k++) {
            if (phase.steps().get(k) instanceof SimilarityStep) {
                edits = edits.and(all.apply("Similar documents, step " + k, new SimilarDocuments(parts, k)));
            }
        }
        edits.apply("All edits", Flatten.pCollections())
                .apply("Group by part", GroupByKey.create())
                .apply("Write edits", ParDo.of(new WriteEdits(parts, digest)));
    }

    /// Emits the part itself, so that one whose documents all stay gets its empty list too.
    static final class EveryPart extends DoFn<Block, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        EveryPart(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void emit(@Element Block block, OutputReceiver<KV<Integer, byte[]>> out) {
            if (parts.isOwn(parts.ordinal(block))) {
                out.output(KV.of(parts.ordinal(block), new byte[0]));
            }
        }
    }

    static final class WriteEdits extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;
        private final String digest;

        WriteEdits(MatchParts parts, String digest) {
            this.parts = parts;
            this.digest = digest;
        }

        @ProcessElement
        public void write(@Element KV<Integer, Iterable<byte[]>> element) throws IOException {
            List<Edits.Candidate> candidates = new ArrayList<>();
            MatchCounts counts = new MatchCounts();
            List<Cuts.OfRow> cuts = new ArrayList<>();
            List<ShardFigures> shards = new ArrayList<>();
            for (byte[] bytes : element.getValue()) {
                if (bytes.length == Edits.Candidate.BYTES) {
                    candidates.add(Edits.Candidate.parse(ByteBuffer.wrap(bytes)));
                } else if (bytes.length == Cuts.BYTES) {
                    cuts.add(Cuts.OfRow.parse(ByteBuffer.wrap(bytes)));
                } else if (bytes.length == FilterFigures.BYTES) {
                    shards.add(FilterFigures.parse(ByteBuffer.wrap(bytes)));
                } else if (bytes.length == PassageFigures.BYTES) {
                    shards.add(PassageFigures.parse(ByteBuffer.wrap(bytes)));
                } else if (bytes.length > 0) {
                    counts.add(ByteBuffer.wrap(bytes));
                }
            }
            String path = parts.phase().path(parts.blocks().get(element.getKey()));
            try (PartFiles files = new PartFiles(parts.home())) {
                Edits.write(files.create(path + MatchPhase.EDITS), Edits.chosen(candidates, parts.priorities()));
                ObjectNode counted = CanonicalJson.object();
                counts.put(counted, parts.phase().ordinals());
                if (parts.phase().sequential() != null) {
                    Cuts.write(files.create(path + MatchPhase.CUTS), cuts);
                    ArrayNode figures = counted.withObject(
                                    "/" + parts.phase().ordinals().get(0))
                            .putArray(parts.phase().figures());
                    shards.sort(Comparator.comparingInt(ShardFigures::shard));
                    shards.forEach(shard -> shard.put(figures));
                }
                files.commit(path + PartState.COMMIT, digest, List.of(), counted);
            }
        }
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.Keys;
import olmoe.filters.Document;
import olmoe.pipelines.io.Block;
import olmoe.release.format.Sha256;
import olmoe.tokenizer.text.TextView;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/// Lets the documents of each shard go by one after the other, sources in the order of the recipe, parts
/// by their names, rows as they come, and emits what leaves. A shard is one element: its parts' numbers
/// are grouped, the texts are read where they lie.
final class SequentialDocuments extends PTransform<PCollection<Block>, PCollection<KV<Integer, byte[]>>> {
    private static final long serialVersionUID = 1L;

    private final MatchParts parts;

    SequentialDocuments(MatchParts parts) {
        this.parts = parts;
    }

    @Override
    public PCollection<KV<Integer, byte[]>> expand(PCollection<Block> blocks) {
        return blocks.apply("Name shards", ParDo.of(new NameShard(parts)))
                .setCoder(KvCoder.of(VarIntCoder.of(), VarIntCoder.of()))
                .apply("Group by shard", GroupByKey.create())
                .apply("Remember in order", ParDo.of(new RememberInOrder(parts)))
                .setCoder(Match.EDIT_CODER);
    }

    /// The shard of a part, by its name alone, so that another input moves none.
    static int shard(Block block, int shards) {
        byte[] name = (block.source() + "/" + block.part()).getBytes(StandardCharsets.UTF_8);
        return (int)
                Long.remainderUnsigned(Long.parseUnsignedLong(Sha256.of(name).substring(0, 16), 16), shards);
    }

    static final class NameShard extends DoFn<Block, KV<Integer, Integer>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        NameShard(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void name(@Element Block block, OutputReceiver<KV<Integer, Integer>> out) {
            out.output(KV.of(shard(block, parts.phase().sequential().shards()), parts.ordinal(block)));
        }
    }

    static final class RememberInOrder extends DoFn<KV<Integer, Iterable<Integer>>, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        RememberInOrder(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void remember(@Element KV<Integer, Iterable<Integer>> shard, OutputReceiver<KV<Integer, byte[]>> out)
                throws IOException {
            List<Integer> ordered = new ArrayList<>();
            shard.getValue().forEach(ordered::add);
            ordered.sort(Comparator.<Integer>comparingInt(parts::priority)
                    .thenComparing(part -> parts.blocks().get(part).part()));
            SequentialStep step = parts.phase().sequential();
            Keys memory = step.memory();
            Deduplicator deduplicator = step.deduplicator(memory);
            long documents = 0;
            for (int part : ordered) {
                PartState state = parts.state(part);
                try (Texts.Reader texts =
                        state.texts(parts.places(part), parts.blocks().get(part))) {
                    for (int i = 0; i < state.rows().size(); i++) {
                        int row = state.rows().row(i);
                        Document document = texts.ofRow(row);
                        documents++;
                        Decision decision = deduplicator.next(TextView.of(document.text()));
                        if (parts.isOwn(part)) {
                            for (Cuts.OfRow cut : Cuts.of(row, decision)) {
                                out.output(KV.of(part, cut.bytes()));
                            }
                        }
                    }
                }
            }
            FilterFigures figures = FilterFigures.of(shard.getKey(), documents, memory);
            out.output(KV.of(0, figures.bytes()));
        }
    }
}

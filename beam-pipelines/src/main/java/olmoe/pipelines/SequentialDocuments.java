package olmoe.pipelines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import olmoe.dedup.RememberingStep;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.bloom.Deduplicator;
import olmoe.dedup.bloom.Keys;
import olmoe.dedup.substring.RepeatedPassages;
import olmoe.dedup.substring.SubstringStep;
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
                .apply("Take in order", ParDo.of(new TakeInOrder(parts)))
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

    static final class TakeInOrder extends DoFn<KV<Integer, Iterable<Integer>>, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        TakeInOrder(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void take(@Element KV<Integer, Iterable<Integer>> shard, OutputReceiver<KV<Integer, byte[]>> out)
                throws IOException {
            List<Integer> ordered = new ArrayList<>();
            shard.getValue().forEach(ordered::add);
            ordered.sort(Comparator.<Integer>comparingInt(parts::priority)
                    .thenComparing(part -> parts.blocks().get(part).part()));
            SequentialStep step = parts.phase().sequential();
            ShardFigures figures = step instanceof SubstringStep
                    ? cutRepeated((SubstringStep) step, shard.getKey(), ordered, out)
                    : remember((RememberingStep) step, shard.getKey(), ordered, out);
            out.output(KV.of(0, figures.bytes()));
        }

        private ShardFigures remember(
                RememberingStep step, int shard, List<Integer> ordered, OutputReceiver<KV<Integer, byte[]>> out)
                throws IOException {
            Keys memory = step.memory();
            Deduplicator deduplicator = step.deduplicator(memory);
            long documents = forEachText(
                    ordered, (part, row, text) -> emit(part, Cuts.of(row, deduplicator.next(TextView.of(text))), out));
            return FilterFigures.of(shard, documents, memory);
        }

        /// Reads all texts before it decides about the first, since a later copy may take that one out.
        private ShardFigures cutRepeated(
                SubstringStep step, int shard, List<Integer> ordered, OutputReceiver<KV<Integer, byte[]>> out)
                throws IOException {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            try (RepeatedPassages passages = step.passages(folder)) {
                long[] bytes = new long[1];
                forEachText(ordered, (part, row, text) -> {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    bytes[0] += utf8.length;
                    passages.add(utf8);
                });
                int[] document = new int[1];
                long[] cut = new long[2]; // passages, bytes
                long documents = forEachText(ordered, (part, row, text) -> {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    int[] spans = passages.spans(document[0]++, utf8);
                    if (parts.isOwn(part)) {
                        cut[0] += spans.length / 2;
                        for (int i = 0; i < spans.length; i += 2) {
                            cut[1] += spans[i + 1] - spans[i];
                        }
                        emit(part, Cuts.of(row, RepeatedPassages.cuts(spans, utf8)), out);
                    }
                });
                return new PassageFigures(shard, documents, bytes[0], cut[0], cut[1]);
            }
        }

        private void emit(int part, List<Cuts.OfRow> cuts, OutputReceiver<KV<Integer, byte[]>> out) {
            if (parts.isOwn(part)) {
                cuts.forEach(cut -> out.output(KV.of(part, cut.bytes())));
            }
        }

        private interface EachText {
            void take(int part, int row, String text) throws IOException;
        }

        /// How many there are.
        private long forEachText(List<Integer> ordered, EachText each) throws IOException {
            long documents = 0;
            for (int part : ordered) {
                PartState state = parts.state(part);
                try (Texts.Reader texts =
                        state.texts(parts.places(part), parts.blocks().get(part))) {
                    for (int i = 0; i < state.rows().size(); i++) {
                        int row = state.rows().row(i);
                        each.take(part, row, texts.ofRow(row).text());
                        documents++;
                    }
                }
            }
            return documents;
        }
    }
}

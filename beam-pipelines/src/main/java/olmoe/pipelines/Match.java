package olmoe.pipelines;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.dedup.Group;
import olmoe.dedup.Member;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
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
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/// Brings equal documents together by their keys, decides which one stays, and writes for each part
/// what that means for its rows. Through the shuffle go 46 bytes a document and step; no text does.
final class Match {
    private static final TupleTag<KV<byte[], Member>> MEMBERS = new TupleTag<>() {};
    private static final TupleTag<KV<Integer, byte[]>> PARTS = new TupleTag<>() {};

    private Match() {}

    /// @param digest of the steps and of all keys, for the commit records
    static void build(Pipeline pipeline, List<Block> blocks, CorpusPlan plan, int match, String digest, Places places) {
        PCollectionTuple keys = pipeline.apply("Blocks", Read.from(new BlockSource(blocks)))
                .apply(
                        "Read keys",
                        ParDo.of(new ReadKeys(plan, match, blocks, places))
                                .withOutputTags(MEMBERS, TupleTagList.of(PARTS)));
        KvCoder<Integer, byte[]> editCoder = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
        PCollection<KV<Integer, byte[]>> edits = keys.get(MEMBERS)
                .setCoder(KvCoder.of(ByteArrayCoder.of(), new MemberCoder()))
                .apply("Group equal documents", GroupByKey.create())
                .apply("Choose survivor", ParDo.of(new ChooseSurvivor()))
                .setCoder(editCoder);
        PCollectionList.of(edits)
                .and(keys.get(PARTS).setCoder(editCoder))
                .apply("With parts that lose nothing", Flatten.pCollections())
                .apply("Group by part", GroupByKey.create())
                .apply("Write edits", ParDo.of(new WriteEdits(plan, match, digest, blocks, places)));
    }

    /// Emits each document of a part once per step, under (ordinal of the step, digest); and the part
    /// itself, so that a part whose documents all stay gets its empty list too.
    static final class ReadKeys extends DoFn<Block, KV<byte[], Member>> {
        private static final long serialVersionUID = 1L;

        private final String recipe;
        private final int match;
        private final Places places;
        private final Map<String, Integer> ordinals = new HashMap<>();
        private transient CorpusPlan plan;

        ReadKeys(CorpusPlan plan, int match, List<Block> blocks, Places places) {
            this.recipe = plan.recipeJson();
            this.match = match;
            this.places = places;
            for (int i = 0; i < blocks.size(); i++) {
                ordinals.put(blocks.get(i).place(), i);
            }
        }

        @Setup
        public void bind() {
            plan = CorpusPlan.parse(recipe, places);
        }

        @ProcessElement
        public void read(@Element Block block, MultiOutputReceiver out) throws IOException {
            MatchPhase phase = plan.matches().get(match);
            RefinePhase before = plan.refinements().get(match);
            Rows rows = PartState.read(places, plan, match, block).rows();
            int ordinal = ordinals.get(block.place());
            int priority = plan.priority(block.source());
            for (int k = 0; k < phase.steps().size(); k++) {
                String path = before.path(block) + MatchPhase.keys(k);
                DataInputStream digests = new DataInputStream(new ByteArrayInputStream(places.read(path)));
                for (int i = 0; i < rows.size(); i++) {
                    byte[] key = ByteBuffer.allocate(20)
                            .putInt(phase.ordinals().get(k))
                            .putLong(digests.readLong())
                            .putLong(digests.readLong())
                            .array();
                    Member member = new Member(priority, rows.key(i), ordinal, rows.row(i));
                    out.get(MEMBERS).output(KV.of(key, member));
                }
            }
            out.get(PARTS).output(KV.of(ordinal, new byte[0]));
        }
    }

    /// Reads a group once, as Flink's batch runner offers it, in 28 bytes a member.
    static final class ChooseSurvivor extends DoFn<KV<byte[], Iterable<Member>>, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        @ProcessElement
        public void choose(@Element KV<byte[], Iterable<Member>> element, OutputReceiver<KV<Integer, byte[]>> out) {
            Group group = Group.of(element.getValue().iterator());
            if (group.size() == 1) {
                return;
            }
            int step = ByteBuffer.wrap(element.getKey()).getInt();
            Member survivor = group.survivor();
            Edits.Edit survive = Edits.Edit.survive(survivor.row(), step, survivor.key(), group.size());
            out.output(KV.of(survivor.part(), survive.bytes()));
            group.forEachDuplicate((duplicate, kept) -> out.output(KV.of(
                    duplicate.part(),
                    Edits.Edit.drop(duplicate.row(), step, kept.key()).bytes())));
        }
    }

    static final class WriteEdits extends DoFn<KV<Integer, Iterable<byte[]>>, Void> {
        private static final long serialVersionUID = 1L;

        private final String recipe;
        private final int match;
        private final String digest;
        private final List<Block> blocks;
        private final Places places;
        private transient CorpusPlan plan;

        WriteEdits(CorpusPlan plan, int match, String digest, List<Block> blocks, Places places) {
            this.recipe = plan.recipeJson();
            this.match = match;
            this.digest = digest;
            this.blocks = List.copyOf(blocks);
            this.places = places;
        }

        @Setup
        public void bind() {
            plan = CorpusPlan.parse(recipe, places);
        }

        @ProcessElement
        public void write(@Element KV<Integer, Iterable<byte[]>> element) throws IOException {
            List<Edits.Edit> edits = new ArrayList<>();
            for (byte[] bytes : element.getValue()) {
                if (bytes.length > 0) {
                    edits.add(Edits.Edit.parse(ByteBuffer.wrap(bytes)));
                }
            }
            edits.sort(Comparator.comparingInt(Edits.Edit::row)
                    .thenComparingInt(Edits.Edit::step)
                    .thenComparingInt(Edits.Edit::kind));
            MatchPhase phase = plan.matches().get(match);
            String path = phase.path(blocks.get(element.getKey()));
            try (PartFiles files = new PartFiles(places)) {
                Edits.write(files.create(path + MatchPhase.EDITS), edits);
                files.commit(path + PartState.COMMIT, digest, null, phase.count(edits));
            }
        }
    }
}

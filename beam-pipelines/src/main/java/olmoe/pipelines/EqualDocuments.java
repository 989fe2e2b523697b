package olmoe.pipelines;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import olmoe.dedup.Group;
import olmoe.dedup.KeyedStep;
import olmoe.dedup.Member;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.KillPoint;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/// Brings documents with equal digests together, for all steps of a match that have digests. Through
/// the shuffle go 46 bytes a document and step, 54 where dates count.
final class EqualDocuments extends PTransform<PCollection<Block>, PCollection<KV<Integer, byte[]>>> {
    private static final long serialVersionUID = 1L;

    private final MatchParts parts;

    EqualDocuments(MatchParts parts) {
        this.parts = parts;
    }

    @Override
    public PCollection<KV<Integer, byte[]>> expand(PCollection<Block> blocks) {
        return blocks.apply("Read digests", ParDo.of(new ReadDigests(parts)))
                .setCoder(KvCoder.of(ByteArrayCoder.of(), new MemberCoder(parts.dated())))
                .apply("Group equal documents", GroupByKey.create())
                .apply("Choose survivor", ParDo.of(new ChooseSurvivor(parts)))
                .setCoder(Match.EDIT_CODER);
    }

    /// Emits each document of a part once per step, under (ordinal of the step, digest).
    static final class ReadDigests extends DoFn<Block, KV<byte[], Member>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        ReadDigests(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void read(@Element Block block, OutputReceiver<KV<byte[], Member>> out) throws IOException {
            int part = parts.ordinal(block);
            Rows rows = parts.rows(part);
            List<Integer> ordinals = parts.phase().ordinals();
            for (int k = 0; k < ordinals.size(); k++) {
                if (!(parts.phase().steps().get(k) instanceof KeyedStep)) {
                    continue;
                }
                byte[] file = parts.places(part).read(parts.path(part) + MatchPhase.keys(k));
                DataInputStream digests = new DataInputStream(new ByteArrayInputStream(file));
                for (int i = 0; i < rows.size(); i++) {
                    KillPoint.DURING_SHUFFLE.reach();
                    byte[] key = ByteBuffer.allocate(20)
                            .putInt(ordinals.get(k))
                            .putLong(digests.readLong())
                            .putLong(digests.readLong())
                            .array();
                    out.output(
                            KV.of(key, new Member(parts.priority(part), rows.date(i), rows.key(i), part, rows.row(i))));
                }
            }
        }
    }

    /// Reads a group once, as Flink's batch runner offers it, in 36 bytes a member.
    static final class ChooseSurvivor extends DoFn<KV<byte[], Iterable<Member>>, KV<Integer, byte[]>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;

        ChooseSurvivor(MatchParts parts) {
            this.parts = parts;
        }

        @ProcessElement
        public void choose(@Element KV<byte[], Iterable<Member>> element, OutputReceiver<KV<Integer, byte[]>> out) {
            Group group = Group.of(element.getValue().iterator());
            int step = ByteBuffer.wrap(element.getKey()).getInt();
            group.forEachDuplicate((duplicate, kept) -> {
                if (parts.isOwn(duplicate.part())) {
                    Edits.Edit edit = new Edits.Edit(duplicate.row(), step, kept.key(), kept.part(), kept.row(), 1);
                    out.output(KV.of(duplicate.part(), new Edits.Candidate(edit, kept.date()).bytes()));
                }
            });
        }
    }
}

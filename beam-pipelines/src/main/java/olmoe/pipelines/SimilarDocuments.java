package olmoe.pipelines;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import olmoe.dedup.SimilarityStep;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.KillPoint;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/// Brings documents together that share a band, and compares them by their shingles, which are read
/// where their parts left them. Through the shuffle go 24 bytes a document and band.
final class SimilarDocuments extends PTransform<PCollection<Block>, PCollection<KV<Integer, byte[]>>> {
    private static final long serialVersionUID = 1L;

    private final MatchParts parts;
    private final int k;

    /// @param k the step's place in its match
    SimilarDocuments(MatchParts parts, int k) {
        this.parts = parts;
        this.k = k;
    }

    @Override
    public PCollection<KV<Integer, byte[]>> expand(PCollection<Block> blocks) {
        return blocks.apply("Read bands", ParDo.of(new ReadBands(parts, k)))
                .setCoder(KvCoder.of(BigEndianLongCoder.of(), new BandMember.Coder(parts.dated())))
                .apply("Group by band", GroupByKey.create())
                .apply("Compare", ParDo.of(new CompareBucket(parts, k)))
                .setCoder(Match.EDIT_CODER);
    }

    /// Emits each document that is compared once per band.
    static final class ReadBands extends DoFn<Block, KV<Long, BandMember>> {
        private static final long serialVersionUID = 1L;

        private final MatchParts parts;
        private final int k;

        ReadBands(MatchParts parts, int k) {
            this.parts = parts;
            this.k = k;
        }

        @ProcessElement
        public void read(@Element Block block, OutputReceiver<KV<Long, BandMember>> out) throws IOException {
            int part = parts.ordinal(block);
            Rows rows = parts.rows(part);
            int bands = ((SimilarityStep) parts.phase().steps().get(k)).bands();
            String path = parts.path(part) + MatchPhase.bands(k);
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(
                    Channels.newInputStream(parts.places(part).open(path)), 1 << 16))) {
                for (int place = next(in); place >= 0; place = next(in)) {
                    KillPoint.DURING_SHUFFLE.reach();
                    BandMember member = BandMember.of(
                            parts.priority(part), rows.date(place), rows.key(place), part, rows.row(place));
                    for (int band = 0; band < bands; band++) {
                        out.output(KV.of(in.readLong(), member));
                    }
                }
            }
        }

        /// The next row's place, or -1 after the last.
        private static int next(DataInputStream in) throws IOException {
            int first = in.read();
            if (first < 0) {
                return -1;
            }
            return first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        }
    }
}

package olmoe.pipelines;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import olmoe.dedup.Digest;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.KeyedStep;
import olmoe.dedup.SimilarityStep;
import olmoe.dedup.minhash.ShingleTable;
import olmoe.dedup.minhash.Sketch;
import olmoe.dedup.minhash.Sketcher;
import olmoe.filters.Document;

/// Writes what one global step is given of each document of a part.
interface KeyWriter extends Closeable {

    /// @param place among the part's rows, from 0
    /// @param row of the document
    void write(int place, int row, Document document) throws IOException;

    /// Opens a file of the part by its ending.
    interface Files {
        OutputStream create(String suffix) throws IOException;
    }

    /// @param k the step's place in its match
    static KeyWriter of(GlobalStep step, int k, Files files) throws IOException {
        return step instanceof KeyedStep
                ? new Digests((KeyedStep) step, files.create(MatchPhase.keys(k)))
                : new Sketches(
                        (SimilarityStep) step, files.create(MatchPhase.bands(k)), files.create(MatchPhase.shingles(k)));
    }

    /// 16 bytes a row.
    final class Digests implements KeyWriter {
        private final KeyedStep step;
        private final DataOutputStream out;

        Digests(KeyedStep step, OutputStream out) {
            this.step = step;
            this.out = new DataOutputStream(new BufferedOutputStream(out, 1 << 16));
        }

        @Override
        public void write(int place, int row, Document document) throws IOException {
            Digest digest = step.digest(document);
            out.writeLong(digest.high());
            out.writeLong(digest.low());
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    /// For each row that is compared its place and 8 bytes a band; and a table of shingles.
    final class Sketches implements KeyWriter {
        private final Sketcher sketcher;
        private final DataOutputStream bands;
        private final ShingleTable.Writer shingles;

        Sketches(SimilarityStep step, OutputStream bands, OutputStream shingles) {
            this.sketcher = step.sketcher();
            this.bands = new DataOutputStream(new BufferedOutputStream(bands, 1 << 16));
            this.shingles = new ShingleTable.Writer(shingles);
        }

        @Override
        public void write(int place, int row, Document document) throws IOException {
            Sketch sketch = sketcher.sketch(document.text());
            if (sketch.compared()) {
                bands.writeInt(place);
                for (long key : sketch.bands()) {
                    bands.writeLong(key);
                }
                shingles.write(row, document.key(), sketch.shingles());
            }
        }

        @Override
        public void close() throws IOException {
            bands.close();
            shingles.close();
        }
    }
}

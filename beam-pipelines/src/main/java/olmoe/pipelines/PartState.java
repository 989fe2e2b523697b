package olmoe.pipelines;

import java.io.IOException;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Places;

/// What a refinement has left of one part: the rows still in the run, and where their texts are. A
/// phase without edits points at the texts of an earlier one.
///
/// @param textsPath of the table that holds at least these rows
record PartState(Rows rows, String textsPath) {
    static final String TEXTS = ".texts.parquet";
    static final String ROWS = ".rows";
    static final String DATES = ".dates";
    static final String LEDGER = ".ledger.parquet";
    static final String COMMIT = ".commit.json";

    /// @param refinement index of the refinement whose result is wanted
    static PartState read(Places places, CorpusPlan plan, int refinement, Block block) throws IOException {
        RefinePhase phase = plan.refinements().get(refinement);
        String rows = phase.path(block) + ROWS;
        int texts = refinement;
        while (!plan.refinements().get(texts).writesText()) {
            texts--;
        }
        byte[] dates = phase.dates() == null ? null : places.read(phase.path(block) + DATES);
        return new PartState(
                new Rows(places.read(rows), dates, rows),
                plan.refinements().get(texts).path(block) + TEXTS);
    }

    /// The record that makes a part complete.
    ///
    /// @param path of the part's files in some phase, without their endings
    static Commit commit(Places places, String path) throws IOException {
        return Commit.parse(places.read(path + COMMIT), path + COMMIT);
    }

    Texts.Reader texts(Places places, Block block) throws IOException {
        return new Texts.Reader(places.open(textsPath), textsPath, block.source());
    }
}

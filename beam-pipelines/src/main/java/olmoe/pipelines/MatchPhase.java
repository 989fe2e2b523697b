package olmoe.pipelines;

import java.util.List;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.SequentialStep;
import olmoe.pipelines.io.Block;

/// Global steps that see the same documents.
///
/// @param number of the phase in the plan
/// @param index among the matches
/// @param ordinals of the steps in the recipe
record MatchPhase(int number, int index, List<Integer> ordinals, List<GlobalStep> steps) {
    static final String EDITS = ".edits";
    static final String KEPT = ".kept";
    static final String CUTS = ".cuts";

    MatchPhase {
        ordinals = List.copyOf(ordinals);
        steps = List.copyOf(steps);
    }

    /// Ending of the digests for a step, by its place in the match.
    static String keys(int step) {
        return ".keys-" + step;
    }

    /// Ending of the band keys for a step, by its place in the match.
    static String bands(int step) {
        return ".bands-" + step;
    }

    /// Ending of the shingles for a step, by its place in the match.
    static String shingles(int step) {
        return ".shingles-" + step;
    }

    String folder() {
        return "work/match-" + index;
    }

    /// Where the clusters that the match found are counted.
    String clusters() {
        return folder() + "/clusters.json";
    }

    /// Of a part's files, without their endings.
    String path(Block block) {
        return folder() + "/" + block.place();
    }

    /// The step by which documents go one after the other, which then is the only one; null where there is none.
    SequentialStep sequential() {
        return steps.get(0) instanceof SequentialStep ? (SequentialStep) steps.get(0) : null;
    }

    /// The step of an ordinal in the recipe.
    GlobalStep step(int ordinal) {
        return steps.get(ordinals.indexOf(ordinal));
    }
}

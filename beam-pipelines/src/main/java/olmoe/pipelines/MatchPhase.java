package olmoe.pipelines;

import java.util.ArrayList;
import java.util.List;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.KeyedStep;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.SimilarityStep;
import olmoe.dedup.substring.SubstringStep;
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
    static final String BANDS = ".bands-";
    static final String SHINGLES = ".shingles-";

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
        return BANDS + step;
    }

    /// Ending of the shingles for a step, by its place in the match.
    static String shingles(int step) {
        return SHINGLES + step;
    }

    /// Endings of what the refinement before it writes of a part for it, texts apart.
    ///
    /// @param dated whether dates count
    List<String> inputs(boolean dated) {
        List<String> endings = new ArrayList<>(List.of(PartState.ROWS));
        if (dated && sequential() == null) {
            endings.add(PartState.DATES);
        }
        for (int step = 0; step < steps.size(); step++) {
            if (steps.get(step) instanceof SimilarityStep) {
                endings.addAll(List.of(bands(step), shingles(step)));
            } else if (steps.get(step) instanceof KeyedStep) {
                endings.add(keys(step));
            }
        }
        return endings;
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

    /// What the figures of a sequential step's shards are called in the first part's commit record and in `stats.json`.
    String figures() {
        return sequential() instanceof SubstringStep ? "shards" : "filters";
    }

    /// The step of an ordinal in the recipe.
    GlobalStep step(int ordinal) {
        return steps.get(ordinals.indexOf(ordinal));
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import olmoe.dedup.GlobalStep;
import olmoe.pipelines.io.Block;
import olmoe.release.format.CanonicalJson;

/// Global steps that see the same documents.
///
/// @param number of the phase in the plan
/// @param index among the matches
/// @param ordinals of the steps in the recipe
record MatchPhase(int number, int index, List<Integer> ordinals, List<GlobalStep> steps) {
    static final String EDITS = ".edits";

    MatchPhase {
        ordinals = List.copyOf(ordinals);
        steps = List.copyOf(steps);
    }

    /// Ending of the keys for a step, by its place in the match.
    static String keys(int step) {
        return ".keys-" + step;
    }

    /// Of a part's files, without their endings.
    String path(Block block) {
        return "work/match-" + index + "/" + block.place();
    }

    /// What one part's edits say of groups: a group is counted where its survivor is.
    ObjectNode count(List<Edits.Edit> edits) {
        ObjectNode counts = CanonicalJson.object();
        for (int ordinal : ordinals) {
            long groups = 0;
            long largest = 0;
            long documents = 0;
            for (Edits.Edit edit : edits) {
                if (edit.step() == ordinal && edit.kind() == Edits.SURVIVE) {
                    groups++;
                    largest = Math.max(largest, edit.groupSize());
                } else if (edit.step() == ordinal) {
                    documents++;
                }
            }
            counts.putObject(Integer.toString(ordinal))
                    .put("documents", documents)
                    .put("groups", groups)
                    .put("largest", largest);
        }
        return counts;
    }
}

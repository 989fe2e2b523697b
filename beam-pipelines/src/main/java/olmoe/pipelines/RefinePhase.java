package olmoe.pipelines;

import java.util.List;
import olmoe.dedup.GlobalStep;
import olmoe.filters.Edit;
import olmoe.filters.Steps;
import olmoe.pipelines.io.Block;

/// A run of local steps, made part by part.
///
/// @param number of the phase in the plan, from 0, matches counted
/// @param index among the refinements
/// @param firstStep ordinal in the recipe of the first local step
/// @param before the match whose edits are applied first, or null
/// @param after global steps for which keys are written
/// @param dates by which the match after it orders documents, or null
record RefinePhase(
        int number,
        int index,
        int firstStep,
        Steps steps,
        MatchPhase before,
        List<GlobalStep> after,
        SurvivalDates dates) {

    RefinePhase {
        after = List.copyOf(after);
    }

    boolean first() {
        return before == null;
    }

    /// Whether the texts or their attributes can differ from what was read.
    boolean writesText() {
        return first()
                || before.sequential() != null
                || steps.steps().stream()
                        .map(Steps.Selected::step)
                        .anyMatch(
                                step -> step instanceof Edit || !step.provides().isEmpty());
    }

    /// Ordinals of the steps of the match before.
    List<Integer> matched() {
        return before == null ? List.of() : before.ordinals();
    }

    String folder() {
        return "work/refine-" + index;
    }

    /// Of a part's files, without their endings.
    String path(Block block) {
        return folder() + "/" + block.place();
    }
}

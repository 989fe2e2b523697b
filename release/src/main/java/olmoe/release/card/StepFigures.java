package olmoe.release.card;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What stats.json says of one step of the recipe, in the order in which the steps ran.
///
/// @param kind edit, judge, annotate, dedup or token
/// @param reasons dropped documents by reason
public record StepFigures(
        long phase,
        String step,
        String kind,
        long read,
        long kept,
        long dropped,
        long rejected,
        SortedMap<String, Long> reasons) {

    public static List<StepFigures> of(Measured measured) {
        List<StepFigures> steps = new ArrayList<>();
        for (Figures step : measured.statsFigures().at("steps").elements()) {
            requireSum(step);
            SortedMap<String, Long> reasons = new TreeMap<>();
            step.at("reasons").members().forEach((reason, count) -> reasons.put(reason, count.count()));
            steps.add(new StepFigures(
                    step.at("phase").count(),
                    step.at("step").text(),
                    step.at("kind").text(),
                    step.at("read").count(),
                    step.at("kept").count(),
                    step.at("dropped").count(),
                    step.at("rejected").count(),
                    reasons));
        }
        return steps;
    }

    /// A document that is neither kept nor dropped nor rejected would make every figure a guess.
    static void requireSum(Figures counts) {
        long ended = Math.addExact(
                counts.at("kept").count(),
                Math.addExact(
                        counts.at("dropped").count(), counts.at("rejected").count()));
        if (counts.at("read").count() != ended) {
            throw counts.at("read").expected("kept + dropped + rejected = " + ended);
        }
    }
}

package olmoe.dedup.decontamination;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.text.TextView;

/// The self-test of every run: the longest item of each evaluation is put into a page of ours and must
/// be found there, and the page alone must not be. Where documents are compared whole, the item is the
/// page. So a list of wrong files or a limit that nothing reaches cannot pass for a clean corpus.
final class KnownPositive {
    private static final String BEFORE = "The ferry leaves at seven and comes back after dark.\n"
            + "Bring bread, a rope and something that keeps the rain off.\n\n";
    private static final String AFTER = "\n\nNobody on the pier remembers who painted the boat green.\n";

    private KnownPositive() {}

    /// @throws CheckException naming the evaluation whose item was not found
    static void check(Decontaminate step, List<EvaluationItem> items) {
        if (!step.findings(TextView.of(BEFORE + AFTER)).isEmpty()) {
            throw new CheckException(step.name() + ": self-test: found an item in a page that holds none");
        }
        Map<String, EvaluationItem> longest = new TreeMap<>();
        for (EvaluationItem item : items) {
            longest.merge(item.evaluation(), item, KnownPositive::longer);
        }
        longest.forEach((evaluation, item) -> {
            String page = step.detector().comparesWhole() ? item.text() : BEFORE + item.text() + AFTER;
            boolean found = step.findings(TextView.of(page)).stream()
                    .anyMatch(finding -> finding.item().text().equals(item.text()));
            if (!found) {
                throw new CheckException(step.name() + ": self-test: " + item.name()
                        + " was put into a page and not found there; no item of " + evaluation
                        + " is longer, so this step would miss them all");
            }
        });
    }

    private static EvaluationItem longer(EvaluationItem a, EvaluationItem b) {
        return b.text().length() > a.text().length() ? b : a;
    }
}

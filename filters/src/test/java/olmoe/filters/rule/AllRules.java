package olmoe.filters.rule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.RuleSettings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// The rules of the catalogue, each made once, to be run on one text.
final class AllRules {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TIMED = 1_000; // characters; for shorter texts the clock would take the most time
    private static final Map<String, Object> ATTRIBUTES =
            Map.of("previous-word-count", 100L, "original-word-count", 100L, "language", "en", "language-score", 0.7);

    private final List<Step> steps = new ArrayList<>();
    private final List<TokenJudge> judges = new ArrayList<>();
    private final List<Long> nanos = new ArrayList<>();
    private long longestNanos;
    private String longest = "";

    AllRules() {
        this("");
    }

    /// Those of one system, such as `nemo`; of all for an empty text.
    AllRules(String system) {
        for (Catalogue.Entry entry : Catalogue.entries()) {
            if (!system.isEmpty() && !entry.variant().equals(system)) {
                continue;
            }
            if (entry.onTokens()) {
                judges.add(entry.tokenJudge(RuleSettings.of(entry)));
            } else {
                steps.add(entry.step(RuleSettings.of(entry)));
                nanos.add(0L);
            }
        }
    }

    int size() {
        return steps.size() + judges.size();
    }

    /// How many rules each system has; `own` are those without one in their name.
    Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        for (Catalogue.Entry entry : Catalogue.entries()) {
            sizes.merge(entry.variant().isEmpty() ? "own" : entry.variant(), 1, Integer::sum);
        }
        return sizes;
    }

    /// Runs all on a document whose text is its URL too, and whose characters are its token ids.
    ///
    /// @throws AssertionError where a rule throws or gives a number that is none
    void judge(String text, String metadata) {
        TextView view = TextView.of(text);
        Document document =
                new Document(new DocumentKey(0, 0), "", text, "", null, text, Map.of(), metadata).with(ATTRIBUTES);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            if (text.length() < TIMED) {
                check(step.name(), () -> Steps.apply(step, document, view).verdict());
                continue;
            }
            long begun = THREADS.getCurrentThreadCpuTime();
            check(step.name(), () -> Steps.apply(step, document, view).verdict());
            long taken = THREADS.getCurrentThreadCpuTime() - begun;
            nanos.set(i, nanos.get(i) + taken);
            if (taken > longestNanos) {
                longestNanos = taken;
                longest = step.name();
            }
        }
        int[] ids = text.codePoints().toArray();
        for (TokenJudge judge : judges) {
            check(judge.name(), () -> judge.judge(ids));
        }
    }

    /// Why each rule on text drops this one, for those that do.
    Map<String, String> reasons(String text) {
        Document document = Rules.document(text, text).with(ATTRIBUTES);
        Map<String, String> reasons = new TreeMap<>();
        for (Step step : steps) {
            if (Steps.apply(step, document, TextView.of(text)).verdict() instanceof Verdict.Drop drop) {
                reasons.put(step.name(), drop.reason());
            }
        }
        return reasons;
    }

    /// CPU time that each rule on text has taken so far for longer texts, the longest first.
    List<String> seconds() {
        List<String> seconds = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            String name = steps.get(i).name();
            seconds.add(String.format(Locale.ROOT, "%8.2f s  %s", nanos.get(i) / 1e9, name));
        }
        seconds.sort(Comparator.reverseOrder());
        return seconds;
    }

    /// CPU time of the rule that took the longest for one longer text.
    String longest() {
        return String.format(Locale.ROOT, "%.2f s  %s", longestNanos / 1e9, longest);
    }

    private interface Run {
        Verdict verdict();
    }

    private static void check(String rule, Run run) {
        try {
            for (Map.Entry<String, Object> value : run.verdict().values().entrySet()) {
                Object found = value.getValue();
                if (found == null || found instanceof Double number && !Double.isFinite(number)) {
                    throw new AssertionError(rule + ": " + value);
                }
            }
        } catch (RuntimeException | StackOverflowError e) {
            throw new AssertionError(rule + " throws " + e, e);
        }
    }
}

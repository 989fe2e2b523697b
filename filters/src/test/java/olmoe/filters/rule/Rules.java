package olmoe.filters.rule;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Judge;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Short forms for tests of rules that look at the text alone.
final class Rules {
    private Rules() {}

    /// What a step says of a text, whether it judges, edits or measures.
    static Verdict verdict(Step step, TextView view) {
        Document document = new Document(new DocumentKey(0, 0), "", null, "", null, view.text(), Map.of(), "{}");
        return Steps.apply(step, document, view).verdict();
    }

    static Verdict judge(Judge rule, String text) {
        return rule.judge(null, TextView.of(text));
    }

    static boolean keeps(Judge rule, String text) {
        return judge(rule, text) instanceof Verdict.Keep;
    }

    /// The reason of a drop, or `keep`.
    static String reason(Judge rule, String text) {
        return judge(rule, text) instanceof Verdict.Drop drop ? drop.reason() : "keep";
    }

    static double value(Judge rule, String text, String name) {
        return ((Number) judge(rule, text).values().get(name)).doubleValue();
    }
}

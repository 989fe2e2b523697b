package olmoe.filters;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.tokenizer.text.TextView;

/// Runs steps over one document, in order; the first drop wins. One text view serves all rules until
/// an edit changes the text.
public record Steps(List<Selected> steps) {

    public Steps {
        steps = List.copyOf(steps);
    }

    /// A step and whose documents it sees.
    ///
    /// @param sources names; documents of others pass as if the step were not there. Empty for all
    public record Selected(Step step, List<String> sources) {

        public Selected {
            sources = List.copyOf(sources);
        }

        public boolean sees(Document document) {
            return sources.isEmpty() || sources.contains(document.source());
        }
    }

    public Outcome run(Document document) {
        TextView view = TextView.of(document.text());
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).sees(document)) {
                continue;
            }
            Step step = steps.get(i).step();
            try {
                if (step instanceof Judge judge) {
                    Verdict verdict = judge.judge(document, view);
                    if (verdict instanceof Verdict.Drop drop) {
                        return new Outcome.Dropped(i, step.name(), drop, document);
                    }
                    document = document.with(only(step.provides(), verdict.values()));
                } else if (step instanceof Edit edit) {
                    Edit.Edited edited = edit.edit(document, view);
                    document = document.with(edited.attributes());
                    if (!edited.text().equals(document.text())) {
                        document = document.withText(edited.text());
                        view = TextView.of(edited.text());
                    }
                } else if (step instanceof Annotate annotate) {
                    document = document.with(annotate.annotate(document, view));
                }
            } catch (RejectedDocumentException e) {
                return new Outcome.Rejected(i, step.name(), e.getMessage(), document);
            }
        }
        return new Outcome.Kept(document);
    }

    private static Map<String, Object> only(List<Attribute> attributes, Map<String, Object> values) {
        if (attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> kept = new TreeMap<>();
        for (Attribute attribute : attributes) {
            Object value = values.get(attribute.name());
            if (value != null) {
                kept.put(attribute.name(), value);
            }
        }
        return kept;
    }
}

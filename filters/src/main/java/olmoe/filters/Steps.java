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

    /// What one step has made of a document.
    ///
    /// @param document with the step's text and attributes; as it came where the verdict is a drop
    public record Applied(Document document, Verdict verdict) {}

    public Outcome run(Document document) {
        TextView view = TextView.of(document.text());
        for (int i = 0; i < steps.size(); i++) {
            if (!steps.get(i).sees(document)) {
                continue;
            }
            Step step = steps.get(i).step();
            try {
                Applied applied = apply(step, document, view);
                if (applied.verdict() instanceof Verdict.Drop drop) {
                    return new Outcome.Dropped(i, step.name(), drop, document);
                }
                view = view.after(applied.document().text());
                document = applied.document();
            } catch (RejectedDocumentException e) {
                return new Outcome.Rejected(i, step.name(), e.getMessage(), document);
            }
        }
        return new Outcome.Kept(document);
    }

    /// @throws RejectedDocumentException when the document cannot be read
    public static Applied apply(Step step, Document document, TextView view) {
        if (step instanceof Judge judge) {
            Verdict verdict = judge.judge(document, view);
            return new Applied(attributed(document, step, verdict), verdict);
        }
        if (step instanceof Edit edit) {
            Edit.Edited edited = edit.edit(document, view);
            boolean changed =
                    edited.verdict() instanceof Verdict.Keep && !edited.text().equals(document.text());
            Document after = changed ? document.withText(edited.text()) : document;
            return new Applied(attributed(after, step, edited.verdict()), edited.verdict());
        }
        Map<String, Object> measured = ((Annotate) step).annotate(document, view);
        return new Applied(document.with(measured), new Verdict.Keep(measured));
    }

    private static Document attributed(Document document, Step step, Verdict verdict) {
        return verdict instanceof Verdict.Keep ? document.with(only(step.provides(), verdict.values())) : document;
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

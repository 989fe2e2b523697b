package olmoe.filters.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// A system's whole list of steps as one rule. The reason is the system's own name of the step at which a
/// document leaves, value and limit are that step's; measured is what steps provide and what the last one says.
public record Sequence(String name, List<Stage> stages) implements Edit {

    public Sequence {
        stages = List.copyOf(stages);
    }

    /// @param name the system's own, the reason of a drop
    public record Stage(String name, Step step) {}

    @Override
    public List<Attribute> provides() {
        List<Attribute> all = new ArrayList<>();
        stages.forEach(stage -> all.addAll(stage.step().provides()));
        return all;
    }

    @Override
    public Edited edit(Document document, TextView text) {
        Map<String, Object> values = new LinkedHashMap<>();
        TextView view = text;
        Document current = document;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Steps.Applied applied = Steps.apply(stage.step(), current, view);
            Verdict verdict = applied.verdict();
            boolean last = i == stages.size() - 1;
            if (verdict instanceof Verdict.Drop drop) {
                values.putAll(drop.values());
                return new Edited(current.text(), new Verdict.Drop(stage.name(), drop.value(), drop.limit(), values));
            }
            if (last || !stage.step().provides().isEmpty()) {
                values.putAll(verdict.values());
            }
            current = applied.document();
            view = view.after(current.text());
        }
        return Edited.kept(current.text(), values);
    }
}

package olmoe.filters.rule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import olmoe.filters.Attribute;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// A system's whole list of steps as one rule, each with that system's limits. A document that leaves has
/// `stage:reason` for its reason, such as `page-length:too-few-words`, with that stage's value and limit; one that
/// stays has the text that the last stage leaves.
///
/// Measured is what the stages up to that one measure: attributes by their names, all else as `stage:name`.
public record Sequence(String name, List<Stage> stages) implements Edit {

    public Sequence {
        Set<String> provided = new TreeSet<>();
        for (Stage stage : stages) {
            if (!provided.containsAll(stage.step().requires())) {
                throw new IllegalArgumentException(name + ": " + stage.name() + " needs the attributes "
                        + stage.step().requires() + ", provided are " + provided);
            }
            stage.step().provides().forEach(attribute -> provided.add(attribute.name()));
        }
        stages = List.copyOf(stages);
    }

    /// @param name the system's own, the first part of a reason
    /// @param onUrl whether documents without a URL pass it unseen
    public record Stage(String name, Step step, boolean onUrl) {

        public Stage(String name, Step step) {
            this(name, step, false);
        }

        /// A rule of the catalogue with its defaults, named by its family; none of those `url-…` sees a document
        /// without a URL.
        public static Stage of(String rule) {
            String family = rule.substring(0, rule.indexOf('/'));
            return new Stage(family, Catalogue.entry(rule, "").step(Settings.none()), isOnUrl(family));
        }

        private static boolean isOnUrl(String family) {
            return family.startsWith("url-") && !family.equals("url-removal");
        }
    }

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
        for (Stage stage : stages) {
            if (stage.onUrl() && document.url() == null) {
                continue;
            }
            Steps.Applied applied = Steps.apply(stage.step(), current, view);
            add(stage, applied, values);
            if (applied.verdict() instanceof Verdict.Drop drop) {
                String reason = stage.name() + ':' + drop.reason();
                return new Edited(current.text(), new Verdict.Drop(reason, drop.value(), drop.limit(), values));
            }
            current = applied.document();
            view = view.after(current.text());
        }
        return Edited.kept(current.text(), values);
    }

    private static void add(Stage stage, Steps.Applied applied, Map<String, Object> values) {
        List<Attribute> attributes = stage.step().provides();
        applied.verdict().values().forEach((name, value) -> {
            boolean isAttribute =
                    attributes.stream().anyMatch(attribute -> attribute.name().equals(name));
            values.put(isAttribute ? name : stage.name() + ':' + name, value);
        });
    }
}

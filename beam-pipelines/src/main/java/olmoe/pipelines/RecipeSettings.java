package olmoe.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import olmoe.filters.Resource;
import olmoe.filters.Settings;
import olmoe.release.recipe.Section;
import olmoe.release.recipe.StepNode;
import olmoe.release.recipe.Value;
import olmoe.tokenizer.cli.ConfigurationException;

/// A step's settings as the recipe states them, so that a rule's refusal has file and line.
record RecipeSettings(StepNode node, Resources resources) implements Settings {

    @Override
    public double fraction(String key, double otherwise) {
        return find(key, Value::fraction, otherwise);
    }

    @Override
    public double number(String key, double otherwise) {
        return find(key, Value::number, otherwise);
    }

    @Override
    public int count(String key, int otherwise) {
        return find(key, value -> Math.toIntExact(value.count()), otherwise);
    }

    @Override
    public long bytes(String key, long otherwise) {
        return find(key, Value::bytes, otherwise);
    }

    @Override
    public String text(String key, String otherwise) {
        return find(key, Value::text, otherwise);
    }

    @Override
    public boolean says(String key, String word, boolean otherwise) {
        return find(key, value -> value.isScalar() && value.text().equals(word), otherwise);
    }

    @Override
    public List<String> list(String key, List<String> otherwise) {
        return find(key, Value::texts, otherwise);
    }

    @Override
    public List<Double> numbers(String key, List<Double> otherwise) {
        return find(key, value -> value.list().stream().map(Value::number).toList(), otherwise);
    }

    @Override
    public List<Resource> resources(String key) {
        List<Resource> found = new ArrayList<>();
        settings().find(key).ifPresent(value -> {
            for (Value file : value.isList() ? value.list() : List.of(value)) {
                found.add(resources.resource(file));
            }
        });
        return found;
    }

    @Override
    public void done() {
        settings().finish();
    }

    @Override
    public ConfigurationException refused(String message) {
        return node.mistake(message);
    }

    private Section settings() {
        return node.settings();
    }

    private <T> T find(String key, Function<Value, T> as, T otherwise) {
        return settings().find(key).map(as).orElse(otherwise);
    }
}

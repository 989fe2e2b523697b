package olmoe.release.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;

/// A step as the recipe states it: `filter: gopher-quality/dclm`, or `filter: {use: …, key: …}`. Who
/// knows the steps binds it: asks for each setting and then [Section#finish()].
///
/// @param kind `filter`, `extract`, `dedup`, …
/// @param use which one of its kind, or null where the step does not say
/// @param sources names of the sources whose documents the step sees; the others' pass. Empty for all
/// @param settings all keys, `use` and `sources` among them and already asked for
/// @param value the step's own place, for messages
public record StepNode(String kind, String use, List<String> sources, Section settings, Value value) {

    /// @param known names of the recipe's sources
    static StepNode of(Value step, List<String> known) {
        if (!step.isMap() || step.section().keys().size() != 1) {
            throw step.expected("one step such as filter: gopher-quality/dclm");
        }
        String kind = step.section().keys().get(0);
        Value body = step.section().get(kind);
        if (!body.isScalar() && !body.isMap()) {
            throw body.expected("the name of a " + kind + " or its settings");
        }
        Section settings = body.isMap() ? body.section() : new Section(body, Map.of("use", body));
        List<String> sources = settings.find("sources").map(Value::texts).orElse(List.of());
        for (String source : sources) {
            if (!known.contains(source)) {
                throw settings.get("sources").mistake("unknown source " + source + Section.didYouMean(source, known));
            }
        }
        return new StepNode(kind, settings.find("use").map(Value::text).orElse(null), sources, settings, step);
    }

    /// `file:line: steps[2]: ` and the message; a constructor's refusal of a value is passed on so.
    public ConfigurationException mistake(String message) {
        return value.mistake(message);
    }

    /// @throws ConfigurationException unless the kind is one of these
    public void requireKind(List<String> kinds) {
        if (!kinds.contains(kind)) {
            throw value.mistake("unknown step " + kind + Section.didYouMean(kind, kinds));
        }
    }

    /// The step with `use` as a key, as written otherwise.
    JsonNode json() {
        ObjectNode json = CanonicalJson.object();
        Value body = value.section().get(kind);
        if (body.isScalar()) {
            json.putObject(kind).put("use", use);
        } else {
            json.set(kind, body.json());
        }
        return json;
    }
}

package olmoe.filters.rule.code;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a file with more secrets than this; our own rule, see [SecretFinder]. Columns tell their number and kinds.
public record Secrets(int maxSecrets) implements Judge {

    public Secrets {
        Limits.atLeast("max-secrets", 0, maxSecrets);
    }

    @Override
    public String name() {
        return "secrets";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(
                new Attribute("secrets", Attribute.Type.COUNT), new Attribute("secret-kinds", Attribute.Type.TEXT));
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        List<SecretFinder.Secret> secrets = SecretFinder.find(text.codePoints());
        Map<String, Integer> kinds = new TreeMap<>();
        secrets.forEach(secret -> kinds.merge(secret.kind(), 1, Integer::sum));
        Measurements measurements = new Measurements();
        measurements.count("secrets", secrets.size());
        measurements.text("secret-kinds", String.join(" ", kinds.keySet()));
        measurements.dropAbove("secrets", secrets.size(), maxSecrets);
        return measurements.verdict();
    }
}

package olmoe.filters.rule.olmo;

import com.fasterxml.jackson.databind.JsonNode;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a file of a repository with too few stars; OLMoE has 2 (arXiv 2409.02060, section 2).
///
/// The number stands in the document's metadata or the object `metadata` of its line, as a number or, as in dolma's
/// StarCoder, a text. A document without one is dropped, as `stars-unknown`: dolma's mixer includes what it can read
/// only.
///
/// @param field of the metadata
public record OlmoeStars(int minStars, String field) implements Judge {
    public OlmoeStars {
        Limits.atLeast("min-stars", 0, minStars);
    }

    @Override
    public String name() {
        return "stars/olmoe";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        double stars = stars(document.metadataField(field));
        Measurements measurements = new Measurements();
        if (Double.isFinite(stars)) {
            measurements.number("stars", stars);
            measurements.dropBelow("stars", stars, minStars);
        } else {
            measurements.dropBelow("stars-unknown", 0, 1);
        }
        return measurements.verdict();
    }

    private static double stars(JsonNode value) {
        try {
            return value.isTextual() ? Double.parseDouble(value.textValue()) : value.asDouble(Double.NaN);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}

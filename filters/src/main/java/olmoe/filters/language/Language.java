package olmoe.filters.language;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Keeps documents in the wanted languages, and says of each which one it is in.
///
/// A document is kept if its likeliest language is among those to keep and at least as likely as the
/// limit. One without letters is in `und`, undetermined, with score 0. The model is Apache OpenNLP's, which
/// comes with the build; it looks at the first 1,000 letters and spaces.
///
/// @param keep ISO 639-1 codes (639-3 where that has none)
/// @param minScore lowest probability to keep, in 0..1
public record Language(List<String> keep, double minScore) implements Judge {
    static final String LABEL = "language";
    static final String SCORE = "language-score";
    static final List<Attribute> ATTRIBUTES =
            List.of(new Attribute(LABEL, Attribute.Type.TEXT), new Attribute(SCORE, Attribute.Type.NUMBER));

    private static final Pattern CODE = Pattern.compile("[a-z]{2,3}");

    public Language {
        if (keep.isEmpty()) {
            throw new IllegalArgumentException("keep must name a language");
        }
        for (String code : keep) {
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("keep must be ISO 639-1 codes such as en but was " + code);
            }
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("min-score must be between 0 and 1 but was " + minScore);
        }
        keep = List.copyOf(keep);
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public List<Attribute> provides() {
        return ATTRIBUTES;
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        LanguageDetector.Answer answer = LanguageDetector.builtin().detect(text.text());
        String label = answer.language();
        double probability = answer.probability();
        Map<String, Object> values = values(label, probability);
        return keep.contains(label) && probability >= minScore
                ? new Verdict.Keep(values)
                : new Verdict.Drop("language", probability, minScore, values);
    }

    static Map<String, Object> values(String label, double probability) {
        return Map.of("label", label, "probability", probability, LABEL, label, SCORE, probability);
    }
}

package olmoe.filters.rule.dolma;

import java.util.List;
import java.util.Map;
import olmoe.filters.Annotate;
import olmoe.filters.Attribute;
import olmoe.filters.Document;
import olmoe.filters.rule.dolma.secrets.DetectSecrets;
import olmoe.tokenizer.text.TextView;

/// dolma's tagger `code_secrets_v1` (`taggers/code/code_taggers.py` of allenai/dolma at 669f534 with detect-secrets
/// 1.4.0): secrets as spans, and how many they are for each word between white space; -1 for a text without words.
public record DolmaSecretsTagger() implements Annotate {
    private static final String TAGGER = "code_secrets_v1";
    private static final String SCORE = "code_secrets_doc";

    @Override
    public String name() {
        return TAGGER + "/dolma";
    }

    @Override
    public List<Attribute> provides() {
        return List.of(new Attribute(TAGGER, Attribute.Type.TEXT), new Attribute(SCORE, Attribute.Type.NUMBER));
    }

    @Override
    public Map<String, Object> annotate(Document document, TextView text) {
        DolmaSpans spans = new DolmaSpans();
        List<DetectSecrets.Secret> secrets = DetectSecrets.find(text);
        for (DetectSecrets.Secret secret : secrets) {
            spans.add(secret.start(), secret.end(), "SECRET_" + secret.type().replace(' ', '_'), 1);
        }
        int words = text.words().size();
        double score = words == 0 ? -1 : (double) secrets.size() / words;
        spans.add(0, text.length(), "doc", score);
        return Map.of(TAGGER, spans.toString(), SCORE, score);
    }
}

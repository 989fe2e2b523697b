package olmoe.filters.rule.code;

import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.tokenizer.text.TextView;

/// Puts `|||SECRET|||` in the place of what [SecretFinder] finds.
public record MaskSecrets() implements Edit {
    private static final String MASK = "|||SECRET|||";

    @Override
    public String name() {
        return "mask/secrets";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        int[] points = text.codePoints();
        List<SecretFinder.Secret> secrets = SecretFinder.find(points);
        if (secrets.isEmpty()) {
            return Edited.kept(text.text(), Map.of("masked-secrets", 0L));
        }
        StringBuilder masked = new StringBuilder(text.text().length());
        int at = 0;
        for (SecretFinder.Secret secret : secrets) {
            masked.append(new String(points, at, secret.from() - at)).append(MASK);
            at = secret.to();
        }
        masked.append(new String(points, at, points.length - at));
        return Edited.kept(masked.toString(), Map.of("masked-secrets", (long) secrets.size()));
    }
}

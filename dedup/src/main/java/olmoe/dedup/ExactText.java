package olmoe.dedup;

import java.nio.charset.StandardCharsets;
import olmoe.filters.Document;

/// Documents whose text at this place in the recipe is equal, byte for byte, are one.
public record ExactText() implements KeyedStep {

    @Override
    public String name() {
        return "dedup/exact";
    }

    @Override
    public Digest digest(Document document) {
        return Digest.of(document.text().getBytes(StandardCharsets.UTF_8));
    }
}

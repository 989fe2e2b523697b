package olmoe.filters.quality;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import olmoe.filters.Fuzz;
import olmoe.filters.RuleSettings;

/// Reads damaged language models and asks those that are taken: `java … ArpaFuzz INPUTS SECONDS [SEED]`
final class ArpaFuzz {
    private ArpaFuzz() {}

    public static void main(String[] arguments) {
        byte[] whole = RuleSettings.ARPA.getBytes(StandardCharsets.UTF_8);
        Fuzz.run("ARPA models", arguments, random -> {
            byte[] file = Fuzz.damaged(whole, random);
            if (random.nextInt(6) == 0) {
                String number = "" + (random.nextBoolean() ? random.nextLong() : random.nextInt());
                file = new String(file, StandardCharsets.ISO_8859_1)
                        .replaceFirst("=[0-9]", "=" + number)
                        .getBytes(StandardCharsets.ISO_8859_1);
            }
            try {
                Arpa.read(new ByteArrayInputStream(file)).perplexity("a b x\nb");
                return true;
            } catch (IOException e) {
                if (!e.getMessage().contains("expected ")) {
                    throw new IllegalStateException(e);
                }
                return false;
            }
        });
    }
}

package olmoe.release.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;

/// Where the tokenizer comes from, as the recipe's `tokenizer`.
public sealed interface TokenizerPlan {

    /// Trained from the kept documents of smallest key hash.
    ///
    /// @param vocabulary ids
    /// @param sampleBytes of text to train on
    record Train(int vocabulary, long sampleBytes) implements TokenizerPlan {}

    /// A tokenizer.json that is there.
    ///
    /// @param name as the recipe gives it
    /// @param place of the name, for messages
    record Given(String name, Path file, String sha256, Value place) implements TokenizerPlan {}

    static TokenizerPlan of(Section section, Path folder) {
        Value train = section.find("train").orElse(null);
        Value file = section.find("file").orElse(null);
        Value sha256 = section.find("sha256").orElse(null);
        section.finish();
        if ((train == null) == (file == null)) {
            throw section.mistake("expected either train or file, found " + section.keys());
        }
        if (train != null) {
            if (sha256 != null) {
                throw sha256.mistake("only a file has a sha256");
            }
            Section settings = train.section();
            Train plan = new Train(
                    settings.get("vocabulary").size(),
                    settings.find("sample").map(Value::bytes).orElse(64_000_000L));
            settings.finish();
            return plan;
        }
        String digest = section.get("sha256").text();
        if (!digest.matches("[0-9a-f]{64}")) {
            throw section.get("sha256").expected("64 hex digits");
        }
        return new Given(file.text(), folder.resolve(file.text()), digest, file);
    }

    /// Refuses a given file that is missing or another one than the recipe means.
    default void checkFile() throws IOException {
        if (this instanceof Given given) {
            if (!Files.isRegularFile(given.file)) {
                throw given.place.mistake("expected a file, found none at " + given.file);
            }
            String found = Sha256.of(given.file);
            if (!found.equals(given.sha256)) {
                throw given.place.mistake("expected a file with sha256 " + given.sha256 + ", found " + found);
            }
        }
    }

    default ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        if (this instanceof Train plan) {
            json.putObject("train").put("vocabulary", plan.vocabulary).put("sample", plan.sampleBytes);
        } else if (this instanceof Given plan) {
            json.put("file", plan.name).put("sha256", plan.sha256);
        }
        return json;
    }
}

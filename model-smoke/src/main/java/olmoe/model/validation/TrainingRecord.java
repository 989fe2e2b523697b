package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.CheckException;

/// `training.json` beside the checkpoint's folder: what the training measured, and so what the
/// checkpoint has to show again. Read are those settings of
/// {@link olmoe.model.Shape#settings} that `shape` has,
/// `parameters.total` and `.active`, `validation.windows` and `.loss-after`, and, if it is there,
/// `tensors`: SHA-256 by tensor name.
record TrainingRecord(Path file, JsonNode json) {

    /// @return nothing if the checkpoint stands alone
    static Optional<TrainingRecord> beside(Path checkpoint) throws IOException {
        Path file = checkpoint.toAbsolutePath().normalize().resolveSibling("training.json");
        return Files.exists(file) ? Optional.of(new TrainingRecord(file, CanonicalJson.read(file))) : Optional.empty();
    }

    double number(String pointer) {
        JsonNode value = json.at(pointer);
        if (!value.isNumber()) {
            throw new CheckException(
                    file + ": " + pointer + ": expected a number, found " + (value.isMissingNode() ? "none" : value));
        }
        return value.doubleValue();
    }

    JsonNode at(String pointer) {
        return json.at(pointer);
    }
}

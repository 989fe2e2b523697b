package olmoe.model.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.model.Engine;

/// What some program said of some ids, in the form that `olmoe model logits` writes: lines with `ids`,
/// `logits` and, if it is there, `routing`. An engine that knows these ids only.
///
/// @param ids of each line
record RecordedLogits(List<int[]> ids, List<Engine.Inference> answers) implements Engine {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws IOException with file and line if one has no logits for its ids
    static RecordedLogits read(Path file) throws IOException {
        List<int[]> ids = new ArrayList<>();
        List<Engine.Inference> answers = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            number++;
            JsonNode json;
            try {
                json = JSON.readTree(line);
                int[] own = JSON.convertValue(json.path("ids"), int[].class);
                double[][] logits = JSON.convertValue(json.path("logits"), double[][].class);
                int[][][] routing = JSON.convertValue(json.path("routing"), int[][][].class);
                if (own == null || logits == null || own.length == 0 || logits.length != own.length) {
                    throw new IOException(file + ":" + number + ": expected ids and logits of each, found "
                            + (own == null ? "no ids" : own.length + " ids"));
                }
                ids.add(own);
                answers.add(new Engine.Inference(logits, routing == null ? new int[0][][] : routing));
            } catch (JsonProcessingException | IllegalArgumentException e) {
                throw new IOException(
                        file + ":" + number + ": expected {\"ids\":[…],\"logits\":[[…]]}, found something else", e);
            }
        }
        return new RecordedLogits(ids, answers);
    }

    @Override
    public Inference infer(int[] wanted) {
        for (int i = 0; i < ids.size(); i++) {
            if (Arrays.equals(ids.get(i), wanted)) {
                return answers.get(i);
            }
        }
        throw new IllegalArgumentException("no logits are recorded for these ids");
    }
}

package olmoe.model.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.model.Engine;
import olmoe.model.ScalarModel;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `olmoe model logits DIR`: logits and routing of token ids, one JSON object a line in and out.
@Command(
        name = "logits",
        description = {
            "Reads lines {\"ids\":[…]} and writes {\"ids\":[…],\"logits\":[[…]],\"routing\":[[…]]}:",
            "logits by position, chosen experts by layer and position, in double precision."
        },
        mixinStandardHelpOptions = true)
final class LogitsCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "DIR", description = "a checkpoint in the Hugging Face layout")
    private Path folder;

    @Override
    public Integer call() throws IOException {
        Checkpoint checkpoint = Checkpoint.open(folder);
        Engine engine = new ScalarModel(checkpoint.layout(), checkpoint.doubles());
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = System.out;
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int[] ids = ids(line, ++number);
            try {
                out.print(answer(ids, engine.infer(ids)));
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException("stdin:" + number + ": ids: " + e.getMessage(), e);
            }
            out.print('\n');
        }
        out.flush();
        return 0;
    }

    private static int[] ids(String line, int number) {
        try {
            JsonNode ids = JSON.readTree(line).path("ids");
            int[] values = new int[ids.size()];
            for (int i = 0; i < values.length; i++) {
                if (!ids.get(i).canConvertToInt()) {
                    throw new ConfigurationException(
                            "stdin:" + number + ": ids: expected integers, found " + ids.get(i));
                }
                values[i] = ids.get(i).intValue();
            }
            if (values.length == 0) {
                throw new ConfigurationException("stdin:" + number + ": ids: expected at least one id, found none");
            }
            return values;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "stdin:" + number + ": expected {\"ids\":[…]}, found " + e.getOriginalMessage(), e);
        }
    }

    private static String answer(int[] ids, Engine.Inference inference) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeFieldName("ids");
            json.writeArray(ids, 0, ids.length);
            json.writeArrayFieldStart("logits");
            for (double[] row : inference.logits()) {
                json.writeArray(row, 0, row.length);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("routing");
            for (int[][] layer : inference.experts()) {
                json.writeStartArray();
                for (int[] chosen : layer) {
                    json.writeArray(chosen, 0, chosen.length);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.toString();
    }
}

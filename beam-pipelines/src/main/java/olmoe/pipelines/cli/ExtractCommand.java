package olmoe.pipelines.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Callable;
import olmoe.filters.Edit;
import olmoe.filters.Page;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.extract.MainText;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;

/// `olmoe corpus extract`.
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = {
            "Takes the main text from pages: JSON lines on stdin, one page a line, as {\"id\",\"url\",\"html\"}",
            "or {\"id\",\"url\",\"base64\",\"contentType\"}; {\"id\",\"text\"} on stdout, with \"title\", \"date\" and",
            "\"author\" where the page says them, or {\"id\",\"rejected\"} for a page that cannot be read."
        })
public final class ExtractCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Integer call() throws IOException {
        extract(System.in, System.out);
        return 0;
    }

    /// @throws ConfigurationException at the first line that is no such object
    static void extract(InputStream in, PrintStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            JsonNode row = row(line, number);
            ObjectNode answer = JSON.createObjectNode();
            answer.set("id", row.get("id"));
            try {
                Edit.Edited edited = MainText.edit(page(row, number));
                answer.put("text", edited.text());
                edited.verdict().values().forEach((name, value) -> answer.put(name, value.toString()));
            } catch (RejectedDocumentException e) {
                answer.put("rejected", e.getMessage());
            }
            out.print(JSON.writeValueAsString(answer) + "\n");
        }
        out.flush();
    }

    private static JsonNode row(String line, int number) {
        try {
            JsonNode row = JSON.readTree(line);
            if (!row.path("id").isTextual()) {
                throw new ConfigurationException(
                        "stdin:" + number + ": id: expected a string, found " + row.path("id"));
            }
            return row;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(
                    "stdin:" + number + ": expected a JSON object, found " + e.getOriginalMessage(), e);
        }
    }

    private static Page page(JsonNode row, int number) {
        if (row.path("html").isTextual() && !row.has("base64")) {
            return new Page(row.get("html").textValue().getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8");
        }
        if (!row.path("base64").isTextual() || row.has("html")) {
            throw new ConfigurationException("stdin:" + number + ": expected either html or base64");
        }
        try {
            return new Page(
                    Base64.getDecoder().decode(row.get("base64").textValue()),
                    row.path("contentType").asText(null));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("stdin:" + number + ": base64: " + e.getMessage(), e);
        }
    }
}

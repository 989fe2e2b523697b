package olmoe.tokenizer.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe tokens decode`.
@Command(
        name = "decode",
        description = "Reads lines {\"id\",\"ids\"} and writes {\"id\",\"text\"}, special tokens included.",
        mixinStandardHelpOptions = true)
final class DecodeCommand implements Callable<Integer> {

    @Option(names = "--tokenizer", required = true, paramLabel = "FILE", description = "a tokenizer.json")
    private Path file;

    private String id;
    private TokenIds ids;

    @Override
    public Integer call() throws IOException {
        Tokenizer tokenizer = Tokenizer.read(file);
        IdLines out = new IdLines(System.out);
        try (JsonLines lines = new JsonLines(System.in)) {
            JsonLines.Fields fields = (name, value) -> switch (name) {
                case "id" -> {
                    id = lines.scalar(name);
                    yield true;
                }
                case "ids" -> {
                    ids = ids(tokenizer, lines, value);
                    yield true;
                }
                default -> false;
            };
            while (true) {
                id = null;
                ids = null;
                if (!lines.next(fields)) {
                    break;
                }
                if (id == null || ids == null) {
                    throw lines.refuse("id and ids", "no " + (id == null ? "id" : "ids"));
                }
                out.text("{\"id\":").bytes(id.getBytes(StandardCharsets.UTF_8)).text(",\"text\":");
                out.bytes(JsonLines.quoted(tokenizer.decode(ids.toArray()))).text("}\n");
                out.flushSome();
            }
        }
        out.flush();
        return 0;
    }

    private static TokenIds ids(Tokenizer tokenizer, JsonLines lines, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_ARRAY) {
            throw lines.refuse("ids, an array", value.getText());
        }
        TokenIds ids = new TokenIds();
        while (value.nextToken() != JsonToken.END_ARRAY) {
            boolean integer = value.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && value.getNumberType() == JsonParser.NumberType.INT;
            if (!integer || value.getIntValue() < 0 || value.getIntValue() >= tokenizer.size()) {
                throw lines.refuse("ids in 0.." + (tokenizer.size() - 1), value.getText());
            }
            ids.add(value.getIntValue());
        }
        return ids;
    }
}

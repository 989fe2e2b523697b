package olmoe.tokenizer.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.json.JsonReader;
import olmoe.tokenizer.json.JsonText;
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
    private boolean idsSeen;

    @Override
    public Integer call() throws IOException {
        Tokenizer tokenizer = Tokenizer.read(file);
        TokenIds ids = new TokenIds();
        JsonLines lines = new JsonLines(System.in);
        JsonLines.Fields fields = json -> {
            if (json.textIs("ids")) {
                readIds(tokenizer, json, ids);
            } else if (json.textIs("id")) {
                int from = json.offset();
                json.skipValue();
                id = new String(lines.bytes(), from, json.offset() - from, StandardCharsets.UTF_8).trim();
            } else {
                return false;
            }
            return true;
        };
        while (true) {
            id = null;
            idsSeen = false;
            ids.clear();
            if (!lines.next(fields)) {
                break;
            }
            if (id == null || !idsSeen) {
                throw lines.refuse("id and ids", "no " + (id == null ? "id" : "ids"));
            }
            String text = tokenizer.decode(ids.toArray());
            System.out.println("{\"id\":" + id + ",\"text\":" + JsonText.quoted(text) + "}");
        }
        return 0;
    }

    private void readIds(Tokenizer tokenizer, JsonReader json, TokenIds ids) {
        if (json.peek() != '[') {
            throw json.refuse("ids, an array");
        }
        idsSeen = true;
        json.beginArray();
        while (json.nextElement()) {
            int at = json.offset();
            long id = json.readLong();
            if (id < 0 || id >= tokenizer.size()) {
                throw json.refuseAt(at, "ids in 0.." + (tokenizer.size() - 1), String.valueOf(id));
            }
            ids.add((int) id);
        }
    }
}

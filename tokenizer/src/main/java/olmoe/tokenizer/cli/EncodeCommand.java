package olmoe.tokenizer.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.TokenSpans;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.json.JsonReader;
import olmoe.tokenizer.text.Utf8;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe tokens encode`.
@Command(
        name = "encode",
        description = "Reads lines {\"id\",\"text\"} and writes {\"id\",\"ids\"}; nothing is added to the text.",
        mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {

    @Option(names = "--tokenizer", required = true, paramLabel = "FILE", description = "a tokenizer.json")
    private Path tokenizer;

    @Option(
            names = "--pattern",
            paramLabel = "gpt2|cl100k",
            description = "FILE is a tiktoken ranks file, whose text is cut in this way")
    private String pattern;

    @Option(names = "--whole", description = "takes stdin as one text and writes one id a line")
    private boolean whole;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description = "passes merges over with this probability (BPE dropout), repeatable for --seed and id")
    private double dropout;

    @Option(
            names = "--spans",
            description = "writes \"spans\" too: code points of the text from and to, two numbers an id")
    private boolean spans;

    @Option(names = "--seed", paramLabel = "N", description = "what dropped merges depend on, besides a line's id")
    private long seed;

    private int idFrom;
    private int idTo;
    private boolean textSeen;
    private final StringBuilder bounds = new StringBuilder();

    /// The command of arguments that need no parser, or null: what is wrong or rare is picocli's to answer.
    static EncodeCommand fromPlainArguments(String... arguments) {
        if (arguments.length < 3 || !arguments[0].equals("encode")) {
            return null;
        }
        EncodeCommand command = new EncodeCommand();
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--whole") && !command.whole) {
                command.whole = true;
            } else if (arguments[i].equals("--tokenizer") && command.tokenizer == null && i + 1 < arguments.length) {
                command.tokenizer = Path.of(arguments[++i]);
            } else {
                return null;
            }
        }
        return command.tokenizer == null ? null : command;
    }

    @Override
    public Integer call() throws IOException {
        Tokenizer read = pattern == null ? Tokenizer.read(tokenizer) : Tokenizer.readRanks(tokenizer, pattern);
        if (!(dropout >= 0 && dropout <= 1)) {
            throw new ConfigurationException("--dropout: expected a probability, 0 to 1, found " + dropout);
        }
        if (spans && (whole || dropout > 0)) {
            throw new ConfigurationException("--spans: expected lines and no --dropout");
        }
        Encoder encoder = read.encoder(dropout);
        if (dropout > 0) {
            encoder.seed(seed);
        }
        IdLines out = new IdLines(System.out, read.size(), whole ? '\n' : ',');
        TokenIds ids = new TokenIds();
        if (whole) {
            byte[] bytes = System.in.readAllBytes();
            int length = Utf8.wellFormedTo(bytes, 0, bytes.length);
            if (length < bytes.length) {
                throw new ConfigurationException("stdin: byte " + length + ": expected UTF-8, found none");
            }
            encoder.encode(Arrays.copyOf(bytes, length + Encoder.SLACK), 0, length, ids);
            out.ids(ids.array(), ids.size());
        } else {
            encodeLines(encoder, out, ids);
        }
        out.flush();
        return 0;
    }

    private void encodeLines(Encoder encoder, IdLines out, TokenIds ids) throws IOException {
        JsonLines lines = new JsonLines(System.in);
        JsonLines.Fields fields = json -> {
            if (json.textIs("text")) {
                if (dropout > 0 && idTo == 0) {
                    throw lines.refuse("id before text, as dropout depends on it", "text");
                }
                encode(encoder, lines, json, ids);
            } else if (json.textIs("id")) {
                readId(json);
            } else {
                return false;
            }
            return true;
        };
        while (true) {
            idTo = 0;
            textSeen = false;
            ids.clear();
            bounds.setLength(0);
            if (!lines.next(fields)) {
                return;
            }
            if (idTo == 0 || !textSeen) {
                throw lines.refuse("id and text", "no " + (idTo == 0 ? "id" : "text"));
            }
            out.text("{\"id\":").bytes(lines.bytes(), idFrom, idTo).text(",\"ids\":[");
            out.ids(ids.array(), ids.size());
            if (ids.size() > 0) {
                out.dropLast(); // the comma after the last
            }
            out.text("]");
            if (spans) {
                out.text(",\"spans\":[").text(bounds.toString()).text("]");
            }
            out.text("}\n").flushSome();
        }
    }

    /// FNV-1a over the seed and the id as it stands in the line.
    private long seedOf(byte[] line) {
        long hash = 0xCBF29CE484222325L;
        for (int shift = 0; shift < Long.SIZE; shift += 8) {
            hash = (hash ^ seed >>> shift & 0xFF) * 0x100000001B3L;
        }
        for (int i = idFrom; i < idTo; i++) {
            hash = (hash ^ line[i] & 0xFF) * 0x100000001B3L;
        }
        return hash;
    }

    /// Handed on as it came.
    private void readId(JsonReader json) {
        int kind = json.peek();
        if (kind == '{' || kind == '[' || kind == 't' || kind == 'f') {
            throw json.refuse("id: a string or number");
        }
        idFrom = json.offset();
        json.skipValue();
        idTo = json.offset();
    }

    private void encode(Encoder encoder, JsonLines lines, JsonReader json, TokenIds ids) {
        if (json.peek() != '"') {
            throw json.refuse("text: a string");
        }
        if (textSeen) {
            throw lines.refuse("one text", "a second");
        }
        textSeen = true;
        if (dropout > 0) {
            encoder.seed(seedOf(lines.bytes()));
        }
        json.readString();
        if (spans) {
            TokenSpans found = encoder.encodeWithSpans(json.text());
            for (int i = 0; i < found.size(); i++) {
                ids.add(found.id(i));
                bounds.append(i == 0 ? "" : ",")
                        .append(found.from(i))
                        .append(',')
                        .append(found.to(i));
            }
            return;
        }
        encoder.encode(json.textBytes(), 0, json.textLength(), ids);
    }
}

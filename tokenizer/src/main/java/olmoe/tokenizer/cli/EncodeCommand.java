package olmoe.tokenizer.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
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

    @Option(names = "--whole", description = "takes stdin as one text and writes one id a line")
    private boolean whole;

    private String id;
    private boolean textSeen;

    @Override
    public Integer call() throws IOException {
        Encoder encoder = Tokenizer.read(tokenizer).encoder();
        IdLines out = new IdLines(System.out);
        TokenIds ids = new TokenIds();
        if (whole) {
            encoder.encode(stdin(), ids);
            out.ids(ids.array(), ids.size(), '\n', true);
        } else {
            encodeLines(encoder, out, ids);
        }
        out.flush();
        return 0;
    }

    private void encodeLines(Encoder encoder, IdLines out, TokenIds ids) throws IOException {
        try (JsonLines lines = new JsonLines(System.in)) {
            JsonLines.Fields fields = (name, value) -> switch (name) {
                case "id" -> {
                    id = lines.scalar(name);
                    yield true;
                }
                case "text" -> {
                    encode(encoder, lines, value, ids);
                    yield true;
                }
                default -> false;
            };
            while (true) {
                id = null;
                textSeen = false;
                ids.clear();
                if (!lines.next(fields)) {
                    return;
                }
                if (id == null || !textSeen) {
                    throw lines.refuse("id and text", "no " + (id == null ? "id" : "text"));
                }
                out.text("{\"id\":").bytes(id.getBytes(StandardCharsets.UTF_8)).text(",\"ids\":[");
                out.ids(ids.array(), ids.size(), ',', false).text("]}\n");
                out.flushSome();
            }
        }
    }

    private void encode(Encoder encoder, JsonLines lines, JsonParser value, TokenIds ids) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING || textSeen) {
            throw lines.refuse("one text, a string", textSeen ? "a second" : value.getText());
        }
        textSeen = true;
        try {
            encoder.encode(value.getTextCharacters(), value.getTextOffset(), value.getTextLength(), ids);
        } catch (IllegalArgumentException e) {
            throw lines.refuse("text", e.getMessage());
        }
    }

    private static String stdin() throws IOException {
        byte[] bytes = System.in.readAllBytes();
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(buffer)
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConfigurationException("stdin: byte " + buffer.position() + ": not UTF-8", e);
        }
    }
}

package olmoe.dedup.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import olmoe.dedup.minhash.NearPairs;
import olmoe.tokenizer.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `olmoe dedup pairs`.
@Command(
        name = "pairs",
        description = {
            "Reads lines {\"id\",\"text\"} and writes {\"a\",\"b\",\"similarity\"} for each two that share enough",
            "shingles: candidates by MinHash, each compared whole before it is written."
        },
        mixinStandardHelpOptions = true)
final class PairsCommand implements Callable<Integer> {
    @Mixin
    private SetOptions set = new SetOptions();

    @Option(
            names = "--cap",
            paramLabel = "N",
            description = "others that a document is compared with in one band (default: ${DEFAULT-VALUE})")
    private int cap = 1000;

    /// The command of arguments that need no parser, or null: what is wrong or rare is picocli's to answer.
    static PairsCommand fromPlainArguments(String... arguments) {
        if (arguments.length % 2 == 0 || !arguments[0].equals("pairs")) {
            return null;
        }
        PairsCommand command = new PairsCommand();
        try {
            for (int i = 1; i < arguments.length; i += 2) {
                if (arguments[i].equals("--cap")) {
                    command.cap = Integer.parseInt(arguments[i + 1]);
                } else if (!command.set.take(arguments[i], arguments[i + 1])) {
                    return null;
                }
            }
        } catch (NumberFormatException e) {
            return null;
        }
        return command;
    }

    @Override
    public Integer call() throws IOException {
        try (NearPairs documents = new NearPairs(set.parameters(), cap)) {
            TextLines lines = new TextLines(System.in);
            while (lines.next()) {
                documents.add(lines.id(), lines.utf8(), lines.length());
            }
            OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
            int count = documents.find((a, b, similarity) -> {
                String line = "{\"a\":" + JsonText.quoted(a) + ",\"b\":" + JsonText.quoted(b) + ",\"similarity\":"
                        + similarity + "}\n";
                out.write(line.getBytes(StandardCharsets.UTF_8));
            });
            out.flush();
            System.err.println(documents.documents() + " documents, " + documents.tooShort()
                    + " without shingles, " + count + " pairs, " + documents.uncompared()
                    + " candidates left out by the cap of " + cap);
        }
        return 0;
    }
}

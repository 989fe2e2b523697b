package olmoe.dedup.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import olmoe.dedup.minhash.NearPairs;
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
    private SetOptions set;

    @Option(
            names = "--cap",
            paramLabel = "N",
            description = "others that a document is compared with in one band (default: ${DEFAULT-VALUE})")
    private int cap = 1000;

    @Override
    public Integer call() throws IOException {
        try (NearPairs documents = new NearPairs(set.parameters(), cap);
                TextLines lines = new TextLines(System.in)) {
            while (lines.next()) {
                documents.add(lines.id(), lines.text());
            }
            OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
            long count = 0;
            for (NearPairs.Pair pair : documents.pairs()) {
                out.write(TextLines.pair(pair).getBytes(StandardCharsets.UTF_8));
                count++;
            }
            out.flush();
            System.err.println(documents.documents() + " documents, " + documents.tooShort()
                    + " without shingles, " + count + " pairs, " + documents.uncompared()
                    + " candidates left out by the cap of " + cap);
        }
        return 0;
    }
}

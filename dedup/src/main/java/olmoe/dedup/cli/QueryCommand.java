package olmoe.dedup.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.dedup.lucene.DocumentIndex;
import olmoe.tokenizer.json.JsonText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe dedup query`.
@Command(
        name = "query",
        description =
                "Says which documents of an index resemble a text, and how much: {\"key\",\"url\",\"similarity\"}.",
        mixinStandardHelpOptions = true)
final class QueryCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "the index, or a release that carries one")
    private Path folder;

    @Parameters(index = "1", paramLabel = "TEXT|FILE", description = "a text, or a file that holds it")
    private String text;

    @Option(
            names = "--least",
            paramLabel = "J",
            description = "least similarity to be listed (default: ${DEFAULT-VALUE})")
    private double least = 0.2;

    @Option(names = "--limit", paramLabel = "N", description = "how many (default: ${DEFAULT-VALUE})")
    private int limit = 10;

    @Mixin
    private SetOptions set;

    @Override
    public Integer call() throws IOException {
        try (DocumentIndex index = new DocumentIndex(folder, set.parameters())) {
            for (DocumentIndex.Hit hit : index.query(wanted(), least, limit)) {
                System.out.println("{\"key\":" + JsonText.quoted(hit.key()) + ",\"url\":" + JsonText.quoted(hit.url())
                        + ",\"similarity\":" + hit.similarity() + "}");
            }
            System.err.println(index.documents() + " documents in the index");
        }
        return 0;
    }

    private String wanted() throws IOException {
        try {
            Path file = Path.of(text);
            if (Files.isRegularFile(file)) {
                return Files.readString(file, StandardCharsets.UTF_8);
            }
        } catch (InvalidPathException e) {
            return text; // what no path can be is a text
        }
        return text;
    }
}

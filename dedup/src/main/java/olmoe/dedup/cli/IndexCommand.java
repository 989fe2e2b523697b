package olmoe.dedup.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import olmoe.dedup.lucene.DocumentIndex;
import olmoe.dedup.lucene.IndexWriting;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe dedup index`.
@Command(
        name = "index",
        description = {
            "Reads lines {\"id\",\"text\",\"url\"} and writes an index that dedup query asks. Lucene gives its files",
            "random ids: two indexes of the same lines are equal by the digest that is printed."
        },
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "the index, a folder that is empty or not there")
    private Path folder;

    @Option(
            names = "--check",
            description = "read an index, or that of a release, instead and compare its content with its digest")
    private boolean check;

    @Mixin
    private SetOptions set;

    @Override
    public Integer call() throws IOException {
        if (check) {
            try (DocumentIndex index = new DocumentIndex(folder, set.parameters())) {
                System.out.println(index.check());
            }
            return 0;
        }
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new ConfigurationException(folder + ": expected an empty folder, found files in it");
                }
            }
        }
        long documents = 0;
        long indexed = 0;
        try (IndexWriting index = new IndexWriting(folder, set.parameters())) {
            TextLines lines = new TextLines(System.in);
            while (lines.next()) {
                documents++;
                indexed += index.add(lines.id(), lines.url(), lines.text()) ? 1 : 0;
            }
            System.out.println(index.finish());
        }
        System.err.println(indexed + " of " + documents + " documents indexed, the others have no shingles");
        return 0;
    }
}

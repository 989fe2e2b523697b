package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import olmoe.dedup.lucene.IndexWriting;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus index DIR INDEX`.
@Command(
        name = "index",
        description = {
            "Writes an index of a corpus's documents, which dedup query asks what resembles a text, and prints",
            "the digest of its content. Nothing in the corpus changes."
        },
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "a corpus or a release")
    private Path corpus;

    @Parameters(index = "1", paramLabel = "INDEX", description = "the index, a folder that is empty or not there")
    private Path folder;

    @Option(names = "--set", paramLabel = "NAME", description = "parameter set (default: ${DEFAULT-VALUE})")
    private String set = "olmoe";

    @Override
    public Integer call() throws IOException {
        ParameterSet parameters = ParameterSet.named().get(set);
        if (parameters == null) {
            throw new ConfigurationException(
                    "--set: no parameter set is named " + set + Suggestion.of(set, ParameterSet.names()));
        }
        List<Path> shards = shards();
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new ConfigurationException(folder + ": expected an empty folder, found files in it");
                }
            }
        }
        long documents = 0;
        long indexed = 0;
        try (IndexWriting index = new IndexWriting(folder, parameters)) {
            for (Path shard : shards) {
                try (TableReader table =
                        new TableReader(FileChannel.open(shard), shard.toString(), "key", "url", "text")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        documents++;
                        String url = row[1] == null ? "" : (String) row[1];
                        indexed += index.add((String) row[0], url, (String) row[2]) ? 1 : 0;
                    }
                }
            }
            System.out.println(index.finish());
        }
        System.err.println(indexed + " of " + documents + " documents indexed, the others have no shingles");
        return 0;
    }

    private List<Path> shards() throws IOException {
        Path data = corpus.resolve("data");
        if (Files.isDirectory(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                List<Path> shards = files.filter(file -> file.toString().endsWith(".parquet"))
                        .sorted()
                        .toList();
                if (!shards.isEmpty()) {
                    return shards;
                }
            }
        }
        throw new ConfigurationException(corpus + ": expected a corpus or release with shards in data/, found none");
    }
}

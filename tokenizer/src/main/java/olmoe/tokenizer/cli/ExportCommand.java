package olmoe.tokenizer.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.shard.DamagedShardException;
import olmoe.tokenizer.shard.ShardExport;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShardWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe tokens export`.
@Command(
        name = "export",
        description = {
            "Writes the documents of token shards, in the order of the paths, in another format or cut at another",
            "size: dolma (npy, csv.gz), megatron (bin, idx) or datatrove (ds, index, metadata)."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "a folder with token shards, such as tokens/SOURCE/train")
    private Path folder;

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "dolma, megatron or datatrove")
    private ShardFormat format;

    @Option(names = "--tokenizer", required = true, paramLabel = "FILE", description = "that of the shards")
    private Path tokenizer;

    @Option(names = "--name", defaultValue = "tokenizer", paramLabel = "NAME", description = "the tokenizer's name")
    private String name;

    @Option(names = "--max-tokens", paramLabel = "N", description = "tokens a file")
    private long maxTokens = Long.MAX_VALUE;

    @Option(names = "--max-bytes", paramLabel = "N", description = "bytes of ids a file")
    private long maxBytes = Long.MAX_VALUE;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "where the files go")
    private Path out;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ConfigurationException(folder + ": expected a folder of token shards, found none");
        }
        if (maxTokens < 1 || maxBytes < 1) {
            throw new ConfigurationException("--max-tokens, --max-bytes: expected 1 or more, found less");
        }
        int vocabulary = Tokenizer.read(tokenizer).size();
        List<Path> shards;
        try (Stream<Path> files = Files.walk(folder)) {
            shards = files.filter(file ->
                            file.toString().endsWith(TokenShardWriter.TOKENS) && Files.isRegularFile(beside(file)))
                    .sorted()
                    .toList();
        }
        if (shards.isEmpty()) {
            throw new ConfigurationException(folder + ": expected name.npy with name.csv.gz, found none");
        }
        ShardExport.Settings settings = new ShardExport.Settings(
                format, out, ShardExport.Settings::numbered, vocabulary, name, maxTokens, maxBytes);
        try (ShardExport export = new ShardExport(settings)) {
            for (Path shard : shards) {
                export.add(shard, TokenShardWriter.bytesPerId(vocabulary));
            }
            export.finish();
            System.out.println("{\"files\":" + export.files() + ",\"documents\":" + export.documents() + ",\"tokens\":"
                    + export.tokens() + "}");
        } catch (DamagedShardException e) {
            throw new CheckException(e.getMessage());
        }
        return 0;
    }

    private static Path beside(Path npy) {
        String file = npy.getFileName().toString();
        return npy.resolveSibling(
                file.substring(0, file.length() - TokenShardWriter.TOKENS.length()) + TokenShardWriter.DOCUMENTS);
    }
}

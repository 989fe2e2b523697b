package olmoe.tokenizer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.tokenizer.shard.DamagedShardException;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TokenShard.Recount;
import olmoe.tokenizer.shard.TrainingOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe tokens inspect`.
@Command(
        name = "inspect",
        description = {
            "Reads a token shard with its csv and its mask again, compares them and prints what they hold,",
            "one JSON line a shard. Exit status 3 where they do not fit."
        },
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "token shards, name.npy")
    private Path[] files;

    @Option(
            names = "--window",
            paramLabel = "N",
            description = "tokens a window; without it, what the order.json above the file says")
    private Integer window;

    @Override
    public Integer call() throws IOException {
        for (Path file : files) {
            if (!file.toString().endsWith(".npy") || !Files.isRegularFile(file)) {
                throw new ConfigurationException(file + ": expected a token shard, name.npy, found none");
            }
            System.out.println(line(file));
        }
        return 0;
    }

    private String line(Path file) throws IOException {
        Recount recount;
        try {
            recount = TokenShard.recount(file, window == null ? windowAbove(file) : window);
        } catch (DamagedShardException e) {
            throw new CheckException(e.getMessage());
        }
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode line = mapper.createObjectNode();
        line.put("path", file.toString());
        line.put("documents", recount.documents());
        line.put("tokens", recount.tokens());
        line.put("windows", recount.windows());
        if (recount.maskedWindows() >= 0) {
            line.put("masked-windows", recount.maskedWindows());
        }
        line.put("tail-tokens", recount.tailTokens());
        line.put("end-of-text", recount.endOfText());
        line.put("largest-id", recount.largestId());
        line.put("longest-document", recount.longestDocument());
        return mapper.writeValueAsString(line);
    }

    private static int windowAbove(Path file) throws IOException {
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            Path order = folder.resolve(TrainingOrder.ORDER_FILE);
            if (Files.isRegularFile(order)) {
                return TrainingOrder.read(folder).window();
            }
        }
        throw new ConfigurationException(file + ": expected an order.json above it or --window N, found neither");
    }
}

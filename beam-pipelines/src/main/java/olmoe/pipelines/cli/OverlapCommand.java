package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.pipelines.SourceOverlap;
import olmoe.pipelines.io.Places;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus overlap DIR`.
@Command(
        name = "overlap",
        description = "Says which sources of a corpus hold the same documents: one line for each step and pair of"
                + " sources with documents that left, and their share of those that the step saw.")
final class OverlapCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "a corpus folder")
    private Path corpus;

    @Option(
            names = "--warn-removed",
            paramLabel = "SHARE",
            description = "of a source's documents: a step that takes more is named on stderr"
                    + " (default: ${DEFAULT-VALUE})")
    private double share = BuildCommand.MUCH;

    @Override
    public Integer call() throws IOException {
        SourceOverlap overlap = new SourceOverlap(Places.of(corpus.toString()));
        overlap.rows().forEach(System.out::println);
        overlap.warnings(share).forEach(warning -> System.err.println("warning: " + warning));
        return 0;
    }
}

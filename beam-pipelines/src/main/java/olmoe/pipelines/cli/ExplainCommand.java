package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.pipelines.Explain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `olmoe corpus explain DIR KEY|URL`.
@Command(
        name = "explain",
        description = "Says of one document why it was kept or left out: every rule, value and limit, and the"
                + " document that it duplicates.")
final class ExplainCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "a corpus folder")
    private Path corpus;

    @Parameters(index = "1", paramLabel = "KEY|URL", description = "a document key, or a URL")
    private String document;

    @Override
    public Integer call() throws IOException {
        new Explain(corpus, System.out).explain(document);
        return 0;
    }
}

package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.release.build.Documents;
import olmoe.release.format.AtomicFile;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.verify.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release report DIR -o FILE`.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Verifies a release and writes its page with what every check found now.")
final class ReportCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the release")
    private Path folder;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "the page, HTML")
    private Path page;

    @Override
    public Integer call() throws IOException {
        Verification verification = Verification.of(folder, trust.trust());
        AtomicFile.write(
                page, Documents.report(folder, ReleaseIndex.read(folder).files(), verification.json()));
        System.out.println(page);
        return 0;
    }
}

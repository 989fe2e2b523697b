package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.release.format.CanonicalJson;
import olmoe.release.verify.Finding;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release verify DIR`.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks a release from its folder alone, offline. Exit status 3 when something does not hold.")
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the folder with RELEASE.json and SHA256SUMS")
    private Path folder;

    @Mixin
    private TrustOptions trust = new TrustOptions();

    @Option(names = "--absent", paramLabel = "URL", description = "show that no part of the release is this page")
    private String absent;

    @Option(
            names = "--signature",
            paramLabel = "FILE",
            description = "check only this OpenSSF model signature over DIR, whoever wrote it; needs --key")
    private Path signature;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (absent != null && absent.isBlank()) {
            throw new ConfigurationException("--absent: expected a URL, found none");
        }
        Verification verification = signature != null
                ? Verification.ofModelSignature(folder, signature, trust.trust())
                : Verification.of(folder, trust.trust(), absent);
        System.out.print(json ? CanonicalJson.string(verification.json()) : text(verification));
        List<Finding> findings = verification.findings();
        if (!findings.isEmpty()) {
            throw new CheckException(folder + ": " + findings.size() + " findings, the first: "
                    + findings.get(0).file() + ": " + findings.get(0).message());
        }
        return 0;
    }

    /// A line for each check, under it what it found.
    static String text(Verification verification) {
        StringBuilder text = new StringBuilder();
        for (Verification.Result result : verification.results()) {
            text.append(result.holds() ? "holds   " : "BROKEN  ")
                    .append(result.check())
                    .append(": ")
                    .append(result.counted())
                    .append('\n');
            for (Finding finding : result.findings()) {
                text.append("        ")
                        .append(finding.file())
                        .append(": ")
                        .append(finding.message())
                        .append('\n');
            }
        }
        if (verification.holds()) {
            boolean verified = !verification.signer().equals(Verification.UNVERIFIED);
            text.append(verified ? "intact; signed by " + verification.signer() : "intact; signer unverified")
                    .append('\n');
        }
        return text.toString();
    }
}

package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.release.attestation.VerificationKey;
import olmoe.release.format.CanonicalJson;
import olmoe.release.verify.Finding;
import olmoe.release.verify.Trust;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
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

    @Option(names = "--key", paramLabel = "FILE", description = "the public key to trust, and no other")
    private Path key;

    @Option(names = "--fingerprint", paramLabel = "SHA256", description = "of the public key to trust, and no other")
    private String fingerprint;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Verification verification = Verification.of(folder, trust());
        System.out.print(json ? CanonicalJson.string(verification.json()) : text(verification));
        List<Finding> findings = verification.findings();
        if (!findings.isEmpty()) {
            throw new CheckException(folder + ": " + findings.size() + " findings, the first: "
                    + findings.get(0).file() + ": " + findings.get(0).message());
        }
        return 0;
    }

    private Trust trust() {
        if (key != null && fingerprint != null) {
            throw new ConfigurationException("--key, --fingerprint: expected one of them, found both");
        }
        if (fingerprint != null && !fingerprint.matches("[0-9a-f]{64}")) {
            throw new ConfigurationException("--fingerprint: expected 64 hex digits, found " + fingerprint);
        }
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try {
            return new Trust(key == null ? null : VerificationKey.read(key), fingerprint, today);
        } catch (IOException e) {
            throw new ConfigurationException("--key: " + e.getMessage(), e);
        }
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

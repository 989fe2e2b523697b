package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.verify.Verification;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release sign DIR --key FILE`.
@Command(
        name = "sign",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a release and signs all of it, model and data apart, and the provenance of each stage.",
            "Prints the fingerprint of the key."
        })
final class SignCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DIR", description = "the release")
    private Path folder;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key, as release key makes it")
    private Path key;

    @Override
    public Integer call() throws IOException {
        SigningKey signing;
        try {
            signing = SigningKey.read(key);
        } catch (IOException e) {
            throw new ConfigurationException("--key: " + e.getMessage(), e);
        }
        Verification verification = Verification.ofUnsigned(folder);
        if (!verification.holds()) {
            throw new CheckException(folder + ": does not hold, so it is not signed: "
                    + verification.findings().get(0).file() + ": "
                    + verification.findings().get(0).message());
        }
        ReleaseSigner.sign(folder, signing);
        System.out.println(signing.verification().fingerprint());
        return 0;
    }
}

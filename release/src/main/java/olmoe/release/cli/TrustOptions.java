package olmoe.release.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import olmoe.release.attestation.VerificationKey;
import olmoe.release.verify.Trust;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Option;

/// Whose signature a command asks for.
final class TrustOptions {

    @Option(names = "--key", paramLabel = "FILE", description = "the public key to trust, and no other")
    private Path key;

    @Option(names = "--fingerprint", paramLabel = "SHA256", description = "of the public key to trust, and no other")
    private String fingerprint;

    Trust trust() {
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
}

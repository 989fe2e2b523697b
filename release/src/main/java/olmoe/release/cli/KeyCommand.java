package olmoe.release.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import olmoe.release.attestation.SigningKey;
import olmoe.release.format.AtomicFile;
import olmoe.release.format.PrivateFile;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe release key FILE`.
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key pair: FILE, which only its owner may read, and FILE.pub to give away.",
            "Prints the fingerprint of the public key. An existing file is not replaced."
        })
final class KeyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "the private key, PEM")
    private Path file;

    @Option(names = "--kind", paramLabel = "KIND", description = "${COMPLETION-CANDIDATES} (default: P256)")
    private SigningKey.Kind kind = SigningKey.Kind.P256;

    @Option(names = "--not-after", paramLabel = "DATE", description = "last day on which the key is to be trusted")
    private LocalDate notAfter;

    @Override
    public Integer call() throws IOException {
        Path pub = file.resolveSibling(file.getFileName() + ".pub");
        for (Path there : new Path[] {file, pub}) {
            if (Files.exists(there)) {
                throw new ConfigurationException(there + ": expected no such file yet, found one");
            }
        }
        SigningKey key = SigningKey.generate(kind, notAfter);
        PrivateFile.write(file, key.text().getBytes(StandardCharsets.UTF_8));
        AtomicFile.write(pub, key.verification().text().getBytes(StandardCharsets.UTF_8));
        System.out.println(key.verification().fingerprint());
        return 0;
    }
}

package olmoe.release.build;

import java.io.IOException;
import java.nio.file.Path;
import olmoe.release.attestation.SigningKey;

/// Makes a small signed release in `FOLDER/release`: `olmoe` verifies it after a build, to keep what the next
/// verification need not load again.
final class SmallRelease {
    private SmallRelease() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]).toAbsolutePath();
        Path release = MadeUpRun.in(folder.resolve("home")).release(folder);
        ReleaseSigner.sign(release, SigningKey.generate(SigningKey.Kind.P256, null));
    }
}

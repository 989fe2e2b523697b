package olmoe.release.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.attestation.Envelope;
import olmoe.release.attestation.ModelSignature;
import olmoe.release.attestation.SigningKey;
import olmoe.release.format.AtomicFile;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// Signs a release: all of its files at once, model and data once more each for themselves, and the
/// provenance of every stage. The sums are those of SHA256SUMS; no file is read again for them.
public final class ReleaseSigner {
    private ReleaseSigner() {}

    /// The public half of the key that signed.
    public static final String KEY = ReleaseIndex.ATTESTATIONS + "key.pub";

    /// The signature over every file but those beside it.
    public static final String RELEASE = ReleaseIndex.ATTESTATIONS + "release.sig";

    /// Folders that are used without the rest of the release and so have a signature of their own.
    public static final List<String> PARTS = List.of("data", "model");

    /// Where the signature of one of [#PARTS] stands.
    public static String part(String folder) {
        return ReleaseIndex.ATTESTATIONS + folder + ".sig";
    }

    /// Where the provenance of a stage stands.
    public static String provenance(String stage) {
        return ReleaseIndex.ATTESTATIONS + stage + ".intoto.json";
    }

    /// Writes `attestations/`, over an older one.
    public static void sign(Path release, SigningKey key) throws IOException {
        SortedMap<String, String> sums = new TreeMap<>(Sums.read(release.resolve(Sums.NAME)));
        sums.put(Sums.NAME, Sha256.of(release.resolve(Sums.NAME)));
        String folder = ReleaseIndex.ATTESTATIONS.replace("/", "");
        ReleaseIndex index = ReleaseIndex.read(release);
        String name = index.name() + "-" + index.version();
        AtomicFile.write(release.resolve(RELEASE), ModelSignature.sign(name, sums, List.of(folder), key));
        for (String part : PARTS) {
            SortedMap<String, String> below = below(sums, part + "/");
            if (!below.isEmpty()) {
                AtomicFile.write(release.resolve(part(part)), ModelSignature.sign(part, below, List.of(), key));
            }
        }
        for (Map.Entry<String, ObjectNode> stage :
                Provenance.statements(release).entrySet()) {
            AtomicFile.write(
                    release.resolve(provenance(stage.getKey())),
                    CanonicalJson.bytes(Envelope.sign(stage.getValue(), key).json()));
        }
        AtomicFile.write(release.resolve(KEY), key.verification().text().getBytes(StandardCharsets.UTF_8));
    }

    /// The files below a folder, by their path in it.
    public static SortedMap<String, String> below(SortedMap<String, String> digests, String folder) {
        SortedMap<String, String> below = new TreeMap<>();
        digests.tailMap(folder).forEach((path, digest) -> {
            if (path.startsWith(folder)) {
                below.put(path.substring(folder.length()), digest);
            }
        });
        return below;
    }
}

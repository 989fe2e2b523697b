package olmoe.release.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.attestation.Envelope;
import olmoe.release.attestation.ModelSignature;
import olmoe.release.attestation.VerificationKey;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;

/// The signatures are of one key, that of the reader's trust where there is one, and the files are those
/// that were signed. It names each file that is not, also where the lists of sums were written anew.
final class SignatureCheck implements Check {

    private final Trust trust;
    private String signer = Verification.UNVERIFIED;

    SignatureCheck(Trust trust) {
        this.trust = trust;
    }

    @Override
    public String name() {
        return "signature";
    }

    /// Fingerprint of the trusted key once the check has held, else `unverified`.
    String signer() {
        return signer;
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        if (!release.files().contains(ReleaseSigner.RELEASE)) {
            if (trust.isPinned()) {
                findings.add(
                        ReleaseSigner.RELEASE, "expected a signature of " + trust.expected() + ", found no signature");
            }
            for (String path : release.between(ReleaseIndex.ATTESTATIONS, "")) {
                findings.add(path, "stands beside no " + ReleaseSigner.RELEASE);
            }
            return "not signed";
        }
        VerificationKey key = key(release, findings);
        if (key == null) {
            return "no key to trust";
        }
        if (key.notAfter() != null && trust.today().isAfter(key.notAfter())) {
            findings.add(ReleaseSigner.KEY, "the key " + key.fingerprint() + " ended on " + key.notAfter());
        }
        TreeSet<String> known = new TreeSet<>();
        known.add(ReleaseSigner.KEY);
        exact(release, ReleaseSigner.KEY, beside(release).text().getBytes(StandardCharsets.UTF_8), findings);
        folder(release, ReleaseSigner.RELEASE, "", key, findings, known);
        for (String part : ReleaseSigner.PARTS) {
            if (!release.between(part + "/", "").isEmpty()) {
                folder(release, ReleaseSigner.part(part), part + "/", key, findings, known);
            }
        }
        for (String path : release.between(ReleaseIndex.ATTESTATIONS, ".intoto.json")) {
            known.add(path);
            Envelope envelope = Envelope.of(release.json(path), path);
            exact(release, path, CanonicalJson.bytes(envelope.json()), findings);
            if (!envelope.isSignedBy(key)) {
                findings.add(path, "is not signed by " + named(key));
            }
        }
        for (String path : release.between(ReleaseIndex.ATTESTATIONS, "")) {
            if (!known.contains(path)) {
                findings.add(path, "is no attestation and nowhere listed");
            }
        }
        if (trust.isPinned() && findings.all().isEmpty()) {
            signer = key.fingerprint();
        }
        return (known.size() - 1) + " signatures of " + key.fingerprint()
                + (trust.isPinned() ? "" : ", which nobody vouches for");
    }

    /// The key to hold the signatures to, or null when it is not the trusted one.
    private VerificationKey key(ReleaseFolder release, Findings findings) throws IOException {
        if (trust.key() != null) {
            VerificationKey beside = beside(release);
            findings.expect(ReleaseSigner.KEY, "fingerprint", trust.expected(), beside.fingerprint());
            return trust.key();
        }
        VerificationKey key = beside(release);
        if (trust.isPinned() && !trust.expected().equals(key.fingerprint())) {
            findings.expect(ReleaseSigner.KEY, "fingerprint", trust.expected(), key.fingerprint());
            return null;
        }
        return key;
    }

    private static VerificationKey beside(ReleaseFolder release) throws IOException {
        // a byte that is no UTF-8 is then a byte that the form does not have
        String text = new String(Files.readAllBytes(release.resolve(ReleaseSigner.KEY)), StandardCharsets.UTF_8);
        return VerificationKey.parse(text, ReleaseSigner.KEY);
    }

    private String named(VerificationKey key) {
        return trust.isPinned() ? key.fingerprint() : "the key in " + ReleaseSigner.KEY;
    }

    /// What is around a signature is not signed, so it must be what this program writes.
    private static void exact(ReleaseFolder release, String path, byte[] expected, Findings findings)
            throws IOException {
        if (!Arrays.equals(expected, Files.readAllBytes(release.resolve(path)))) {
            findings.add(path, "is not in the form in which it was written");
        }
    }

    private void folder(
            ReleaseFolder release,
            String path,
            String folder,
            VerificationKey key,
            Findings findings,
            TreeSet<String> known)
            throws IOException {
        known.add(path);
        if (!release.digests().containsKey(path)) {
            findings.add(path, "expected a signature over " + folder + ", found none");
            return;
        }
        ModelSignature signature = ModelSignature.read(Files.readAllBytes(release.resolve(path)), path);
        exact(release, path, signature.bytes(), findings);
        if (!signature.isSignedBy(key)) {
            findings.add(path, "is not signed by " + named(key));
            return; // what it lists is then nobody's word
        }
        compare(signature, ReleaseSigner.below(release.digests(), folder), folder, path, findings);
    }

    /// Holds the files of a folder to a signature over it.
    static void compare(
            ModelSignature signature, SortedMap<String, String> found, String folder, String name, Findings findings) {
        SortedMap<String, String> left = new TreeMap<>(found);
        for (Map.Entry<String, String> file : signature.digests().entrySet()) {
            String there = left.remove(file.getKey());
            if (there == null) {
                findings.add(folder + file.getKey(), "is signed in " + name + " but missing");
            } else if (!there.equals(file.getValue())) {
                findings.add(
                        folder + file.getKey(),
                        "is not the file that was signed in " + name + ": expected sha256 " + file.getValue()
                                + ", found " + there);
            }
        }
        for (String path : left.keySet()) {
            if (!signature.ignores(path)) {
                findings.add(folder + path, "is not signed in " + name);
            }
        }
    }
}

package olmoe.release.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import olmoe.release.attestation.Envelope;
import olmoe.release.build.Provenance;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;

/// The chain from input files to the release: RELEASE.json states the digest of every stage's manifest,
/// each manifest those before it, and every file that a stage made is the one that its manifest lists. Signed
/// statements say the same.
final class ProvenanceCheck implements Check {

    /// Made when the release is packed, from what the stages made.
    private static final List<String> PACKED =
            List.of("governance", "document", "recipe", "manifest", "measure", "bill", "tombstone");

    @Override
    public String name() {
        return "provenance";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        ReleaseIndex index = ReleaseIndex.read(release.root());
        Map<String, String> made = new HashMap<>();
        int stages = 0;
        for (Map.Entry<String, String> stage : index.madeFrom().entrySet()) {
            String path = Provenance.file(stage.getKey());
            if (!Provenance.isStage(stage.getKey())) {
                findings.expect(
                        path,
                        "sha256 against made-from",
                        stage.getValue(),
                        release.digests().get(path));
                continue;
            }
            stages++;
            Manifest manifest = Manifest.readFile(release.resolve(path));
            findings.expect(path, "digest against made-from", stage.getValue(), manifest.digest());
            findings.expect(path, "stage", stage.getKey(), manifest.stage());
            manifest.inputs().forEach((name, digest) -> {
                if (name.startsWith("manifest.")) {
                    String before = name.substring("manifest.".length());
                    findings.expect(path, name, index.madeFrom().get(before), digest);
                }
            });
        }
        for (Map.Entry<String, ObjectNode> stage :
                Provenance.statements(release.root()).entrySet()) {
            stage.getValue()
                    .get("subject")
                    .forEach(subject -> made.put(
                            subject.get("name").asText(),
                            subject.at("/digest/sha256").asText()));
            String path = ReleaseSigner.provenance(stage.getKey());
            if (release.files().contains(path)) {
                String stated = CanonicalJson.string(
                        Envelope.of(release.json(path), path).statement(path));
                if (!stated.equals(CanonicalJson.string(stage.getValue()))) {
                    findings.add(path, "does not follow from the manifests of the release");
                }
            } else if (release.files().contains(ReleaseSigner.RELEASE)) {
                findings.add(path, "expected the provenance of " + stage.getKey() + ", found none");
            }
        }
        long chained = 0;
        for (ReleaseIndex.Listed file : index.files()) {
            if (!PACKED.contains(file.role())) {
                chained++;
                String by = made.get(file.path());
                if (by == null) {
                    findings.add(file.path(), "was made by no stage");
                } else {
                    findings.expect(file.path(), "sha256 against its stage's manifest", by, file.sha256());
                }
            }
        }
        return chained + " files made by " + stages + " stages";
    }

    /// Takedowns last, by version: what they wrote stands for what it was before.
    private static List<Map.Entry<String, ObjectNode>> inOrder(SortedMap<String, ObjectNode> statements) {
        List<Map.Entry<String, ObjectNode>> stages = new ArrayList<>(statements.entrySet());
        stages.sort(Comparator.comparingInt(stage -> stage.getKey().startsWith(Provenance.TAKEDOWN)
                ? Integer.parseInt(
                        stage.getKey().substring(Provenance.TAKEDOWN.length()).replaceFirst("\\..*", ""))
                : 0));
        return stages;
    }
}

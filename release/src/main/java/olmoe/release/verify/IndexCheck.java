package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sums;

/// RELEASE.json and the list of witnesses state the same files, sizes and digests as SHA256SUMS.
final class IndexCheck implements Check {

    @Override
    public String name() {
        return "index";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        ReleaseIndex index = ReleaseIndex.read(release.root());
        SortedMap<String, String> sums = new TreeMap<>(Sums.read(release.resolve(Sums.NAME)));
        sums.remove(ReleaseIndex.NAME);
        sums.remove(ReleaseIndex.WITNESS_NAME);
        for (ReleaseIndex.Listed file : index.files()) {
            compare(release, sums, file.path(), file.size(), file.sha256(), ReleaseIndex.NAME, findings);
            if (file.path().startsWith(ReleaseIndex.WITNESS_FOLDER)) {
                findings.add(file.path(), "is a witness, yet " + ReleaseIndex.NAME + " lists it as reproducible");
            }
        }
        for (JsonNode file : release.json(ReleaseIndex.WITNESS_NAME).required("files")) {
            String path = file.required("path").asText();
            long size = file.required("size").asLong();
            String digest = file.required("sha256").asText();
            compare(release, sums, path, size, digest, ReleaseIndex.WITNESS_NAME, findings);
        }
        for (String path : sums.keySet()) {
            findings.add(path, "is listed in " + Sums.NAME + " but in no index");
        }
        return index.files().size() + " reproducible files, digest " + index.digest();
    }

    /// Takes the file off the sums.
    private static void compare(
            ReleaseFolder release,
            SortedMap<String, String> sums,
            String path,
            long size,
            String digest,
            String by,
            Findings findings)
            throws IOException {
        String stated = sums.remove(path);
        if (stated == null) {
            findings.add(path, "is listed in " + by + " but not in " + Sums.NAME + ", or twice");
            return;
        }
        findings.expect(path, "sha256 in " + by + " against " + Sums.NAME, stated, digest);
        findings.expect(path, "size in " + by, Files.size(release.resolve(path)), size);
    }
}

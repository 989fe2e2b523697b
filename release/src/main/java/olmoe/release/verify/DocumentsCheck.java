package olmoe.release.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import olmoe.release.build.Documents;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;

/// Renders cards, report and governance files again from the measured figures. Another version of the
/// program renders otherwise, so it does not compare.
final class DocumentsCheck implements Check {

    @Override
    public String name() {
        return "documents";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        ReleaseIndex index = ReleaseIndex.read(release.root());
        if (!index.program().equals(Manifest.PROGRAM_VERSION)) {
            return "not compared: written by " + index.program() + ", this is " + Manifest.PROGRAM_VERSION;
        }
        SortedMap<String, byte[]> documents = Documents.render(release.root(), index.files());
        for (Map.Entry<String, byte[]> document : documents.entrySet()) {
            if (!release.files().contains(document.getKey())) {
                findings.add(document.getKey(), "is missing");
            } else if (!Arrays.equals(document.getValue(), Files.readAllBytes(release.resolve(document.getKey())))) {
                findings.add(document.getKey(), "does not follow from the measured figures");
            }
        }
        return documents.size() + " documents";
    }
}

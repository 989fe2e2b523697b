package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import olmoe.release.build.Documents;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;

/// An index that the release carries was made of the documents that it holds, and of no others. What the
/// index says of each is another program's to read: `dedup index --check` holds its content to the digest.
final class IndexedDocumentsCheck implements Check {

    @Override
    public String name() {
        return "document-index";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        if (!release.files().contains(Documents.INDEX)) {
            return "none";
        }
        JsonNode index = release.json(Documents.INDEX);
        List<String> keys = new ArrayList<>();
        for (String path : release.between("data/", ".parquet")) {
            try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(path)), path, "key")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    keys.add((String) row[0]);
                }
            }
        }
        Collections.sort(keys);
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append(key).append('\n'));
        findings.expect(
                Documents.INDEX,
                "keys against the shards",
                Sha256.of(lines.toString()),
                index.path("keys").asText());
        long indexed = index.path("documents").longValue();
        if (indexed > keys.size()) {
            findings.add(Documents.INDEX, "documents: expected at most " + keys.size() + ", found " + indexed);
        }
        if (release.between(ReleaseIndex.WITNESS_FOLDER + "index/", "").isEmpty()) {
            findings.add(Documents.INDEX, "expected files of the index beside it, found none");
        }
        return indexed + " of " + keys.size() + " documents";
    }
}

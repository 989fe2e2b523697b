package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import olmoe.release.build.Documents;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.release.measure.ReachedDocuments;

/// An index that the release carries was made of the documents that it holds, and of no others; and what the next
/// release needs of a match names those that reached it, kept or not. What the index says of each is another program's
/// to read: `dedup index --check` holds its content to the digest.
final class IndexedDocumentsCheck implements Check {
    private static final String MATCHES = Documents.MATCHES + "es.json";
    private static final int ROW = 24;

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
        findings.expect(
                Documents.INDEX,
                "keys against the shards",
                digest(keys),
                index.path("keys").asText());
        long indexed = index.path("documents").longValue();
        if (indexed > keys.size()) {
            findings.add(Documents.INDEX, "documents: expected at most " + keys.size() + ", found " + indexed);
        }
        if (release.between(ReleaseIndex.WITNESS_FOLDER + "index/", "").isEmpty()) {
            findings.add(Documents.INDEX, "expected files of the index beside it, found none");
        }
        return indexed + " of " + keys.size() + " documents" + matches(release, findings);
    }

    private static String matches(ReleaseFolder release, Findings findings) throws IOException {
        if (!release.files().contains(MATCHES)) {
            return "";
        }
        ReachedDocuments reached = new ReachedDocuments(release.root(), release.between("data/", ".parquet"));
        List<String> counted = new ArrayList<>();
        for (JsonNode match : release.json(MATCHES).required("matches")) {
            long documents = 0;
            for (String ledger : release.between("ledger/", ".parquet")) {
                String place = ledger.substring("ledger/".length(), ledger.length() - ".parquet".length());
                String path = "index/match-" + match.required("match").intValue() + "/" + place + ".rows";
                List<String> found = keys(ByteBuffer.wrap(Files.readAllBytes(release.resolve(path))));
                List<String> expected =
                        reached.keys(place, match.required("phase").intValue());
                findings.expect(path, "documents", expected.size(), found.size());
                findings.expect(path, "keys against shard and ledger", digest(expected), digest(found));
                documents += found.size();
            }
            counted.add("" + documents);
        }
        return ", and for the next release " + String.join(", ", counted);
    }

    /// 24 bytes a row: its number, the key, the length of its text.
    private static List<String> keys(ByteBuffer rows) {
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < rows.capacity(); at += ROW) {
            keys.add(HexFormat.of().toHexDigits(rows.getLong(at + 4))
                    + HexFormat.of().toHexDigits(rows.getLong(at + 12)));
        }
        Collections.sort(keys);
        return keys;
    }

    private static String digest(List<String> keys) {
        StringBuilder lines = new StringBuilder();
        keys.forEach(key -> lines.append(key).append('\n'));
        return Sha256.of(lines.toString());
    }
}

package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import olmoe.release.build.Documents;
import olmoe.release.format.TableReader;
import olmoe.release.takedown.Request;
import olmoe.release.takedown.Tombstones;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;

/// What was taken down did not come back: no document, ledger row, span of tokens or sample is on the list of
/// tombstones. With an address it shows that none of them is that page.
final class TombstonesCheck implements Check {

    private final String absent;

    /// @param absent an address that must be nowhere in the release, or null
    TombstonesCheck(String absent) {
        this.absent = absent == null ? null : Request.normalized(absent);
    }

    @Override
    public String name() {
        return "tombstones";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        Tombstones tombstones = Tombstones.read(release.root());
        if (tombstones == null && absent == null) {
            return "none";
        }
        List<List<Finding>> found = new ArrayList<>();
        found.addAll(ReleaseFolder.each(
                release.between("data/", ".parquet"), path -> rows(release, path, tombstones, "key", "id", "url")));
        found.addAll(ReleaseFolder.each(
                release.between("ledger/", ".parquet"), path -> rows(release, path, tombstones, "key", "key", "url")));
        found.addAll(ReleaseFolder.each(release.between("tokens/", ".npy"), path -> spans(release, path, tombstones)));
        found.forEach(list -> list.forEach(findings::add));
        int number = 0;
        for (JsonNode sample : release.json(Documents.STATS).path("samples")) {
            String key = sample.path("key").textValue();
            Finding one = judge(
                    Documents.STATS,
                    "sample " + number++,
                    tombstones,
                    key,
                    null,
                    sample.path("url").textValue());
            if (one != null) {
                findings.add(one);
            }
        }
        String listed =
                tombstones == null ? "no tombstones" : tombstones.lines().size() + " tombstones";
        return absent == null
                ? listed
                : listed + "; " + absent + " is " + (findings.all().isEmpty() ? "absent" : "not absent")
                        + (tombstones != null && tombstones.holds(null, null, absent) ? ", and on the list" : "");
    }

    private List<Finding> rows(ReleaseFolder release, String path, Tombstones tombstones, String... columns)
            throws IOException {
        List<Finding> found = new ArrayList<>();
        try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(path)), path, columns)) {
            int number = 0;
            for (Object[] row = table.next(); row != null; row = table.next()) {
                Finding one =
                        judge(path, "row " + number++, tombstones, (String) row[0], (String) row[1], (String) row[2]);
                if (one != null) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private List<Finding> spans(ReleaseFolder release, String npy, Tombstones tombstones) throws IOException {
        List<Finding> found = new ArrayList<>();
        if (npy.endsWith("global_indices.npy")) {
            return found;
        }
        String csv = npy.substring(0, npy.length() - ".npy".length()) + ".csv.gz";
        try (DocumentSpans spans = new DocumentSpans(release.resolve(npy))) {
            for (DocumentSpan span = spans.next(); span != null; span = spans.next()) {
                Finding one = judge(csv, "row " + spans.row(), tombstones, null, span.id(), span.id());
                if (one != null) {
                    found.add(one);
                }
            }
        }
        return found;
    }

    private Finding judge(String file, String what, Tombstones tombstones, String key, String id, String url) {
        if (tombstones != null && tombstones.holds(key, id, url)) {
            return new Finding(file, what + " was taken down and came back");
        }
        boolean named = absent != null
                && (url != null && Request.normalized(url).equals(absent)
                        || id != null && Request.normalized(id).equals(absent));
        return named ? new Finding(file, what + " is " + absent) : null;
    }
}

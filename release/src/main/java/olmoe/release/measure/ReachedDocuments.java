package olmoe.release.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.release.format.TableReader;
import olmoe.release.recipe.TokensPlan;

/// Which documents of a part reached a phase of the corpus: those that are in the data, and those that left in this
/// phase or later, as the ledger says.
public final class ReachedDocuments {
    private static final String TABLE = ".parquet";

    private final Path release;
    private final Map<String, List<String>> shards = new HashMap<>(); // by `<source>/<part>`

    /// @param release or corpus
    /// @param data its shards
    public ReachedDocuments(Path release, List<String> data) {
        this.release = release;
        for (String path : data) {
            String[] names = path.split("/");
            String shard = names[names.length - 1];
            String part = TokensPlan.partOf(shard.substring(0, shard.length() - TABLE.length()));
            shards.computeIfAbsent(names[1] + "/" + part, unused -> new ArrayList<>())
                    .add(path);
        }
    }

    /// Their keys in order, as often as there are documents.
    ///
    /// @param place `<source>/<part>`
    public List<String> keys(String place, int phase) throws IOException {
        List<String> keys = new ArrayList<>();
        for (String path : shards.getOrDefault(place, List.of())) {
            try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(path)), path, "key")) {
                for (Object[] row = table.next(); row != null; row = table.next()) {
                    keys.add((String) row[0]);
                }
            }
        }
        String ledger = "ledger/" + place + TABLE;
        try (TableReader table =
                new TableReader(Files.newByteChannel(release.resolve(ledger)), ledger, "key", "phase")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                if (row[0] != null && (Integer) row[1] >= phase) {
                    keys.add((String) row[0]);
                }
            }
        }
        Collections.sort(keys);
        return keys;
    }
}

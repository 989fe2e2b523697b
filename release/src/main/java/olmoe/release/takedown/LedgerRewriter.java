package olmoe.release.takedown;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.Column;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;

/// Takes what names a removed document out of a ledger, and adds a row for each document that left. No row is lost:
/// the accounts stay whole.
final class LedgerRewriter {
    private LedgerRewriter() {}

    /// What a ledger says of the documents that are to leave.
    ///
    /// @param named whether a row names one
    /// @param duplicates keys of what was dropped as like one of them: it has their text at another address
    record Mentions(boolean named, Set<String> duplicates) {}

    static Mentions mentions(Path ledger, Request request) throws IOException {
        boolean named = false;
        Set<String> duplicates = new HashSet<>();
        try (TableReader table = new TableReader(
                Files.newByteChannel(ledger), ledger.toString(), "key", "url", "matched_key", "kept_key")) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                boolean duplicate = row[2] != null && request.ids().contains(row[2])
                        || row[3] != null && request.ids().contains(row[3]);
                if (duplicate && row[0] != null) {
                    duplicates.add((String) row[0]);
                }
                named |= duplicate || request.fits((String) row[0], null, (String) row[1], null);
            }
        }
        return new Mentions(named, duplicates);
    }

    /// @param from ledger of the part, or null where nothing left it so far
    /// @param like a ledger with the columns of all
    /// @param part of the rows that are added
    /// @param step of this takedown, for the rows that are added
    /// @param phase of it
    static void rewrite(
            Path from,
            Path like,
            Path to,
            Request request,
            String part,
            String step,
            int phase,
            Collection<PartRewriter.Removed> removed)
            throws IOException {
        List<Column> columns;
        SortedMap<String, String> metadata;
        try (TableReader table = new TableReader(Files.newByteChannel(like), like.toString())) {
            columns = table.columns();
            metadata = new TreeMap<>(table.metadata());
        }
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        Map<String, Integer> at = new TreeMap<>();
        for (int i = 0; i < names.length; i++) {
            at.put(names[i], i);
        }
        List<String> gone =
                new ArrayList<>(removed.stream().map(PartRewriter.Removed::key).toList());
        int last = -1;
        try (OutputStream out = Files.newOutputStream(to);
                TableReader table =
                        from == null ? null : new TableReader(Files.newByteChannel(from), from.toString(), names);
                TableWriter writer = new TableWriter(out, columns, metadata)) {
            for (Object[] row = next(table); row != null; row = next(table)) {
                last = Math.max(last, (int) row[at.get("row")]);
                String key = (String) row[at.get("key")];
                if (request.fits(key, null, (String) row[at.get("url")], null)) {
                    row[at.get("url")] = null;
                    row[at.get("key")] = null;
                }
                for (String other : List.of("matched_key", "kept_key")) {
                    Object value = row[at.get(other)];
                    if (value != null && (gone.contains(value) || request.ids().contains(value))) {
                        row[at.get(other)] = null;
                    }
                }
                writer.write(row);
            }
            for (int i = 0; i < removed.size(); i++) {
                Object[] row = new Object[names.length];
                row[at.get("part")] = part;
                row[at.get("row")] = last + 1 + i; // after all others, so it does not say which it was
                row[at.get("phase")] = phase;
                row[at.get("step")] = step;
                row[at.get("outcome")] = "dropped";
                row[at.get("reason")] = request.reason();
                writer.write(row);
            }
        }
    }

    private static Object[] next(TableReader table) throws IOException {
        return table == null ? null : table.next();
    }
}

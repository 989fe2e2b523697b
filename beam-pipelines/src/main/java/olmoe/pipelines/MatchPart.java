package olmoe.pipelines;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import olmoe.dedup.minhash.ShingleTable;

/// The files that one part has in a [MatchIndex].
final class MatchPart {
    private static final Pattern ENDING = Pattern.compile("\\.(rows|dates|(keys|bands|shingles)-[0-9]+)");

    private final Path folder;
    private final String place;

    /// @param folder of the match
    /// @param place `<source>/<part>`
    MatchPart(Path folder, String place) {
        this.folder = folder;
        this.place = place;
    }

    /// Copies it to another folder without the documents that are not listed; where all are, the files are the same.
    ///
    /// @param listed keys in order
    void copy(Path to, List<String> listed) throws IOException {
        Rows rows = new Rows(bytes(PartState.ROWS), place + PartState.ROWS);
        int[] places = new int[rows.size()]; // of each row among those that stay, or -1
        int kept = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = Collections.binarySearch(listed, rows.key(i).toString()) < 0 ? -1 : kept++;
        }
        for (String ending : endings()) {
            Path file = to.resolve(place + ending);
            if (kept == places.length) {
                MatchIndex.link(folder.resolve(place + ending), file);
                continue;
            }
            Files.createDirectories(file.getParent());
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
                if (ending.startsWith(MatchPhase.SHINGLES)) {
                    shingles(ending, rows, places, out);
                } else if (ending.startsWith(MatchPhase.BANDS)) {
                    bands(ending, places, out);
                } else {
                    eachRow(bytes(ending), places, out);
                }
            }
        }
    }

    private List<String> endings() throws IOException {
        Path path = folder.resolve(place);
        String name = path.getFileName().toString();
        try (Stream<Path> files = Files.list(path.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(name + "."))
                    .map(file -> file.substring(name.length()))
                    .filter(ending -> ENDING.matcher(ending).matches()) // another part's name may begin as this one
                    .sorted()
                    .toList();
        }
    }

    private byte[] bytes(String ending) throws IOException {
        return Files.readAllBytes(folder.resolve(place + ending));
    }

    /// A file with as many bytes for each row.
    private static void eachRow(byte[] file, int[] places, OutputStream out) throws IOException {
        int size = file.length / places.length;
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                out.write(file, i * size, size);
            }
        }
    }

    private void bands(String ending, int[] places, OutputStream out) throws IOException {
        ByteBuffer file = ByteBuffer.wrap(bytes(ending));
        int documents;
        try (ShingleTable table = shingles(ending.replace(MatchPhase.BANDS, MatchPhase.SHINGLES))) {
            documents = table.documents();
        }
        DataOutputStream kept = new DataOutputStream(out);
        byte[] bands = new byte[documents == 0 ? 0 : file.capacity() / documents - Integer.BYTES];
        for (int i = 0; i < documents; i++) {
            int at = places[file.getInt()];
            file.get(bands);
            if (at >= 0) {
                kept.writeInt(at);
                kept.write(bands);
            }
        }
        kept.flush();
    }

    private ShingleTable shingles(String ending) throws IOException {
        return new ShingleTable(FileChannel.open(folder.resolve(place + ending)), place + ending);
    }

    private void shingles(String ending, Rows rows, int[] places, OutputStream out) throws IOException {
        try (ShingleTable table = shingles(ending);
                ShingleTable.Writer writer = new ShingleTable.Writer(out)) {
            int i = 0;
            for (int document = 0; document < table.documents(); document++) {
                while (rows.row(i) != table.row(document)) {
                    i++;
                }
                if (places[i] >= 0) {
                    ShingleTable.Entry entry = table.ofRow(table.row(document));
                    writer.write(table.row(document), entry.key(), entry.shingles());
                }
            }
        }
    }
}

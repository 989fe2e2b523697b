package olmoe.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;

/// Writes the ledger and the key index of a corpus of many documents, all of them dropped, for `corpus explain` to be
/// timed on. See `bench/RESULTS.md`.
final class ExplainScale {
    private static final int A_PART = 30_000; // as many pages as a file of a crawl has

    private ExplainScale() {}

    /// @param arguments a built corpus whose recipe to take, the folder to write, the number of documents
    public static void main(String[] arguments) throws IOException {
        Path built = Path.of(arguments[0]);
        Path corpus = Files.createDirectories(Path.of(arguments[1]));
        int documents = Integer.parseInt(arguments[2]);
        Files.copy(built.resolve(CorpusBuild.RECIPE), corpus.resolve(CorpusBuild.RECIPE));
        List<Manifest.Entry> files = new ArrayList<>();
        Files.createDirectories(corpus.resolve("ledger/web"));
        Files.createDirectories(corpus.resolve("work/write/web"));
        for (int from = 0, part = 0; from < documents; from += A_PART, part++) {
            String name = String.format(Locale.ROOT, "crawl~1%05d.warc.gz-00000", part);
            List<Ledger.Entry> rows = new ArrayList<>();
            KeyIndex keys = new KeyIndex();
            for (int row = 0; row < Math.min(A_PART, documents - from); row++) {
                String url = "https://site-" + (from + row) % 99_991 + ".example/page/" + (from + row);
                String key = Sha256.of(url).substring(0, 32);
                rows.add(new Ledger.Entry(
                        key, name, row, url, 0, "language", "dropped", "other-language", 0.1, 0.5, null, null, null));
                keys.add(key, url);
            }
            ByteArrayOutputStream ledger = new ByteArrayOutputStream();
            Ledger.write(ledger, rows);
            String path = "ledger/web/" + name + ".parquet";
            Files.write(corpus.resolve(path), ledger.toByteArray());
            files.add(new Manifest.Entry(path, ledger.size(), Sha256.of(ledger.toByteArray()), "ledger"));
            keys.write(Files.newOutputStream(corpus.resolve("work/write/web/" + name + PartWriter.KEYS)));
        }
        Files.write(
                corpus.resolve(Manifest.NAME),
                Manifest.of("corpus", new TreeMap<>(), files, new TreeMap<>()).bytes());
        System.out.println("https://site-" + (documents / 2) % 99_991 + ".example/page/" + documents / 2);
    }
}

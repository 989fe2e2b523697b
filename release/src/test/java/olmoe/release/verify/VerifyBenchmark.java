package olmoe.release.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// Run by hand, see release/bench/verify/run: the whole verification of a release, the hashing in it, and the
/// hashing of many files, against this machine's SHA-256.
final class VerifyBenchmark {
    private VerifyBenchmark() {}

    private static final int ROUNDS = 5;
    private static final int MANY = 50_000;

    public static void main(String[] args) throws IOException {
        Path release = Path.of(args[0]);
        double limit = 0;
        byte[] bytes = new byte[64 << 20];
        new Random(1).nextBytes(bytes);
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            Sha256.of(bytes);
            limit = Math.max(limit, bytes.length / 1e6 / seconds(start));
        }
        print("\"what\":\"SHA-256, one thread, in memory\",\"MB/s\":%.0f", limit);
        double first = 0;
        double best = Double.MAX_VALUE;
        double hashing = Double.MAX_VALUE;
        long size = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            ReleaseFolder folder = ReleaseFolder.of(release);
            hashing = Math.min(hashing, seconds(start));
            size = folder.bytes();
            start = System.nanoTime();
            Verification.of(release);
            double took = seconds(start);
            first = i == 0 ? took : first;
            best = Math.min(best, took);
        }
        int cores = Runtime.getRuntime().availableProcessors();
        print(
                "\"what\":\"hashing of a release\",\"MB\":%.1f,\"seconds\":%.3f,\"MB/s\":%.0f,\"cores\":%d,\"share of the limit a core\":%.2f",
                size / 1e6, hashing, size / 1e6 / hashing, cores, size / 1e6 / hashing / cores / limit);
        print(
                "\"what\":\"whole verification\",\"MB\":%.1f,\"first seconds\":%.2f,\"best seconds\":%.2f",
                size / 1e6, first, best);
        many();
    }

    private static void many() throws IOException {
        Path root = Files.createTempDirectory("many");
        SortedMap<String, String> sums = new TreeMap<>();
        for (int i = 0; i < MANY; i++) {
            String path = String.format(Locale.ROOT, "data/s/train/%03d/part-%05d.parquet", i % 500, i);
            Files.createDirectories(root.resolve(path).getParent());
            byte[] bytes = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
            Files.write(root.resolve(path), bytes);
            sums.put(path, Sha256.of(bytes));
        }
        Files.writeString(root.resolve(Sums.NAME), Sums.render(sums));
        sums.clear();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long before = runtime.totalMemory() - runtime.freeMemory();
        long start = System.nanoTime();
        ReleaseFolder folder = ReleaseFolder.of(root);
        Findings findings = new Findings();
        new SumsCheck().run(folder, findings);
        double took = seconds(start);
        System.gc();
        long held = runtime.totalMemory() - runtime.freeMemory() - before;
        print(
                "\"what\":\"listing and sums of many files\",\"files\":%d,\"findings\":%d,\"seconds\":%.2f,\"MB held\":%.1f",
                folder.files().size(), findings.all().size(), took, held / 1e6);
        try (var all = Files.walk(root)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.println("{" + String.format(Locale.ROOT, format, values) + "}");
    }
}

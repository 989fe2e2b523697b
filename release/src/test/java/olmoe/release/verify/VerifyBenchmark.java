package olmoe.release.verify;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;

/// Run by hand, see release/bench/verify/run: the whole verification of a release, the hashing in it, the hashing
/// of large and of many files, against this machine's SHA-256. Speeds a core are by processor time of the whole
/// process, so that others on the machine do not change them much; that clock goes in steps of 10 ms, so each
/// measurement hashes a gigabyte, in turn with as many bytes in memory.
final class VerifyBenchmark {
    private VerifyBenchmark() {}

    private static final int ROUNDS = 5;
    private static final int MANY = 50_000;
    private static final int LARGE = 8;
    private static final int LARGE_BYTES = 128 << 20;
    private static final double MEASURED_MEGABYTES = 1000;
    private static final int MEMORY_BYTES = 1 << 16;

    public static void main(String[] args) throws IOException {
        Path release = Path.of(args[0]);
        double first = cold(release);
        double best = Double.MAX_VALUE;
        double bestProcessor = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            double processor = processorSeconds();
            long start = System.nanoTime();
            Verification.of(release);
            best = Math.min(best, seconds(start));
            bestProcessor = Math.min(bestProcessor, processorSeconds() - processor);
        }
        hashing("a release", release);
        print(
                "\"what\":\"whole verification\",\"first seconds\":%.2f,\"best seconds\":%.2f,\"best processor seconds\":%.2f",
                first, best, bestProcessor);
        large();
        many();
    }

    private static double cold(Path release) throws IOException {
        long start = System.nanoTime();
        Verification.of(release);
        return seconds(start);
    }

    private static void hashing(String what, Path root) throws IOException {
        ReleaseFolder folder = ReleaseFolder.of(root);
        double megabytes = folder.bytes() / 1e6;
        int times = (int) Math.max(1, MEASURED_MEGABYTES / megabytes);
        byte[] bytes = new byte[MEMORY_BYTES];
        new Random(1).nextBytes(bytes);
        double inMemory = 0;
        double hashing = 0;
        double best = Double.MAX_VALUE;
        double processors = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double processor = processorSeconds();
            int blocks = (int) (times * folder.bytes() / bytes.length);
            IntStream.range(0, blocks).parallel().forEach(block -> Sha256.of(bytes));
            inMemory += (processorSeconds() - processor) * times * megabytes / (blocks * bytes.length / 1e6);
            processor = processorSeconds();
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                ReleaseFolder.of(root);
            }
            double took = seconds(start);
            processor = processorSeconds() - processor;
            hashing += processor;
            if (took < best) {
                best = took;
                processors = processor / took;
            }
        }
        double all = ROUNDS * times * megabytes;
        print(
                "\"what\":\"listing and hashing of %s\",\"files\":%d,\"MB\":%.1f,\"seconds\":%.3f,\"processors in use\":%.2f,"
                        + "\"MB/s a core\":%.0f,\"MB/s a core in memory\":%.0f,\"share of the limit\":%.2f",
                what,
                folder.files().size(),
                megabytes,
                best / times,
                processors,
                all / hashing,
                all / inMemory,
                inMemory / hashing);
    }

    private static void large() throws IOException {
        Path root = Files.createTempDirectory("large");
        byte[] bytes = new byte[LARGE_BYTES];
        for (int i = 0; i < LARGE; i++) {
            new Random(i).nextBytes(bytes);
            Files.write(root.resolve("weights-" + i + ".safetensors"), bytes);
        }
        hashing("large files as Java wrote them", root);
        for (int i = 0; i < LARGE; i++) {
            forget(root.resolve("weights-" + i + ".safetensors"));
        }
        ReleaseFolder.of(root);
        hashing("large files as the kernel read them", root);
        delete(root);
    }

    /// Takes a file out of the page cache: what is read into it from the disk lies in larger pieces than what was
    /// written there 8 KiB at a time, and is copied faster.
    private static void forget(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Process process = new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0", "status=none").start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException(file + ": dd cannot take it out of the page cache");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void many() throws IOException {
        Path root = Files.createTempDirectory("many");
        SortedMap<String, String> sums = new TreeMap<>();
        for (int i = 0; i < MANY; i++) {
            String path = String.format(Locale.ROOT, "data/s/train/%03d/part-%05d.parquet", i % 500, i);
            Files.createDirectories(root.resolve(path).getParent());
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            Files.write(root.resolve(path), bytes);
            sums.put(path, Sha256.of(bytes));
        }
        Files.writeString(root.resolve(Sums.NAME), Sums.render(sums));
        sums.clear();
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long before = runtime.totalMemory() - runtime.freeMemory();
        double processor = processorSeconds();
        long start = System.nanoTime();
        ReleaseFolder folder = ReleaseFolder.of(root);
        Findings findings = new Findings();
        new SumsCheck().run(folder, findings);
        double took = seconds(start);
        processor = processorSeconds() - processor;
        System.gc();
        long held = runtime.totalMemory() - runtime.freeMemory() - before;
        print(
                "\"what\":\"listing and sums of many files\",\"files\":%d,\"findings\":%d,\"seconds\":%.2f,"
                        + "\"processor seconds\":%.2f,\"MB held\":%.1f",
                folder.files().size(), findings.all().size(), took, processor, held / 1e6);
        delete(root);
    }

    private static void delete(Path root) throws IOException {
        try (var all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.println("{" + String.format(Locale.ROOT, format, values) + "}");
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.KeyedStep;
import olmoe.dedup.SimilarityStep;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Format;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.cli.ConfigurationException;

/// What a corpus will cost, from a sample of its inputs. The sample is built twice by the program itself, embedded and
/// with one worker: the first time holds what is paid once, the start of Flink, the compiling and the training of
/// a tokenizer; the second is what documents cost, and a second or so for each job. Everything is then taken in
/// proportion to the bytes of input.
public final class Estimate {
    private static final double TERABYTE = 1e12;

    /// Bytes of a record in a shuffle: key and member, as [EqualDocuments] and [SimilarDocuments] send them.
    private static final int DIGEST_RECORD = 46;
    private static final int BAND_RECORD = 24;
    private static final int DATE = 8;

    private static final int DIGEST = 16;
    private static final int ROW = 4;

    private final CorpusPlan plan;
    private final Path root;
    private final Path folder;
    private long sampleBytes;
    private int sampleFiles;
    private long allBytes;
    private int allFiles;

    private Estimate(CorpusPlan plan, Path folder) {
        this.plan = plan;
        this.root = plan.recipe().file().getParent();
        this.folder = folder;
    }

    /// The lines of a table.
    ///
    /// @param bytes of input in the sample, of every source its share; files are taken whole, but for
    ///     those that can be cut at a line
    public static List<String> of(CorpusPlan plan, long bytes) throws IOException {
        Path folder = Files.createTempDirectory("olmoe-estimate");
        try {
            return new Estimate(plan, folder).lines(bytes);
        } finally {
            delete(folder);
        }
    }

    private List<String> lines(long bytes) throws IOException {
        sample(bytes);
        double first = build("first");
        copy(folder.resolve("first/" + TokenizerStage.RECORD), folder.resolve("second/" + TokenizerStage.RECORD));
        for (String file : TokenizerStage.FILES) {
            copy(folder.resolve("first/tokenizer/" + file), folder.resolve("second/tokenizer/" + file));
        }
        double second = build("second");
        JsonNode stats = CanonicalJson.read(folder.resolve("second/stats/stats.json"));
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "sample of %,d of %,d files, %s of %s; start, compiling and tokenizer took another %s of CPU",
                sampleFiles,
                allFiles,
                bytes(sampleBytes),
                bytes(allBytes),
                time(first - second)));
        lines.add(String.format(Locale.ROOT, "%-16s %14s %14s %14s", "", "sample", "all inputs", "a TB of input"));
        row(lines, "documents read", sum(stats, "read"), Estimate::count);
        row(lines, "documents kept", sum(stats, "kept"), Estimate::count);
        row(lines, "tokens", sum(stats, "tokens"), Estimate::count);
        row(lines, "CPU", second, Estimate::time);
        row(lines, "through shuffles", shuffled(), Estimate::bytes);
        row(lines, "left on disk", size(folder.resolve("second")), Estimate::bytes);
        return lines;
    }

    private interface Unit {
        String of(double value);
    }

    private void row(List<String> lines, String name, double value, Unit unit) {
        lines.add(String.format(
                Locale.ROOT,
                "%-16s %14s %14s %14s",
                name,
                unit.of(value),
                unit.of(value * allBytes / sampleBytes),
                unit.of(value * TERABYTE / sampleBytes)));
    }

    /// Copies files in an order that depends on their names alone, until a source's share is there.
    private void sample(long bytes) throws IOException {
        Map<Source, SortedMap<String, Long>> files = new TreeMap<>(Comparator.comparing(Source::name));
        for (Source source : plan.recipe().sources()) {
            SortedMap<String, Long> sizes = source.inputSizes(root);
            files.put(source, sizes);
            allFiles += sizes.size();
            allBytes += sizes.values().stream().mapToLong(Long::longValue).sum();
        }
        if (allBytes == 0) {
            throw new ConfigurationException("--estimate: expected inputs with something in them, found 0 bytes");
        }
        for (Map.Entry<Source, SortedMap<String, Long>> source : files.entrySet()) {
            long all = source.getValue().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long left = Math.max(1, (long) ((double) bytes * all / allBytes));
            List<String> paths = new ArrayList<>(source.getValue().keySet());
            paths.sort(Comparator.comparing(path -> Sha256.of(path)));
            for (String path : paths) {
                if (left <= 0) {
                    break;
                }
                left -= take(source.getKey(), path, left);
                sampleFiles++;
            }
        }
    }

    /// @return bytes that were taken
    private long take(Source source, String path, long wanted) throws IOException {
        Path to = folder.resolve("inputs").resolve(path);
        long taken = source.attributes().isEmpty() && Format.splittable(path)
                ? copyLines(root.resolve(path), to, wanted)
                : copy(root.resolve(path), to);
        for (String experiment : source.attributes().keySet()) {
            String sidecar = Source.sidecar(path, experiment);
            copy(root.resolve(sidecar), folder.resolve("inputs").resolve(sidecar));
        }
        sampleBytes += taken;
        return taken;
    }

    private static long copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING); // two sources may name one file
        return Files.size(to);
    }

    /// The beginning of a file up to the end of a line, at least as much as wanted.
    private static long copyLines(Path from, Path to, long wanted) throws IOException {
        Files.createDirectories(to.getParent());
        if (Files.exists(to) && Files.size(to) >= wanted) {
            return Files.size(to); // of another source, which must not lose its lines
        }
        long taken = 0;
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                int end = 0;
                while (end < read && (taken + end < wanted || end == 0 || buffer[end - 1] != '\n')) {
                    end++;
                }
                out.write(buffer, 0, end);
                taken += end;
                if (end < read || taken >= wanted && buffer[end - 1] == '\n') {
                    break;
                }
            }
        }
        return taken;
    }

    /// Seconds of CPU of this process for a corpus of the sample.
    private double build(String corpus) throws IOException {
        double before = cpu();
        new CorpusBuild(
                        plan,
                        Inputs.of(folder.resolve("inputs").toString()),
                        Places.of(folder.resolve(corpus).toString()),
                        Jobs.of(List.of("--parallelism=1")))
                .run();
        return cpu() - before;
    }

    private static double cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }

    /// @param figure of each source, or of each of its splits
    private static double sum(JsonNode stats, String figure) {
        double sum = 0;
        for (JsonNode source : stats.get("sources")) {
            JsonNode value = source.get(figure);
            if (value.isNumber()) {
                sum += value.doubleValue();
            }
            for (JsonNode split : value) {
                sum += split.doubleValue();
            }
        }
        return sum;
    }

    /// Keys and members of all matches, by the sizes of the files that they are read from.
    private double shuffled() throws IOException {
        Places places = Places.of(folder.resolve("second").toString());
        Inputs inputs = Inputs.of(folder.resolve("inputs").toString());
        int date = plan.dates() == null ? 0 : DATE;
        double bytes = 0;
        for (MatchPhase match : plan.matches()) {
            RefinePhase before = plan.refinements().get(match.index());
            for (Source source : plan.recipe().sources()) {
                for (String path : inputs.files(source).keySet()) {
                    for (Block block : plan.blocks(source, path, inputs)) {
                        Commit commit = PartState.commit(places, before.path(block));
                        for (int k = 0; k < match.steps().size(); k++) {
                            bytes += records(match.steps().get(k), k, commit, date);
                        }
                    }
                }
            }
        }
        return bytes;
    }

    private static double records(GlobalStep step, int k, Commit commit, int date) {
        if (step instanceof KeyedStep) {
            return (double) commit.file(MatchPhase.keys(k)).bytes() / DIGEST * (DIGEST_RECORD + date);
        }
        if (step instanceof SimilarityStep) {
            int bands = ((SimilarityStep) step).bands();
            long documents = commit.file(MatchPhase.bands(k)).bytes() / (ROW + (long) bands * Long.BYTES);
            return (double) documents * bands * (BAND_RECORD + date);
        }
        return 0; // texts are read in order where they lie
    }

    private static double size(Path folder) throws IOException {
        double size = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private static String count(double value) {
        return scaled(value, 1000, "", " thousand", " million", " billion", " trillion", " quadrillion");
    }

    private static String bytes(double value) {
        return scaled(value, 1000, " B", " kB", " MB", " GB", " TB", " PB");
    }

    private static String time(double seconds) {
        return seconds < 3600
                ? scaled(seconds, 60, " s", " min")
                : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
    }

    private static String scaled(double value, double step, String... units) {
        int unit = 0;
        double left = value;
        while (left >= step && unit < units.length - 1) {
            left /= step;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 && step == 1000 ? "%.0f%s" : "%.1f%s", left, units[unit]);
    }
}

package olmoe.filters.fasttext;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/// Prints how fast a model scores documents, as a line of JSON like the peers': `ScorerSpeed MODEL FILE…`.
/// Files are read as shared/peers/common.py does: lines with a field `text`, or plain text cut into documents
/// of 3,000 characters. Turning a String to UTF-8 is timed, as it is there.
final class ScorerSpeed {
    private static final int REPEATS = 5;

    private ScorerSpeed() {}

    public static void main(String[] args) throws IOException {
        FastTextModel model;
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            model = FastTextModel.read(in);
        }
        List<String> texts = new ArrayList<>();
        for (String file : List.of(args).subList(1, args.length)) {
            read(Path.of(file), texts);
        }
        long bytes = 0;
        for (String text : texts) {
            bytes += text.getBytes(StandardCharsets.UTF_8).length;
        }
        double[] seconds = new double[REPEATS];
        double sum = 0;
        for (int round = -2; round < REPEATS; round++) {
            long start = cpuNanos();
            for (String text : texts) {
                sum += model.ask(text.getBytes(StandardCharsets.UTF_8), Scorer::best)
                        .probability();
            }
            if (round >= 0) {
                seconds[round] = (cpuNanos() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        double median = seconds[REPEATS / 2];
        System.out.printf(
                Locale.ROOT,
                "{\"tool\":\"olmoe\",\"docs\":%d,\"bytes\":%d,\"seconds_cpu\":%.4f,\"seconds_cpu_min\":%.4f,"
                        + "\"seconds_cpu_max\":%.4f,\"mb_per_s\":%.1f,\"docs_per_s\":%.0f,\"mean_probability\":%.4f}%n",
                texts.size(),
                bytes,
                median,
                seconds[0],
                seconds[REPEATS - 1],
                bytes / 1e6 / median,
                texts.size() / median,
                sum / (REPEATS + 2) / texts.size());
    }

    /// Of this thread, so that neither the compiler nor the collector of the JVM counts.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static void read(Path file, List<String> texts) throws IOException {
        String name = file.getFileName().toString();
        byte[] bytes = Files.readAllBytes(file);
        if (name.endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                bytes = in.readAllBytes();
            }
            name = name.substring(0, name.length() - 3);
        }
        String all = new String(bytes, StandardCharsets.UTF_8);
        StringBuilder part = new StringBuilder();
        for (String line : all.split("\n", -1)) {
            if (name.endsWith(".jsonl") || name.endsWith(".json")) {
                if (!line.isBlank()) {
                    texts.add(new ObjectMapper()
                            .readTree(line)
                            .get("text")
                            .textValue()
                            .replace('\n', ' '));
                }
            } else {
                part.append(line).append(' ');
                if (part.length() >= 3000) {
                    texts.add(part.toString());
                    part.setLength(0);
                }
            }
        }
        if (part.length() > 0) {
            texts.add(part.toString());
        }
    }
}

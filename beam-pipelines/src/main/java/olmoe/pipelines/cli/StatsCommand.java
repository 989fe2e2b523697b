package olmoe.pipelines.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe corpus stats DIR`.
@Command(
        name = "stats",
        description = "Says how many documents each step of a corpus read, kept and left out, with its commonest"
                + " reasons.")
final class StatsCommand implements Callable<Integer> {
    private static final String STATS = "stats/stats.json";
    private static final int REASONS = 3;

    @Parameters(index = "0", paramLabel = "DIR", description = "a corpus folder")
    private Path corpus;

    @Option(names = "--source", paramLabel = "NAME", description = "of one source alone, without reasons")
    private String source;

    @Override
    public Integer call() throws IOException {
        Path file = corpus.resolve(STATS);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(corpus + ": expected a corpus with " + STATS + ", found none");
        }
        JsonNode stats = CanonicalJson.read(file);
        if (source != null && !stats.get("sources").has(source)) {
            throw new ConfigurationException(corpus + ": no source is named " + source + "; there are "
                    + stats.get("sources").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList());
        }
        row("step", "read", "kept", "dropped", "rejected", "left %", source == null ? "reasons" : "");
        for (JsonNode step : stats.get("steps")) {
            JsonNode counts = source == null ? step : step.at("/sources/" + source);
            long read = counts.get("read").longValue();
            long left = read - counts.get("kept").longValue();
            row(
                    step.get("step").textValue(),
                    count(counts, "read"),
                    count(counts, "kept"),
                    count(counts, "dropped"),
                    count(counts, "rejected"),
                    String.format(Locale.ROOT, "%.2f", read == 0 ? 0 : 100.0 * left / read),
                    source == null ? reasons(step.get("reasons")) : "");
        }
        return 0;
    }

    private static String count(JsonNode counts, String name) {
        return String.format(Locale.ROOT, "%,d", counts.get(name).longValue());
    }

    private static String reasons(JsonNode reasons) {
        List<Map.Entry<String, JsonNode>> most = reasons.properties().stream()
                .sorted(Comparator.comparingLong((Map.Entry<String, JsonNode> reason) ->
                        -reason.getValue().longValue()))
                .limit(REASONS)
                .toList();
        return most.stream()
                .map(reason -> String.format(
                        Locale.ROOT,
                        "%s %,d",
                        reason.getKey(),
                        reason.getValue().longValue()))
                .collect(Collectors.joining(", "));
    }

    private static void row(String... cells) {
        System.out.println(String.format(Locale.ROOT, "%-36s %12s %12s %12s %10s %7s  %s", (Object[]) cells)
                .stripTrailing());
    }
}

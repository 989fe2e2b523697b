package olmoe.filters.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Outcome;
import olmoe.filters.Step;
import olmoe.filters.Steps;

/// CPU time of rules over documents that none of them has seen: `filters/bench/rules.sh` runs it.
///
/// Arguments: documents to get warm on, documents to time (JSON lines with `text`, `url`, `metadata`), and names of
/// rules; names joined by `+` run one after another, a document leaves at its first drop. A rule's settings
/// may follow its name: `language/dclm,model=lid.176.ftz`.
public final class RuleSpeed {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double WARM_SECONDS = 6;

    private RuleSpeed() {}

    public static void main(String[] arguments) throws IOException {
        List<Document> before = documents(Path.of(arguments[0]));
        List<Document> unseen = documents(Path.of(arguments[1]));
        long bytes = 0;
        for (Document document : unseen) {
            bytes += document.text().getBytes(StandardCharsets.UTF_8).length;
        }
        for (int i = 2; i < arguments.length; i++) {
            List<Steps.Selected> selected = new ArrayList<>();
            for (String rule : arguments[i].split("\\+", -1)) {
                selected.add(new Steps.Selected(rule(rule), List.of()));
            }
            Steps steps = new Steps(selected);
            double warm = 0;
            while (warm < WARM_SECONDS) {
                double start = seconds();
                kept(steps, before);
                warm += seconds() - start;
            }
            double start = seconds();
            int kept = kept(steps, unseen);
            double cpu = seconds() - start;
            System.out.printf(
                    Locale.ROOT,
                    "{\"tool\":\"olmoe\",\"rule\":\"%s\",\"docs\":%d,\"bytes\":%d,\"seconds_cpu\":%.4f,\"mb_per_s\":%.3f,"
                            + "\"docs_per_s\":%.1f,\"kept\":%d}%n",
                    arguments[i],
                    unseen.size(),
                    bytes,
                    cpu,
                    bytes / 1e6 / cpu,
                    unseen.size() / cpu,
                    kept);
        }
    }

    private static Step rule(String argument) {
        String[] parts = argument.split(",", -1);
        Map<String, String> settings = new TreeMap<>();
        for (int i = 1; i < parts.length; i++) {
            settings.put(parts[i].substring(0, parts[i].indexOf('=')), parts[i].substring(parts[i].indexOf('=') + 1));
        }
        return Rules.rule(parts[0], settings);
    }

    private static int kept(Steps steps, List<Document> documents) {
        int kept = 0;
        for (Document document : documents) {
            kept += steps.run(document) instanceof Outcome.Kept ? 1 : 0;
        }
        return kept;
    }

    private static List<Document> documents(Path file) throws IOException {
        List<Document> documents = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            Map<?, ?> row = JSON.readValue(line, Map.class);
            String metadata = JSON.writeValueAsString(row.get("metadata") == null ? Map.of() : row.get("metadata"));
            documents.add(new Document(
                    new DocumentKey(0, 0),
                    "",
                    (String) row.get("url"),
                    "",
                    null,
                    (String) row.get("text"),
                    Map.of(),
                    metadata));
        }
        return documents;
    }

    /// Of this thread alone; what the compiler and the collector take is left out.
    private static double seconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}

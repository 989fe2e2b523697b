package olmoe.dedup.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import olmoe.dedup.decontamination.Decontamination;
import olmoe.dedup.decontamination.Finding;
import olmoe.filters.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe dedup decontaminate`.
@Command(
        name = "decontaminate",
        description = {
            "Reads lines {\"id\",\"text\"} and writes those that hold no evaluation item, as they came.",
            "Verbatim and lightly edited items are found; reworded and translated ones are not."
        },
        mixinStandardHelpOptions = true)
final class DecontaminateCommand implements Callable<Integer> {

    @Option(
            names = "--against",
            required = true,
            arity = "1..*",
            paramLabel = "FILE",
            description = "evaluations, JSON lines of questions with answers, gzipped or not")
    private List<Path> against;

    @Option(
            names = "--use",
            paramLabel = "NAME",
            description = "ngram, ngram/datatrove, paragraph, document or passage (default: ${DEFAULT-VALUE})")
    private String use = "ngram";

    @Option(names = "--ngram", paramLabel = "N", description = "words in a row (default: ngram 13, ngram/datatrove 12)")
    private Integer ngram;

    @Option(
            names = "--shortest",
            paramLabel = "N",
            description = "ngram: words of the shortest item looked for (default: 3)")
    private Integer shortest;

    @Option(
            names = "--min-words",
            paramLabel = "N",
            description = "paragraph, document: words of the shortest (default: 13)")
    private Integer minWords;

    @Option(
            names = "--min-score",
            paramLabel = "SHARE",
            description = "of an item from which it counts (default: 0, passage: 0.8)")
    private Double minScore;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "one line for each item found: document, evaluation, item, span in code points, score")
    private Path evidence;

    @Override
    public Integer call() throws IOException {
        Decontamination decontamination = Decontamination.of(use, settings());
        decontamination.coverage().forEach(line -> System.err.println("decontaminate: " + line));
        try (EvidenceFile rows = new EvidenceFile(evidence)) {
            run(decontamination, rows);
            rows.commit();
        }
        return 0;
    }

    private Settings settings() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("against", against.stream().map(Path::toString).toList());
        put(values, "ngram", ngram);
        put(values, "shortest", shortest);
        put(values, "min-words", minWords);
        put(values, "min-score", minScore);
        return Settings.of(values);
    }

    private static void put(Map<String, Object> values, String key, Object value) {
        if (value != null) {
            values.put(key, value);
        }
    }

    private static void run(Decontamination decontamination, EvidenceFile evidence) throws IOException {
        OutputStream kept = new BufferedOutputStream(System.out, 1 << 16);
        DocumentLines lines = new DocumentLines(System.in);
        Map<String, Long> dropped = new TreeMap<>();
        long documents = 0;
        long keptDocuments = 0;
        while (lines.next()) {
            documents++;
            List<Finding> findings = decontamination.findings(lines.text());
            for (Finding finding : findings) {
                evidence.write(row(lines, finding));
            }
            findings.stream()
                    .map(finding -> finding.item().evaluation())
                    .distinct()
                    .forEach(evaluation -> dropped.merge(evaluation, 1L, Long::sum));
            if (findings.isEmpty()) {
                keptDocuments++;
                kept.write(lines.bytes());
                kept.write('\n');
            }
        }
        kept.flush();
        System.err.println(
                "decontaminate: " + documents + " documents, " + keptDocuments + " kept; reworded items are not found");
        dropped.forEach((evaluation, count) ->
                System.err.println("decontaminate: " + evaluation + ": in " + count + " documents"));
    }

    private static ObjectNode row(DocumentLines lines, Finding finding) {
        ObjectNode row = DocumentLines.json().createObjectNode();
        row.set("id", lines.id());
        return row.put("evaluation", finding.item().evaluation())
                .put("item", finding.item().line())
                .put("start", finding.start())
                .put("end", finding.end())
                .put("score", finding.score())
                .put("matches", finding.matches());
    }
}

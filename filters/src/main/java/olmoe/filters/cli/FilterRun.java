package olmoe.filters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import olmoe.filters.Document;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;

/// One pass of rules over lines of JSON: kept lines go out as they came, but for a text that a rule has changed.
final class FilterRun {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final List<NamedRule> rules;
    private final boolean all;
    private final OutputStream kept;
    private final VerdictLines verdicts;
    private final SidecarLines sidecar; // null where none is written
    private final List<Map<String, Long>> dropped = new ArrayList<>(); // by rule, counts by reason
    private final List<Map<String, Long>> rejected = new ArrayList<>();
    private long line;
    private long readCount;
    private long keptCount;

    /// @param all whether a rule is measured after another has dropped the document
    FilterRun(List<NamedRule> rules, boolean all, OutputStream kept, VerdictLines verdicts, SidecarLines sidecar) {
        this.rules = rules;
        this.all = all;
        this.kept = kept;
        this.verdicts = verdicts;
        this.sidecar = sidecar;
        rules.forEach(rule -> {
            dropped.add(new TreeMap<>());
            rejected.add(new TreeMap<>());
        });
    }

    /// Reads to the end of the input; empty lines count as lines only.
    ///
    /// @throws ConfigurationException for a line that is no document, with its number
    void read(InputStream in) throws IOException {
        LineReader lines = new LineReader(in);
        long reported = System.nanoTime();
        for (byte[] bytes = lines.next(); bytes != null; bytes = lines.next()) {
            line++;
            if (bytes.length == 0) {
                continue;
            }
            judge(bytes);
            if (System.nanoTime() - reported > PROGRESS_NANOS) {
                reported = System.nanoTime();
                System.err.println("filter: " + counts());
            }
        }
        verdicts.flush();
        if (sidecar != null) {
            sidecar.flush();
        }
    }

    /// What was read and kept, and why each rule dropped.
    List<String> summary() {
        List<String> summary = new ArrayList<>();
        summary.add("filter: " + counts());
        for (int i = 0; i < rules.size(); i++) {
            summary.add("filter: " + rules.get(i).name() + ": " + total(dropped.get(i), "dropped")
                    + (rejected.get(i).isEmpty() ? "" : ", " + total(rejected.get(i), "rejected")));
        }
        return summary;
    }

    /// How many, and how many for each reason.
    private static String total(Map<String, Long> reasons, String outcome) {
        StringBuilder row = new StringBuilder();
        row.append(reasons.values().stream().mapToLong(Long::longValue).sum())
                .append(' ')
                .append(outcome);
        reasons.forEach(
                (reason, count) -> row.append(", ").append(reason).append(' ').append(count));
        return row.toString();
    }

    private String counts() {
        return readCount + " documents, " + keptCount + " kept";
    }

    private void judge(byte[] bytes) throws IOException {
        DocumentLine read = DocumentLine.of(bytes, line);
        JsonNode json = read.json();
        Document document = read.document();
        TextView view = TextView.of(document.text());
        boolean keep = true;
        for (int i = 0; i < rules.size() && (keep || all); i++) {
            NamedRule rule = rules.get(i);
            try {
                Steps.Applied applied = rule.rule().apply(document, view);
                verdicts.write(json.get("id"), rule.name(), applied.verdict());
                if (sidecar != null) {
                    sidecar.add(rule.name(), applied.verdict().values());
                }
                if (applied.verdict() instanceof Verdict.Drop drop) {
                    keep = false;
                    dropped.get(i).merge(drop.reason(), 1L, Long::sum);
                }
                document = applied.document();
                view = view.after(document.text());
            } catch (RejectedDocumentException e) {
                keep = false;
                verdicts.writeRejected(json.get("id"), rule.name(), e.getMessage());
                rejected.get(i).merge(e.getMessage(), 1L, Long::sum);
            }
        }
        readCount++;
        if (sidecar != null) {
            String text = read.document().text();
            sidecar.end(json.get("id"), text.codePointCount(0, text.length()));
        }
        if (keep) {
            keptCount++;
            boolean changed = !document.text().equals(json.get("text").textValue());
            kept.write(changed ? KeptLine.withText(DocumentLine.JSON.getFactory(), bytes, document.text()) : bytes);
            kept.write('\n');
        }
    }
}

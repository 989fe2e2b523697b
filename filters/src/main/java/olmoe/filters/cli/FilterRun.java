package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;

/// One pass of rules over lines of JSON: kept lines go out as they came, but for a text that a rule has changed.
final class FilterRun {
    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Set<String> OWN_FIELDS = Set.of("text", "id", "url", "source");
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private final List<NamedRule> rules;
    private final boolean all;
    private final OutputStream kept;
    private final VerdictLines verdicts;
    private final List<Map<String, Long>> dropped = new ArrayList<>(); // by rule, counts by reason
    private final List<Map<String, Long>> rejected = new ArrayList<>();
    private long line;
    private long readCount;
    private long keptCount;

    /// @param all whether a rule is measured after another has dropped the document
    FilterRun(List<NamedRule> rules, boolean all, OutputStream kept, VerdictLines verdicts) {
        this.rules = rules;
        this.all = all;
        this.kept = kept;
        this.verdicts = verdicts;
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
        JsonNode json = parse(bytes);
        Document document = document(json, bytes);
        TextView view = TextView.of(document.text());
        boolean keep = true;
        for (int i = 0; i < rules.size() && (keep || all); i++) {
            NamedRule rule = rules.get(i);
            try {
                Steps.Applied applied = rule.rule().apply(document, view);
                verdicts.write(json.get("id"), rule.name(), applied.verdict());
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
        if (keep) {
            keptCount++;
            boolean changed = !document.text().equals(json.get("text").textValue());
            kept.write(changed ? KeptLine.withText(JSON.getFactory(), bytes, document.text()) : bytes);
            kept.write('\n');
        }
    }

    private JsonNode parse(byte[] bytes) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (!json.isObject()) {
                throw new ConfigurationException(place() + "expected a JSON object, found " + json.getNodeType());
            }
            return json;
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(place() + "expected JSON, found " + e.getOriginalMessage(), e);
        }
    }

    private Document document(JsonNode json, byte[] bytes) {
        String text = text(json, "text");
        if (text == null) {
            throw new ConfigurationException(place() + "text: expected a text, found nothing");
        }
        String url = text(json, "url");
        JsonNode given = json.path("id");
        String id = given.isValueNode() && !given.isNull() ? given.asText() : url == null ? "" : url;
        String source = text(json, "source");
        DocumentKey key = DocumentKey.of(source == null ? "" : source, id, bytes);
        return new Document(
                key,
                id,
                url,
                source,
                null,
                text,
                Map.of(),
                metadata((ObjectNode) json).toString());
    }

    /// All fields but those of the document itself, and those of the object `metadata`.
    private static ObjectNode metadata(ObjectNode json) {
        ObjectNode metadata = json.objectNode();
        json.properties().forEach(field -> {
            if (!OWN_FIELDS.contains(field.getKey())) {
                metadata.set(field.getKey(), field.getValue());
            }
        });
        if (json.path("metadata") instanceof ObjectNode) {
            metadata.remove("metadata");
            metadata.setAll((ObjectNode) json.get("metadata"));
        }
        return metadata;
    }

    /// A field's text, or null where there is none.
    private String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new ConfigurationException(place() + field + ": expected a text, found " + value.getNodeType());
        }
        return value.textValue();
    }

    private String place() {
        return "stdin:" + line + ": ";
    }
}

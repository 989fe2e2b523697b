package olmoe.dedup.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import olmoe.dedup.Digest;
import olmoe.dedup.bloom.Decision;
import olmoe.dedup.bloom.ExactKeys;
import olmoe.dedup.exact.ExactKey;
import olmoe.dedup.exact.ExactParagraphs;
import olmoe.dedup.exact.SeenParagraphs;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe dedup exact`.
@Command(
        name = "exact",
        description = {
            "Reads lines {\"id\",\"text\"} and writes the first of those with equal keys, or their texts without",
            "paragraphs that stood before. The order of the lines is part of the result."
        },
        mixinStandardHelpOptions = true)
final class ExactCommand implements Callable<Integer> {

    @Option(
            names = "--by",
            paramLabel = "KEY",
            description = "text, normalised, url, json-path or paragraph (default: ${DEFAULT-VALUE})")
    private String by = "text";

    @Option(names = "--path", paramLabel = "PATH", description = "json-path: such as $$.sha1, of the line")
    private String path;

    @Option(
            names = "--min-words",
            paramLabel = "N",
            description = "paragraph: fewest words with which a document stays that lost one (default: 1)")
    private Integer minWords;

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description =
                    "one line for each document that leaves, with the one that stays, and each paragraph that is cut")
    private Path evidence;

    private long documents;
    private long dropped;
    private long paragraphs;

    @Override
    public Integer call() throws IOException {
        boolean cuts = by.equals(ExactParagraphs.BY);
        if (path != null && !by.equals("json-path")) {
            throw new ConfigurationException("--path: expected --by json-path, found --by " + by);
        }
        if (minWords != null && !cuts) {
            throw new ConfigurationException("--min-words: expected --by paragraph, found --by " + by);
        }
        ExactKey key = cuts ? null : key();
        try (EvidenceFile rows = new EvidenceFile(evidence)) {
            OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
            if (cuts) {
                withoutParagraphs(out, rows);
            } else {
                withoutDuplicates(key, out, rows);
            }
            out.flush();
            rows.commit();
        }
        System.err.println("exact: " + documents + " documents, " + dropped + " dropped"
                + (cuts ? ", " + paragraphs + " paragraphs cut" : ""));
        return 0;
    }

    private ExactKey key() {
        try {
            return ExactKey.of(Settings.of(path == null ? Map.of("by", by) : Map.of("by", by, "path", path)));
        } catch (ConfigurationException | IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private void withoutDuplicates(ExactKey key, OutputStream out, EvidenceFile rows) throws IOException {
        Map<Digest, JsonNode> firsts = new HashMap<>();
        DocumentLines lines = new DocumentLines(System.in);
        while (lines.next()) {
            documents++;
            Optional<Digest> digest = key.find(document(lines));
            JsonNode first = digest.isEmpty() ? null : firsts.putIfAbsent(digest.get(), lines.id());
            if (first == null) {
                write(lines.bytes(), out);
                continue;
            }
            dropped++;
            ObjectNode row = row(lines);
            row.set("kept", first);
            rows.write(row);
        }
    }

    private static Document document(DocumentLines lines) {
        byte[] line = lines.bytes();
        return new Document(
                DocumentKey.of("", "", line),
                "",
                lines.row().path("url").textValue(),
                "",
                null,
                lines.text(),
                Map.of(),
                new String(line, StandardCharsets.UTF_8));
    }

    private void withoutParagraphs(OutputStream out, EvidenceFile rows) throws IOException {
        SeenParagraphs seen = new SeenParagraphs(new ExactKeys());
        int least = minWords == null ? 1 : minWords;
        DocumentLines lines = new DocumentLines(System.in);
        while (lines.next()) {
            documents++;
            Decision decision = seen.next(TextView.of(lines.text()));
            if (decision.cuts().isEmpty()) {
                write(lines.bytes(), out);
                continue;
            }
            for (Decision.Cut cut : decision.cuts()) {
                paragraphs++;
                rows.write(row(lines).put("start", cut.start()).put("end", cut.end()));
            }
            String left = decision.apply(lines.text());
            int words = TextView.of(left).words().size();
            if (words < least) {
                dropped++;
                rows.write(row(lines).put("words", words).put("least", least));
                continue;
            }
            lines.row().put("text", left);
            write(DocumentLines.json().writeValueAsBytes(lines.row()), out);
        }
    }

    private static ObjectNode row(DocumentLines lines) {
        ObjectNode row = DocumentLines.json().createObjectNode();
        row.set("id", lines.id());
        return row;
    }

    private static void write(byte[] line, OutputStream out) throws IOException {
        out.write(line);
        out.write('\n');
    }
}

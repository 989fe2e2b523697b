package olmoe.dedup.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.dedup.NamedOutput;
import olmoe.dedup.substring.RepeatedPassages;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe dedup substring`.
@Command(
        name = "substring",
        description = {
            "Reads lines {\"id\",\"text\"} and writes them without the passages that stand in them more than once.",
            "Memory is that of --memory; the lines, their text and a mark a byte lie in temporary files."
        },
        mixinStandardHelpOptions = true)
final class SubstringCommand implements Callable<Integer> {

    enum Kept {
        FIRST,
        NONE
    }

    @Option(
            names = "--length",
            paramLabel = "N",
            description = "UTF-8 bytes of the shortest repeated passage (default: ${DEFAULT-VALUE})")
    private int length = 100;

    @Option(
            names = "--keep",
            paramLabel = "COPY",
            description = "first: the first copy stays; none: all leave, as Google's tool does (default: first)")
    private Kept keep = Kept.FIRST;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            description = "of the table, rounded down to a power of two; less memory reads the text more often"
                    + " (default: ${DEFAULT-VALUE})")
    private int memory = 256;

    @Option(
            names = "--min-words",
            paramLabel = "N",
            description = "fewest words with which a document stays that lost a passage (default: ${DEFAULT-VALUE})")
    private int minWords = 1;

    @Option(names = "--temporary", paramLabel = "DIR", description = "for files (default: the system's)")
    private Path temporary = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--evidence", paramLabel = "FILE", description = "one line for each passage that is cut, in bytes")
    private Path evidence;

    private long documents;
    private long changed;
    private long emptied;
    private long bytes;
    private long cutBytes;

    @Override
    public Integer call() throws IOException {
        Path spool = Files.createTempFile(temporary, "lines", ".jsonl");
        try (RepeatedPassages passages = passages();
                EvidenceFile rows = new EvidenceFile(evidence)) {
            try (OutputStream out = NamedOutput.buffered(spool)) {
                DocumentLines lines = new DocumentLines(System.in);
                while (lines.next()) {
                    passages.add(lines.text().getBytes(StandardCharsets.UTF_8));
                    out.write(lines.bytes());
                    out.write('\n');
                }
            }
            try (InputStream in = new BufferedInputStream(Files.newInputStream(spool), 1 << 16)) {
                write(passages, new DocumentLines(in), rows);
                System.err.println("substring: " + documents + " documents, " + bytes + " bytes read "
                        + passages.passes() + " times; " + cutBytes + " cut in " + changed + " documents, " + emptied
                        + " with less than " + minWords + " words in the end");
            }
            rows.commit();
        } finally {
            Files.deleteIfExists(spool);
        }
        return 0;
    }

    private RepeatedPassages passages() throws IOException {
        try {
            return new RepeatedPassages(length, keep == Kept.FIRST, (long) memory << 20, temporary);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private void write(RepeatedPassages passages, DocumentLines lines, EvidenceFile rows) throws IOException {
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        while (lines.next()) {
            byte[] text = lines.text().getBytes(StandardCharsets.UTF_8);
            int[] spans = passages.spans((int) documents, text);
            documents++;
            bytes += text.length;
            ByteArrayOutputStream left = new ByteArrayOutputStream(text.length);
            int at = 0;
            for (int i = 0; i < spans.length; i += 2) {
                left.write(text, at, spans[i] - at);
                at = spans[i + 1];
                cutBytes += at - spans[i];
                ObjectNode row = DocumentLines.json().createObjectNode();
                row.set("id", lines.id());
                rows.write(row.put("start", spans[i]).put("end", at));
            }
            if (at == 0) {
                out.write(lines.bytes());
                out.write('\n');
                continue;
            }
            changed++;
            left.write(text, at, text.length - at);
            String rest = left.toString(StandardCharsets.UTF_8);
            if (TextView.of(rest).words().size() < minWords) {
                emptied++;
                continue;
            }
            lines.row().put("text", rest);
            out.write(DocumentLines.json().writeValueAsBytes(lines.row()));
            out.write('\n');
        }
        out.flush();
    }
}

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
import olmoe.dedup.substring.RepeatedWindows;
import olmoe.dedup.substring.Symbols;
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
        try (Symbols symbols = new Symbols(temporary, 1);
                EvidenceFile rows = new EvidenceFile(evidence)) {
            try (OutputStream out = NamedOutput.buffered(spool)) {
                DocumentLines lines = new DocumentLines(System.in);
                while (lines.next()) {
                    symbols.add(lines.text().getBytes(StandardCharsets.UTF_8));
                    out.write(lines.bytes());
                    out.write('\n');
                }
            }
            try (RepeatedWindows windows = windows(symbols);
                    InputStream in = new BufferedInputStream(Files.newInputStream(spool), 1 << 16)) {
                write(windows, new DocumentLines(in), rows);
                System.err.println("substring: " + documents + " documents, " + bytes + " bytes read "
                        + windows.passes() + " times; " + cutBytes + " cut in " + changed + " documents, " + emptied
                        + " empty in the end");
            }
            rows.commit();
        } finally {
            Files.deleteIfExists(spool);
        }
        return 0;
    }

    private RepeatedWindows windows(Symbols symbols) throws IOException {
        try {
            return new RepeatedWindows(symbols, length, (long) memory << 20, temporary);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private void write(RepeatedWindows windows, DocumentLines lines, EvidenceFile rows) throws IOException {
        OutputStream out = new BufferedOutputStream(System.out, 1 << 16);
        while (lines.next()) {
            byte[] text = lines.text().getBytes(StandardCharsets.UTF_8);
            int[] spans = windows.spans((int) documents, keep == Kept.FIRST);
            documents++;
            bytes += text.length;
            ByteArrayOutputStream left = new ByteArrayOutputStream(text.length);
            int at = 0;
            for (int i = 0; i < spans.length; i += 2) {
                int start = spans[i];
                int end = spans[i + 1];
                while (start < end && isInside(text, start)) {
                    start++;
                }
                while (end > start && isInside(text, end)) {
                    end--;
                }
                if (start < end) {
                    left.write(text, at, start - at);
                    at = end;
                    cutBytes += end - start;
                    ObjectNode row = DocumentLines.json().createObjectNode();
                    row.set("id", lines.id());
                    rows.write(row.put("start", start).put("end", end));
                }
            }
            if (at == 0) {
                out.write(lines.bytes());
                out.write('\n');
                continue;
            }
            changed++;
            left.write(text, at, text.length - at);
            String rest = left.toString(StandardCharsets.UTF_8);
            if (TextView.of(rest).words().isEmpty()) {
                emptied++;
                continue;
            }
            lines.row().put("text", rest);
            out.write(DocumentLines.json().writeValueAsBytes(lines.row()));
            out.write('\n');
        }
        out.flush();
    }

    /// Whether a cut here would leave half a character.
    private static boolean isInside(byte[] text, int at) {
        return at < text.length && (text[at] & 0xC0) == 0x80;
    }
}

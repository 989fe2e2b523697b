package olmoe.pipelines.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Page;

/// The entries of a zip file in its order: a text is a document, an HTML page a page, JSON lines are
/// read as such. Nothing is unpacked to disk; a name that points out of the archive is rejected all
/// the same, since it becomes an id. A position is the number of an entry, from 0.
final class ZipEntries {
    private final Reading reading;
    private final RecordSink sink;

    ZipEntries(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.sink = sink;
    }

    void read(InputStream raw) throws IOException {
        long number = 0;
        try (ZipInputStream zip = new ZipInputStream(raw)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entry(entry.getName(), zip, number);
                }
                number++;
            }
        } catch (EOFException e) {
            sink.rejected("truncated-zip", number);
        } catch (ZipException | IllegalArgumentException e) {
            // the JDK's answer to a name in no known charset is an IllegalArgumentException
            sink.rejected("damaged-zip", number);
        }
    }

    private void entry(String name, ZipInputStream zip, long number) throws IOException {
        if (name.startsWith("/")
                || name.contains("\\")
                || Arrays.asList(name.split("/")).contains("..")) {
            sink.rejected("entry-path", number);
            return;
        }
        String id = reading.block().path() + "/" + name;
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".html") || lower.endsWith(".htm")) {
            page(id, zip, number);
            return;
        }
        Format format =
                Compression.of(lower) == Compression.NONE ? Format.of(lower).orElse(null) : null;
        if (format == Format.TEXT) {
            new WholeText(reading, sink).document(id, zip, number);
        } else if (format == Format.JSON_LINES) {
            new JsonLines(reading, sink).readAll(zip);
        } else {
            sink.other("zip-entry-of-another-kind");
        }
    }

    private void page(String id, ZipInputStream zip, long number) throws IOException {
        byte[] body = zip.readNBytes(reading.maxDocumentBytes() + 1);
        if (body.length > reading.maxDocumentBytes()) {
            sink.rejected("document-too-large", number);
            return;
        }
        DocumentKey key = DocumentKey.of(reading.source(), id, body);
        sink.document(new Document(key, id, null, reading.source(), new Page(body, "text/html"), "", Map.of(), "{}"));
    }
}

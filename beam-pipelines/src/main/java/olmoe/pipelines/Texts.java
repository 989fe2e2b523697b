package olmoe.pipelines;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.release.format.Column;
import olmoe.release.format.Column.Type;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;

/// A part's documents between two phases.
final class Texts {
    private static final List<Column> COLUMNS = List.of(
            Column.required("row", Type.INT),
            Column.required("key", Type.STRING),
            Column.required("id", Type.STRING),
            Column.optional("url", Type.STRING),
            Column.required("text", Type.STRING),
            Column.required("attributes", Type.STRING),
            Column.required("metadata", Type.STRING));

    // whole numbers come back as Long, as steps hand them out
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();

    private Texts() {}

    /// Appends documents in ascending order of rows.
    static final class Writer implements Closeable {
        private final TableWriter table;

        Writer(OutputStream out) throws IOException {
            table = new TableWriter(out, COLUMNS, Map.of("olmoe.table", "texts/1"));
        }

        void write(int row, Document document) throws IOException {
            table.write(
                    row,
                    document.key().toString(),
                    document.id(),
                    document.url(),
                    document.text(),
                    JSON.writeValueAsString(document.attributes()),
                    document.metadata());
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }

    /// Hands out documents in the order in which they were written.
    static final class Reader implements Closeable {
        private final TableReader table;
        private final String source;
        private int row;

        Reader(SeekableByteChannel channel, String name, String source) throws IOException {
            this.table = new TableReader(
                    channel, name, COLUMNS.stream().map(Column::name).toArray(String[]::new));
            this.source = source;
        }

        /// The next document, or null after the last.
        Document next() throws IOException {
            Object[] r = table.next();
            if (r == null) {
                return null;
            }
            row = (Integer) r[0];
            return new Document(
                    DocumentKey.parse((String) r[1]),
                    (String) r[2],
                    (String) r[3],
                    source,
                    null,
                    (String) r[4],
                    JSON.readValue((String) r[5], new TypeReference<Map<String, Object>>() {}),
                    (String) r[6]);
        }

        /// The document of a row that is there and not before the last one.
        Document ofRow(int wanted) throws IOException {
            Document document = next();
            while (document != null && row < wanted) {
                document = next();
            }
            if (document == null || row != wanted) {
                throw new IOException("no text of row " + wanted);
            }
            return document;
        }

        /// Row of the document that was handed out last.
        int row() {
            return row;
        }

        @Override
        public void close() throws IOException {
            table.close();
        }
    }
}

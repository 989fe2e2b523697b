package olmoe.pipelines.io;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.release.format.Column;
import olmoe.release.format.TableReader;
import olmoe.release.recipe.Source;

/// The rows of a Parquet file: text, id and URL by the names of their columns, the other flat columns
/// as metadata. A position is the number of a row, from 0.
final class ParquetRows {
    private final Reading reading;
    private final RecordSink sink;

    ParquetRows(Reading reading, RecordSink sink) {
        this.reading = reading;
        this.sink = sink;
    }

    /// @throws IOException where the file could not be read for another reason than its content
    void read() throws IOException {
        long row = 0;
        Watched file = new Watched(reading.file().open());
        try (TableReader table = new TableReader(file, reading.block().path())) {
            List<String> names = table.columns().stream().map(Column::name).toList();
            if (!names.contains(reading.columns().text())) {
                sink.rejected("no-text-column", 0);
                return;
            }
            for (Object[] values = table.next(); values != null; values = table.next()) {
                document(names, values, row++);
            }
        } catch (IOException e) {
            if (file.failed) {
                throw e;
            }
            sink.rejected("damaged-parquet", row);
        }
    }

    private void document(List<String> names, Object[] values, long row) throws IOException {
        Source.Columns columns = reading.columns();
        String text = null;
        String id = null;
        String url = null;
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.length; i++) {
            String name = names.get(i);
            if (name.equals(columns.text())) {
                text = values[i] instanceof String value ? value : null;
            } else if (name.equals(columns.id())) {
                id = values[i] == null ? null : values[i].toString();
            } else if (name.equals(columns.url())) {
                url = values[i] instanceof String value ? value : null;
            } else if (values[i] != null) {
                metadata.putPOJO(name, values[i]);
            }
        }
        if (text == null) {
            sink.rejected("no-text", row);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > reading.maxDocumentBytes()) {
            sink.rejected("document-too-large", row);
            return;
        }
        String given = id != null ? id : url;
        DocumentKey key = DocumentKey.of(reading.source(), given == null ? "" : given, bytes);
        sink.document(new Document(
                key,
                given == null ? key.toString() : given,
                url,
                reading.source(),
                null,
                text,
                Map.of(),
                metadata.toString()));
    }

    /// Tells a file that cannot be read from one that is damaged.
    private static final class Watched implements SeekableByteChannel {
        private final SeekableByteChannel in;
        private boolean failed;

        Watched(SeekableByteChannel in) {
            this.in = in;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                return in.read(target);
            } catch (IOException e) {
                failed = true;
                throw e;
            }
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            in.position(position);
            return this;
        }

        @Override
        public long position() throws IOException {
            return in.position();
        }

        @Override
        public long size() throws IOException {
            return in.size();
        }

        @Override
        public int write(ByteBuffer source) {
            throw new NonWritableChannelException();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return in.isOpen();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

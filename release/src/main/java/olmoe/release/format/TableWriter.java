package olmoe.release.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/// Writes a flat table as Parquet: zstd pages, page index, page checksums, and row groups cut by the
/// rows' own size. Equal rows and metadata give equal bytes, on every JVM.
public final class TableWriter implements AutoCloseable {

    /// Row groups are cut when their rows' values have this many bytes.
    public static final long ROW_GROUP_BYTES = 16L << 20;

    private static final ParquetProperties PROPERTIES = ParquetProperties.builder()
            .withWriterVersion(ParquetProperties.WriterVersion.PARQUET_1_0)
            .withPageWriteChecksumEnabled(true)
            .build();

    private final List<Column> columns;
    private final MessageType schema;
    private final Map<String, String> metadata;
    private final long rowGroupBytes;
    private final BytesInputCompressor compressor = new PageCodecs().getCompressor(CompressionCodecName.ZSTD);
    private final ParquetFileWriter file;
    private ColumnChunkPageWriteStore pages;
    private ColumnWriteStore store;
    private ColumnWriter[] writers;
    private long groupRows;
    private long groupBytes;
    private long rows;

    /// Takes over `out` and closes it.
    ///
    /// @param metadata goes to the footer, in the order of its keys
    public TableWriter(OutputStream out, List<Column> columns, Map<String, String> metadata) throws IOException {
        this(out, columns, metadata, ROW_GROUP_BYTES);
    }

    /// @param rowGroupBytes size of the values at which a row group is cut
    public TableWriter(OutputStream out, List<Column> columns, Map<String, String> metadata, long rowGroupBytes)
            throws IOException {
        this.columns = List.copyOf(columns);
        this.metadata = new TreeMap<>(metadata);
        this.rowGroupBytes = rowGroupBytes;
        this.schema = schema(columns);
        this.file = new ParquetFileWriter(
                new StreamFile(out), schema, ParquetFileWriter.Mode.CREATE, rowGroupBytes, 0, null, PROPERTIES);
        file.start();
    }

    /// Writes one row, its values in the order of the columns.
    ///
    /// @throws IllegalArgumentException when a value is of another type than its column, or missing
    ///     where one is required
    public void write(Object... row) throws IOException {
        if (row.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row has " + columns.size() + " values but this one has " + row.length);
        }
        for (int i = 0; i < row.length; i++) {
            check(columns.get(i), row[i]);
        }
        if (store == null) {
            startGroup();
        }
        for (int i = 0; i < row.length; i++) {
            groupBytes += write(writers[i], columns.get(i), row[i]);
        }
        store.endRecord();
        rows++;
        groupRows++;
        if (groupBytes >= rowGroupBytes) {
            endGroup();
        }
    }

    /// Rows written so far.
    public long rows() {
        return rows;
    }

    /// Writes the footer and closes the stream. Call it only when every row was written: a file
    /// with a footer reads as a complete one.
    @Override
    public void close() throws IOException {
        if (store != null) {
            endGroup();
        }
        file.end(metadata);
        file.close();
    }

    private void startGroup() {
        pages = new ColumnChunkPageWriteStore(
                compressor,
                schema,
                new HeapByteBufferAllocator(),
                PROPERTIES.getColumnIndexTruncateLength(),
                PROPERTIES.getPageWriteChecksumEnabled());
        store = PROPERTIES.newColumnWriteStore(schema, pages, pages);
        writers = schema.getColumns().stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    }

    private void endGroup() throws IOException {
        file.startBlock(groupRows);
        store.flush();
        pages.flushToFileWriter(file);
        file.endBlock();
        store.close();
        pages.close();
        store = null;
        groupRows = 0;
        groupBytes = 0;
    }

    private static void check(Column column, Object value) {
        boolean holds = switch (column.type()) {
            case STRING -> value instanceof String;
            case LONG -> value instanceof Long;
            case INT -> value instanceof Integer;
            case DOUBLE -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
        };
        if (!holds && (value != null || column.required())) {
            throw new IllegalArgumentException("column " + column.name() + " takes "
                    + (column.required() ? "a value of type " : "null or a value of type ") + column.type()
                    + " but got " + (value == null ? "null" : value.getClass().getSimpleName()));
        }
    }

    /// Returns the value's size in bytes.
    private static long write(ColumnWriter writer, Column column, Object value) {
        int level = column.required() ? 0 : 1; // definition level of a value that is there
        if (value == null) {
            writer.writeNull(0, 0);
            return 1;
        }
        switch (column.type()) {
            case STRING -> {
                Binary bytes = Binary.fromString((String) value);
                writer.write(bytes, 0, level);
                return bytes.length() + 4L;
            }
            case LONG -> writer.write((long) value, 0, level);
            case INT -> writer.write((int) value, 0, level);
            case DOUBLE -> writer.write((double) value, 0, level);
            case BOOLEAN -> writer.write((boolean) value, 0, level);
        }
        return 8;
    }

    private static MessageType schema(List<Column> columns) {
        Types.MessageTypeBuilder builder = Types.buildMessage();
        for (Column column : columns) {
            Repetition repetition = column.required() ? Repetition.REQUIRED : Repetition.OPTIONAL;
            builder.addField(
                    switch (column.type()) {
                        case STRING ->
                            Types.primitive(PrimitiveTypeName.BINARY, repetition)
                                    .as(LogicalTypeAnnotation.stringType())
                                    .named(column.name());
                        case LONG -> new PrimitiveType(repetition, PrimitiveTypeName.INT64, column.name());
                        case INT -> new PrimitiveType(repetition, PrimitiveTypeName.INT32, column.name());
                        case DOUBLE -> new PrimitiveType(repetition, PrimitiveTypeName.DOUBLE, column.name());
                        case BOOLEAN -> new PrimitiveType(repetition, PrimitiveTypeName.BOOLEAN, column.name());
                    });
        }
        return builder.named("table");
    }

    /// Parquet's view of a stream that is written once, front to back.
    private record StreamFile(OutputStream out) implements OutputFile {
        @Override
        public PositionOutputStream create(long blockSize) {
            return new PositionOutputStream() {
                private long position;

                @Override
                public long getPos() {
                    return position;
                }

                @Override
                public void write(int b) throws IOException {
                    out.write(b);
                    position++;
                }

                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                    position += length;
                }

                @Override
                public void flush() throws IOException {
                    out.flush();
                }

                @Override
                public void close() throws IOException {
                    out.close();
                }
            };
        }

        @Override
        public PositionOutputStream createOrOverwrite(long blockSize) {
            return create(blockSize);
        }

        @Override
        public boolean supportsBlockSize() {
            return false;
        }

        @Override
        public long defaultBlockSize() {
            return 0;
        }
    }
}

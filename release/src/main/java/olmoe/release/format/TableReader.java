package olmoe.release.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/// Reads the flat columns of a Parquet file row by row, one row group in memory at a time; checksums
/// are verified. Nested, repeated and other columns are as if they were not there.
public final class TableReader implements AutoCloseable {

    /// `PAR1`, read as little-endian.
    private static final int MAGIC = 0x31524150;

    private final String name;
    private final SeekableByteChannel channel;
    private final ParquetMetadata footer;
    private final MessageType schema;
    private final MessageType projection;
    private final List<Column> read;
    private ColumnReader[] readers;
    private int group;
    private long left;
    private long row;

    /// Takes over the channel and closes it.
    ///
    /// @param name for messages
    /// @param columns to read, and their order in a row; none for all
    /// @throws IOException when the file is damaged or has no such column
    public TableReader(SeekableByteChannel channel, String name, String... columns) throws IOException {
        this.name = name;
        this.channel = channel;
        try {
            this.footer = footer(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw new IOException(name + ": not a Parquet file: " + e.getMessage(), e);
        }
        this.schema = footer.getFileMetaData().getSchema();
        this.read = columns.length == 0 ? columns() : new ArrayList<>();
        for (String wanted : columns) {
            Column column = schema.containsField(wanted) ? column(schema.getType(wanted)) : null;
            if (column == null) {
                close();
                throw new IOException(name + ": no flat column " + wanted + ", only "
                        + columns().stream().map(Column::name).toList());
            }
            read.add(column);
        }
        List<Type> fields =
                read.stream().map(column -> schema.getType(column.name())).toList();
        this.projection = new MessageType(schema.getName(), fields);
    }

    /// All flat columns of the file, in its order.
    public List<Column> columns() {
        List<Column> flat = new ArrayList<>();
        for (Type field : schema.getFields()) {
            Column column = column(field);
            if (column != null) {
                flat.add(column);
            }
        }
        return flat;
    }

    /// Rows of the file, by its footer.
    public long rows() {
        return footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    }

    public int rowGroups() {
        return footer.getBlocks().size();
    }

    /// Key-value metadata of the footer.
    public Map<String, String> metadata() {
        return new TreeMap<>(footer.getFileMetaData().getKeyValueMetaData());
    }

    /// Whether every column chunk has an index of its pages, which lets readers skip.
    public boolean hasPageIndex() {
        return footer.getBlocks().stream()
                .flatMap(group -> group.getColumns().stream())
                .allMatch(chunk -> chunk.getColumnIndexReference() != null && chunk.getOffsetIndexReference() != null);
    }

    /// The program that wrote the file, as it says.
    public String createdBy() {
        return footer.getFileMetaData().getCreatedBy();
    }

    /// The next row, or null after the last.
    public Object[] next() throws IOException {
        if (left == 0 && !nextGroup()) {
            return null;
        }
        Object[] values = new Object[read.size()];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = value(readers[i], read.get(i));
                readers[i].consume();
            }
        } catch (RuntimeException e) {
            throw new IOException(name + ": row " + row + ": " + e.getMessage(), e);
        }
        left--;
        row++;
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean nextGroup() throws IOException {
        List<BlockMetaData> groups = footer.getBlocks();
        while (left == 0) {
            if (group == groups.size()) {
                return false;
            }
            left = groups.get(group++).getRowCount();
        }
        if (read.isEmpty()) {
            readers = new ColumnReader[0];
            return true;
        }
        try {
            RowGroup pages = new RowGroup(channel, groups.get(group - 1));
            ColumnReadStoreImpl store = new ColumnReadStoreImpl(pages, IGNORED, projection, createdBy());
            readers =
                    projection.getColumns().stream().map(store::getColumnReader).toArray(ColumnReader[]::new);
        } catch (RuntimeException e) {
            throw new IOException(name + ": row group " + (group - 1) + ": " + e.getMessage(), e);
        }
        return true;
    }

    private Object value(ColumnReader reader, Column column) throws IOException {
        if (reader.getCurrentDefinitionLevel() < reader.getDescriptor().getMaxDefinitionLevel()) {
            return null;
        }
        return switch (column.type()) {
            case STRING -> text(reader.getBinary().toByteBuffer(), column);
            case LONG -> reader.getLong();
            case INT -> reader.getInteger();
            case DOUBLE ->
                reader.getDescriptor().getPrimitiveType().getPrimitiveTypeName()
                                == PrimitiveType.PrimitiveTypeName.FLOAT
                        ? (double) reader.getFloat()
                        : reader.getDouble();
            case BOOLEAN -> reader.getBoolean();
        };
    }

    private String text(ByteBuffer bytes, Column column) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(name + ": row " + row + ", column " + column.name() + ": not UTF-8", e);
        }
    }

    private static Column column(Type field) {
        if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
            return null;
        }
        Column.Type type = switch (field.asPrimitiveType().getPrimitiveTypeName()) {
            case BINARY -> Column.Type.STRING;
            case INT64 -> Column.Type.LONG;
            case INT32 -> Column.Type.INT;
            case DOUBLE, FLOAT -> Column.Type.DOUBLE;
            case BOOLEAN -> Column.Type.BOOLEAN;
            default -> null;
        };
        return type == null ? null : new Column(field.getName(), type, field.isRepetition(Type.Repetition.REQUIRED));
    }

    /// Values are asked of the column readers; nothing is pushed.
    private static final GroupConverter IGNORED = new GroupConverter() {
        @Override
        public Converter getConverter(int field) {
            return new PrimitiveConverter() {};
        }

        @Override
        public void start() {}

        @Override
        public void end() {}
    };

    /// The footer: its length in 4 bytes little-endian and the magic number end the file.
    private static ParquetMetadata footer(SeekableByteChannel channel) throws IOException {
        long size = channel.size();
        ByteBuffer tail = ByteBuffer.wrap(RowGroup.read(channel, size - 8, 8)).order(ByteOrder.LITTLE_ENDIAN);
        int length = tail.getInt();
        if (tail.getInt() != MAGIC || length < 0) {
            throw new IOException("the last bytes are not PAR1");
        }
        byte[] bytes = RowGroup.read(channel, size - 8 - length, length);
        return new ParquetMetadataConverter()
                .readParquetMetadata(new ByteArrayInputStream(bytes), ParquetMetadataConverter.NO_FILTER);
    }
}

package olmoe.release.format;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ColumnPath;

/// The pages of one row group. Parquet's own file reader names Hadoop classes in its options and so
/// cannot be loaded without them; its decoders can, and read from here.
final class RowGroup implements PageReadStore {

    private static final ParquetMetadataConverter ENCODINGS = new ParquetMetadataConverter();

    private final SeekableByteChannel channel;
    private final BlockMetaData block;

    RowGroup(SeekableByteChannel channel, BlockMetaData block) {
        this.channel = channel;
        this.block = block;
    }

    @Override
    public long getRowCount() {
        return block.getRowCount();
    }

    /// Reads the column's compressed bytes at once.
    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
            if (chunk.getPath().equals(ColumnPath.get(column.getPath()))) {
                try {
                    return new ChunkPages(chunk, read(channel, chunk.getStartingPos(), chunk.getTotalSize()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalArgumentException("the row group lacks column " + String.join(".", column.getPath()));
    }

    /// @throws IOException when the range is not inside the file or longer than an array
    static byte[] read(SeekableByteChannel channel, long start, long size) throws IOException {
        if (start < 0 || size < 0 || size > Integer.MAX_VALUE - 8 || start > channel.size() - size) {
            throw new EOFException(size + " bytes at " + start + " are not in a file of " + channel.size());
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        channel.position(start);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the file ends at byte " + channel.position());
            }
        }
        return bytes.array();
    }

    private static final class ChunkPages implements PageReader {
        private final ColumnChunkMetaData chunk;
        private final BytesInputDecompressor decompressor;
        private final ByteArrayInputStream bytes;
        private PageHeader header;

        ChunkPages(ColumnChunkMetaData chunk, byte[] bytes) {
            this.chunk = chunk;
            this.decompressor = new PageCodecs().getDecompressor(chunk.getCodec());
            this.bytes = new ByteArrayInputStream(bytes);
        }

        @Override
        public long getTotalValueCount() {
            return chunk.getValueCount();
        }

        @Override
        public DictionaryPage readDictionaryPage() {
            try {
                if (bytes.available() == 0) {
                    return null;
                }
                nextHeader();
                if (header.type != PageType.DICTIONARY_PAGE) {
                    return null;
                }
                BytesInput plain = decompressor.decompress(body(), header.uncompressed_page_size);
                var page = new DictionaryPage(
                        plain,
                        header.dictionary_page_header.num_values,
                        ENCODINGS.getEncoding(header.dictionary_page_header.encoding));
                header = null;
                return page;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public DataPage readPage() {
            try {
                while (header != null || bytes.available() > 0) {
                    nextHeader();
                    BytesInput body = body();
                    DataPage page = switch (header.type) {
                        case DATA_PAGE -> page(header.data_page_header, body);
                        case DATA_PAGE_V2 -> page(header.data_page_header_v2, body);
                        default -> null;
                    };
                    header = null;
                    if (page != null) {
                        return page;
                    }
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void nextHeader() throws IOException {
            if (header == null) {
                header = Util.readPageHeader(bytes);
            }
        }

        private BytesInput body() throws IOException {
            byte[] body = bytes.readNBytes(header.compressed_page_size);
            if (body.length != header.compressed_page_size) {
                throw new EOFException(
                        "a page should have " + header.compressed_page_size + " bytes but has " + body.length);
            }
            if (header.isSetCrc()) {
                CRC32 crc = new CRC32();
                crc.update(body);
                if ((int) crc.getValue() != header.crc) {
                    throw new IOException("a page of column " + chunk.getPath().toDotString()
                            + " does not have the checksum that its header states");
                }
            }
            return BytesInput.from(body);
        }

        private DataPage page(DataPageHeader v1, BytesInput body) throws IOException {
            return new DataPageV1(
                    decompressor.decompress(body, header.uncompressed_page_size),
                    v1.num_values,
                    header.uncompressed_page_size,
                    null,
                    ENCODINGS.getEncoding(v1.repetition_level_encoding),
                    ENCODINGS.getEncoding(v1.definition_level_encoding),
                    ENCODINGS.getEncoding(v1.encoding));
        }

        /// In version 2 the levels stand before the values and are not compressed.
        private DataPage page(DataPageHeaderV2 v2, BytesInput body) throws IOException {
            ByteBuffer all = body.toByteBuffer();
            int repetition = v2.repetition_levels_byte_length;
            int definition = v2.definition_levels_byte_length;
            int values = all.remaining() - repetition - definition;
            BytesInput data = BytesInput.from(all.slice(repetition + definition, values));
            if (!v2.isSetIs_compressed() || v2.is_compressed) {
                data = decompressor.decompress(data, header.uncompressed_page_size - repetition - definition);
            }
            return DataPageV2.uncompressed(
                    v2.num_rows,
                    v2.num_nulls,
                    v2.num_values,
                    BytesInput.from(all.slice(0, repetition)),
                    BytesInput.from(all.slice(repetition, definition)),
                    ENCODINGS.getEncoding(v2.encoding),
                    data,
                    null);
        }
    }
}

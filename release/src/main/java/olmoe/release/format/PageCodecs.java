package olmoe.release.format;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// Parquet's page compression without Hadoop: writes zstd at one level, reads what others commonly
/// write too. zstd's bytes change with its version, which the parent POM pins.
final class PageCodecs implements CompressionCodecFactory {
    /// A page holds whole values, so the longest document with its neighbours fits.
    private static final int MOST_PAGE_BYTES = 1 << 28;

    static final int ZSTD_LEVEL = 3;

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        if (codec != CompressionCodecName.ZSTD) {
            throw new IllegalArgumentException("pages are written as zstd, not as " + codec);
        }
        return new BytesInputCompressor() {
            @Override
            public BytesInput compress(BytesInput page) throws IOException {
                return BytesInput.from(Zstd.compress(page.toByteArray(), ZSTD_LEVEL));
            }

            @Override
            public CompressionCodecName getCodecName() {
                return CompressionCodecName.ZSTD;
            }

            @Override
            public void release() {}
        };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new BytesInputDecompressor() {
            @Override
            public BytesInput decompress(BytesInput page, int size) throws IOException {
                return BytesInput.from(PageCodecs.decompress(codec, page.toByteArray(), size));
            }

            @Override
            public void decompress(ByteBuffer page, int pageSize, ByteBuffer out, int size) throws IOException {
                byte[] bytes = new byte[pageSize];
                page.get(bytes);
                out.put(PageCodecs.decompress(codec, bytes, size));
            }

            @Override
            public void release() {}
        };
    }

    /// @param size that the page's header states; nothing longer is made of it, whatever the page holds
    private static byte[] decompress(CompressionCodecName codec, byte[] page, int size) throws IOException {
        if (size < 0 || size > MOST_PAGE_BYTES) {
            throw new IOException("a page of " + size + " bytes is not read, only up to " + MOST_PAGE_BYTES);
        }
        if (codec == CompressionCodecName.SNAPPY && Snappy.uncompressedLength(page) != size) {
            throw new IOException("a page should have " + size + " bytes but has " + Snappy.uncompressedLength(page));
        }
        byte[] plain = switch (codec) {
            case UNCOMPRESSED -> page;
            case ZSTD -> Zstd.decompress(page, size);
            case SNAPPY -> Snappy.uncompress(page);
            case GZIP -> new GZIPInputStream(new ByteArrayInputStream(page)).readNBytes(size + 1);
            default -> throw new IOException("pages compressed as " + codec + " are not read");
        };
        if (plain.length != size) {
            throw new IOException("a page should have " + size + " bytes but has " + plain.length);
        }
        return plain;
    }

    @Override
    public void release() {}
}

package olmoe.tokenizer.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredGzipTest {

    @Test
    void writesTheseBytes() throws IOException {
        // the CRC-32 of "hi" is d8932aac
        assertEquals(
                "1f8b08000000000000ff" + "01" + "0200" + "fdff" + "6869" + "ac2a93d8" + "02000000",
                HexFormat.of().formatHex(gzip("hi".getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_534, 65_535, 65_536, 131_070, 200_000})
    void readsBackWhateverTheLength(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        byte[] gzip = gzip(bytes);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertArrayEquals(bytes, in.readAllBytes());
        }
    }

    @Test
    void membersReadAsOneStream() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StoredGzip out = new StoredGzip(bytes)) {
            out.write('a');
            out.endMember();
            out.endMember();
            out.write('b');
        }
        assertEquals(2 * (10 + 6 + 8), bytes.size());
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertEquals("ab", new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        }
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (StoredGzip out = new StoredGzip(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}

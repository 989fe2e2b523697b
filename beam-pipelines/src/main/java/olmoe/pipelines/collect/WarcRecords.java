package olmoe.pipelines.collect;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.MessageVersion;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcDigest;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/// WARC/1.1 records (ISO 28500:2017) as bytes. Their ids come from their content, so that the same input
/// gives the same bytes.
final class WarcRecords {
    private WarcRecords() {}

    /// @param bytes the record with its head and its closing newlines
    record Written(URI id, byte[] bytes) {}

    static Written info(String fileName, Instant date, Map<String, String> fields) throws IOException {
        String joined = fields.entrySet().stream()
                .map(f -> f.getKey() + ": " + f.getValue() + "\n")
                .collect(Collectors.joining());
        URI id = id(fileName, joined.getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> lists = new LinkedHashMap<>();
        fields.forEach((name, value) -> lists.put(name, List.of(value)));
        Warcinfo info = new Warcinfo.Builder()
                .version(MessageVersion.WARC_1_1)
                .recordId(id)
                .date(date)
                .filename(fileName)
                .fields(lists)
                .build();
        return new Written(id, bytes(info));
    }

    /// The page as an HTTP answer with its file's bytes.
    ///
    /// @param charset as the page itself declares it, or null
    static byte[] response(String address, Instant date, URI info, String charset, byte[] page) throws IOException {
        MediaType html = MediaType.parse(charset == null ? "text/html" : "text/html; charset=" + charset);
        HttpResponse answer =
                new HttpResponse.Builder(200, "OK").body(html, page).build();
        byte[] sha256 = Sha256.digest().digest(page);
        WarcResponse response = new WarcResponse.Builder(URI.create(address))
                .version(MessageVersion.WARC_1_1)
                .recordId(id(address, page))
                .date(date)
                .warcinfoId(info)
                .payloadDigest(new WarcDigest("sha256", sha256))
                .body(answer)
                .build();
        return bytes(response);
    }

    /// A UUID of version 8 (RFC 9562): SHA-256 of name and content, the name preceded by its length.
    private static URI id(String name, byte[] content) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        MessageDigest sha256 = Sha256.digest();
        sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, utf8.length));
        sha256.update(utf8);
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(content));
        long high = digest.getLong() & ~0xf000L | 0x8000L;
        long low = digest.getLong() & 0x3fffffffffffffffL | 0x8000000000000000L;
        return URI.create("urn:uuid:" + new UUID(high, low));
    }

    private static byte[] bytes(WarcRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (WarcWriter writer = new WarcWriter(Channels.newChannel(bytes), WarcCompression.NONE)) {
            writer.write(record);
        }
        return bytes.toByteArray();
    }
}

package olmoe.pipelines.collect;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import olmoe.filters.extract.PageCharset;

/// Writes the HTML files of an input as WARC/1.1 response records, ordered by path.
///
/// @param fields of the warcinfo record that begins every file
/// @param date of every record, or null for each file's own
/// @param passedOver is added to
record PageCollector(
        Input input, Origin origin, Map<String, String> fields, Instant date, Map<String, Long> passedOver) {

    /// What is recorded where nothing says when a file was written: the day that a zip's time begins with.
    private static final Instant NO_DATE = Instant.parse("1980-01-01T00:00:00Z");

    List<Part> write(PartWriter parts) throws IOException {
        try (parts) {
            URI info = null;
            for (Input.Entry entry : input.entries()) {
                if (!isPage(entry.path())) {
                    passedOver.merge("not HTML", 1L, Long::sum);
                    continue;
                }
                byte[] page = input.read(entry, Input.MOST_FILE_BYTES);
                if (page == null) {
                    passedOver.merge("too large", 1L, Long::sum);
                    continue;
                }
                if (info == null || parts.isFull(page.length)) {
                    WarcRecords.Written head = WarcRecords.info(parts.nextName(), date(entry), fields);
                    parts.begin(head.bytes());
                    info = head.id();
                }
                String charset = PageCharset.declaredIn(page).map(Charset::name).orElse(null);
                String address = origin.pageAddress(entry.path());
                parts.add(WarcRecords.response(address, date(entry), info, charset, page));
            }
            return parts.finish();
        }
    }

    private Instant date(Input.Entry entry) {
        if (date != null) {
            return date;
        }
        return entry.date() != null ? entry.date() : NO_DATE;
    }

    private static boolean isPage(String path) {
        String name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".html") || name.endsWith(".htm") || name.endsWith(".xhtml");
    }
}

package olmoe.filters.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import olmoe.filters.Page;

/// Pages with their main text as people marked it, read from the data folder.
final class LabelledPages {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LabelledPages() {}

    /// @param source `wcxb` or `scrapinghub`
    /// @param domain of its address; its hash decides which half of the pages it belongs to
    record Labelled(String source, String id, String type, String domain, Page page, String gold) {

        /// Half of the domains, on which weights and limits may be chosen.
        boolean isForFitting() {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(domain.getBytes(StandardCharsets.UTF_8));
                return (hash[0] & 1) == 0;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    static List<Labelled> wcxb(Path data) throws IOException {
        Path folder = data.resolve("extraction/wcxb");
        Map<String, Page> pages = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            try (InputStream in = gunzip(folder.resolve("wcxb-dev-0000" + i + ".warc.gz"))) {
                readResponses(in, pages);
            }
        }
        List<Labelled> all = new ArrayList<>();
        for (String line : new String(
                        gunzip(folder.resolve("wcxb-dev.ground-truth.jsonl.gz")).readAllBytes(), StandardCharsets.UTF_8)
                .split("\n")) {
            JsonNode row = JSON.readTree(line);
            String id = row.get("record_id").textValue();
            all.add(new Labelled(
                    "wcxb",
                    id,
                    row.get("page_type").textValue(),
                    row.get("domain").asText(),
                    pages.get(id),
                    row.get("main_content").asText("")));
        }
        return all;
    }

    static List<Labelled> scrapinghub(Path data) throws IOException {
        Path folder = data.resolve("extraction/scrapinghub");
        JsonNode gold = JSON.readTree(gunzip(folder.resolve("ground-truth.json.gz")));
        List<Labelled> all = new ArrayList<>();
        for (Map.Entry<String, byte[]> file :
                files(Files.newInputStream(folder.resolve("html.tar"))).entrySet()) {
            String name = file.getKey();
            if (name.endsWith(".html.gz")) {
                String id = name.substring(name.lastIndexOf('/') + 1, name.length() - ".html.gz".length());
                byte[] html = new GZIPInputStream(new ByteArrayInputStream(file.getValue())).readAllBytes();
                all.add(new Labelled(
                        "scrapinghub",
                        id,
                        "article",
                        host(gold.get(id).get("url").textValue()),
                        new Page(html, null),
                        gold.get(id).get("articleBody").textValue()));
            }
        }
        return all;
    }

    /// The pages of trafilatura's own evaluation, of which only pieces are marked, by the names of their files.
    static Map<String, Page> trafilatura(Path data) throws IOException {
        Map<String, Page> pages = new LinkedHashMap<>();
        files(gunzip(data.resolve("extraction/trafilatura/html.tar.gz")))
                .forEach((name, bytes) -> pages.put(name, new Page(bytes, null)));
        return pages;
    }

    private static Map<String, byte[]> files(InputStream archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (InputStream tar = new BufferedInputStream(archive)) {
            byte[] header = new byte[512];
            String path = null; // said by a record of pax before the file, where the name is not ASCII
            while (tar.readNBytes(header, 0, 512) == 512 && header[0] != 0) {
                int size = Integer.parseInt(cString(header, 124, 12).trim(), 8);
                byte[] bytes = tar.readNBytes(size);
                tar.skipNBytes((512 - size % 512) % 512);
                if (header[156] == 'x') {
                    path = new String(bytes, StandardCharsets.UTF_8)
                            .split("path=", 2)[1]
                            .split("\n", 2)[0];
                } else {
                    files.put(path == null ? cString(header, 0, 100) : path, bytes);
                    path = null;
                }
            }
        }
        return files;
    }

    /// The host of an address without `www.`, as WCXB names domains.
    private static String host(String url) {
        String host = URI.create(url).getHost();
        return host.startsWith("www.") ? host.substring(4) : host;
    }

    private static String cString(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static InputStream gunzip(Path file) throws IOException {
        return new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16), 1 << 16);
    }

    private static void readResponses(InputStream in, Map<String, Page> pages) throws IOException {
        for (String line = line(in); line != null; line = line(in)) {
            if (!line.startsWith("WARC/")) {
                continue;
            }
            String id = null;
            int length = 0;
            for (line = line(in); line != null && !line.isEmpty(); line = line(in)) {
                if (line.startsWith("WARC-Record-ID: ")) {
                    id = line.substring("WARC-Record-ID: ".length());
                } else if (line.startsWith("Content-Length: ")) {
                    length = Integer.parseInt(line.substring("Content-Length: ".length()));
                }
            }
            byte[] block = in.readNBytes(length);
            if (block.length < length) {
                throw new EOFException("WARC record " + id);
            }
            InputStream http = new ByteArrayInputStream(block);
            if (line(http).startsWith("HTTP/")) {
                String contentType = null;
                for (line = line(http); !line.isEmpty(); line = line(http)) {
                    if (line.startsWith("Content-Type: ")) {
                        contentType = line.substring("Content-Type: ".length());
                    }
                }
                pages.put(id, new Page(http.readAllBytes(), contentType));
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        if (line.length() > 0 && line.charAt(line.length() - 1) == '\r') {
            line.setLength(line.length() - 1);
        }
        return line.toString();
    }
}

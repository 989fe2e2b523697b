package olmoe.pipelines.collect;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import olmoe.tokenizer.cli.ConfigurationException;

/// A zip or jar. What is unpacked of it in all is bounded, as is each file.
final class ZipInput implements Input {
    private static final long MOST_BYTES = 16L << 30;

    private final Path path;
    private final ZipFile zip;
    private final List<Entry> entries;
    private final Map<String, ZipEntry> byPath;
    private long read;

    private ZipInput(Path path, ZipFile zip, List<Entry> entries, Map<String, ZipEntry> byPath) {
        this.path = path;
        this.zip = zip;
        this.entries = entries;
        this.byPath = byPath;
    }

    static ZipInput open(Path path) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException e) {
            throw new ConfigurationException(path + ": expected a zip, found " + e.getMessage(), e);
        }
        try {
            List<Entry> entries = new ArrayList<>();
            Map<String, ZipEntry> byPath = new HashMap<>();
            for (ZipEntry entry : Collections.list(zip.entries())) {
                String name = entry.getName();
                if (leavesTheArchive(name)) {
                    throw new ConfigurationException(path + ": " + name + ": expected a path inside the archive");
                }
                if (entry.isDirectory()) {
                    continue;
                }
                if (byPath.put(name, entry) != null) {
                    throw new ConfigurationException(path + ": " + name + ": expected once, found twice");
                }
                entries.add(new Entry(name, date(entry)));
            }
            entries.sort(Comparator.comparing(Entry::path));
            return new ZipInput(path, zip, List.copyOf(entries), byPath);
        } catch (ConfigurationException e) {
            zip.close();
            throw e;
        }
    }

    private static boolean leavesTheArchive(String name) {
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            return true;
        }
        for (String segment : name.split("/", -1)) {
            if (segment.equals("..") || segment.equals(".")) {
                return true;
            }
        }
        return name.length() > 1 && name.charAt(1) == ':';
    }

    /// The time of the last change: an instant where the extended field (0x5455) or NTFS's (0x000a) is there,
    /// otherwise DOS's local time, of which no zone is known, taken as UTC.
    private static Instant date(ZipEntry entry) {
        byte[] extra = entry.getExtra();
        for (int i = 0; extra != null && i + 4 <= extra.length; ) {
            int tag = (extra[i] & 0xff) | (extra[i + 1] & 0xff) << 8;
            if (tag == 0x5455 || tag == 0x000a) {
                return entry.getLastModifiedTime().toInstant();
            }
            i += 4 + ((extra[i + 2] & 0xff) | (extra[i + 3] & 0xff) << 8);
        }
        return entry.getTime() < 0 ? null : entry.getTimeLocal().toInstant(ZoneOffset.UTC);
    }

    @Override
    public List<Entry> entries() {
        return entries;
    }

    @Override
    public byte[] read(Entry entry, int mostBytes) throws IOException {
        try (InputStream in = zip.getInputStream(byPath.get(entry.path()))) {
            byte[] bytes = in.readNBytes(mostBytes + 1);
            read += bytes.length;
            if (read > MOST_BYTES) {
                throw new ConfigurationException(path + ": expected at most " + MOST_BYTES + " bytes when unpacked");
            }
            return bytes.length > mostBytes ? null : bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

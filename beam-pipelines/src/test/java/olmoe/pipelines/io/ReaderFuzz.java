package olmoe.pipelines.io;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import olmoe.filters.Document;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;

/// Damages sound files of every format, within their compression and outside it, and reads them. None may
/// throw, hang or hand on a document that is too long, and the file is read to its end. Stops at the first that
/// does, with its seed: `main SECONDS SEED [FOLDER]`, with files of a folder besides our own.
final class ReaderFuzz {
    private static final Pattern ENDING = Pattern.compile("(\\.warc\\.wet|\\.warc\\.wat|\\.\\w+)(\\.gz|\\.zst)?$");
    private static final int LONGEST = 1 << 20;
    private static final int LARGEST_FILE = 60_000;
    private static final long LONGEST_NANOS = 10_000_000_000L; // of processor time, compiling apart
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private record Sound(String name, byte[] bytes) {}

    private final List<Sound> files = new ArrayList<>();
    private final Map<String, long[]> read = new TreeMap<>(); // inputs, documents, rejects

    private ReaderFuzz() throws IOException {
        byte[] brotli = HexFormat.of().parseHex("8b05803c703e68656c6c6f3c2f703e03");
        String page = "<html><head><meta charset=latin1><meta name=robots content=noai></head><p>hello</p></html>";
        byte[] warc = WarcRecordsTest.join(
                WarcRecordsTest.record("warcinfo", "", "software: x\r\n"),
                WarcRecordsTest.record(
                        "response", "http://a/", WarcRecordsTest.http("200 OK", "X-Robots-Tag: noai", page)),
                WarcRecordsTest.record(
                        "response",
                        "http://a/robots.txt",
                        WarcRecordsTest.http("200 OK", "Content-Type: text/plain", "User-agent: *\nDisallow: /\n")),
                WarcRecordsTest.record("response", "http://b/", encoded("br", brotli)),
                WarcRecordsTest.record("response", "http://c/", encoded("gzip", WarcRecordsTest.gzip(utf8(page)))),
                WarcRecordsTest.record("response", "http://d/", encoded("zstd", Zstd.compress(utf8(page)))),
                WarcRecordsTest.record(
                        "response",
                        "http://e/",
                        WarcRecordsTest.http("200 OK", "Transfer-Encoding: chunked", "c\r\n<p>hello</p>\r\n0\r\n\r\n")),
                WarcRecordsTest.record("revisit", "http://a/", ""),
                WarcRecordsTest.record("continuation", "http://a/", "more"));
        byte[] wet = WarcRecordsTest.join(
                WarcRecordsTest.record("conversion", "http://a/", "a text\nof two lines"),
                WarcRecordsTest.record("conversion", "http://b/", "\u00e9\u4e2d"));
        byte[] wat = WarcRecordsTest.join(
                WarcRecordsTest.record("warcinfo", "", "software: x\r\n"),
                WarcRecordsTest.record(
                        "metadata",
                        "http://a/",
                        "{\"Envelope\":{\"Payload-Metadata\":{\"HTTP-Response-Metadata\":"
                                + "{\"Response-Message\":{\"Status\":\"200\"},\"Headers\":{\"A\":\"b\"},\"HTML-Metadata\":"
                                + "{\"Head\":{\"Title\":\"A title\"},\"Links\":[1,\"x\"]}}}}}"));
        byte[] lines = utf8(
                "{\"id\":\"1\",\"text\":\"a \\u00e9 \\ud83d\\ude00\",\"url\":\"http://a/\",\"n\":[1,{\"a\":null}]}\n\n"
                        + "{\"text\":\"b\",\"id\":7}\n{\"text\":3}\nnot json\n{\"text\":\"c\"}");
        byte[] arc = utf8(
                "filedesc://x.arc 0.0.0.0 20080430204825 text/plain 9\n1 0 x\nabc\n\n"
                        + "http://a/ 1.2.3.4 20080430204825 text/html 52\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>hi</p>\n");
        for (String ending : List.of("", ".gz", ".zst")) {
            files.add(new Sound("x.warc" + ending, compressed(ending, warc)));
            files.add(new Sound("x.warc.wet" + ending, compressed(ending, wet)));
            files.add(new Sound("x.warc.wat" + ending, compressed(ending, wat)));
            files.add(new Sound("x.jsonl" + ending, compressed(ending, lines)));
            files.add(new Sound("x.arc" + ending, compressed(ending, arc)));
            files.add(new Sound("x.txt" + ending, compressed(ending, utf8("a text"))));
        }
        files.add(new Sound("x.parquet", parquet()));
        files.add(new Sound("x.zip", zip(Map.of("a.txt", utf8("text"), "b/c.jsonl", lines, "../d.warc", warc))));
    }

    public static void main(String[] arguments) throws IOException {
        ReaderFuzz fuzz = new ReaderFuzz();
        if (arguments.length > 2) {
            fuzz.add(Path.of(arguments[2]));
        }
        long end = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
        long seed = Long.parseLong(arguments[1]);
        while (System.nanoTime() < end) {
            fuzz.one(seed++);
        }
        fuzz.read.forEach((format, counts) -> System.out.printf(
                Locale.ROOT, "%s: %d inputs, %d documents, %d rejects%n", format, counts[0], counts[1], counts[2]));
        System.out.println("the next seed is " + seed);
    }

    /// Also a test's short form.
    static void run(long first, int inputs) throws IOException {
        ReaderFuzz fuzz = new ReaderFuzz();
        for (long seed = first; seed < first + inputs; seed++) {
            fuzz.one(seed);
        }
    }

    private void one(long seed) {
        Random random = new Random(seed);
        Sound sound = files.get(random.nextInt(files.size()));
        String name = sound.name();
        byte[] file = sound.bytes();
        String ending = name.endsWith(".gz") ? ".gz" : name.endsWith(".zst") ? ".zst" : "";
        if (random.nextInt(6) == 0 && !ending.isEmpty()) {
            name = name.substring(0, name.length() - ending.length()); // read as what it is not
        }
        if (random.nextInt(4) != 0) {
            file = damaged(file, random);
        } else if (ending.isEmpty()) {
            ending = random.nextBoolean() ? ".gz" : ".zst";
            file = damaged(file, random);
            if (name.equals(sound.name()) && !name.endsWith(".parquet") && !name.endsWith(".zip")) {
                name += ending;
                file = compressed(ending, file); // damage that the compression does not show
            }
        }
        long start = CLOCK.getCurrentThreadCpuTime();
        try {
            Collected collected = Collected.read(name, file);
            if (collected.bytes != file.length) {
                throw new IllegalStateException("read " + collected.bytes + " of " + file.length + " bytes");
            }
            for (Document document : collected.documents) {
                if (document.text().length() > LONGEST) {
                    throw new IllegalStateException(
                            "a document of " + document.text().length());
                }
            }
            long[] counts = read.computeIfAbsent(name, format -> new long[3]);
            counts[0]++;
            counts[1] += collected.documents.size();
            counts[2] += collected.rejects.size();
        } catch (IOException | RuntimeException | Error e) {
            throw new IllegalStateException(name + ", seed " + seed, e);
        }
        if (CLOCK.getCurrentThreadCpuTime() - start > LONGEST_NANOS) {
            throw new IllegalStateException(name + ", seed " + seed + ": slow");
        }
    }

    /// Bytes changed, numbers made larger, pieces moved, doubled, left out, the end cut off.
    private static byte[] damaged(byte[] sound, Random random) {
        byte[] file = sound.clone();
        for (int n = random.nextInt(8); n > 0 && file.length > 0; n--) {
            int at = random.nextInt(file.length);
            int length = Math.min(file.length - at, 1 + random.nextInt(80));
            switch (random.nextInt(6)) {
                case 0 -> file[at] = (byte) random.nextInt(256);
                case 1 -> file[at] = (byte) (random.nextBoolean() ? 0x7f : random.nextBoolean() ? -1 : 0);
                case 2 -> System.arraycopy(file, random.nextInt(file.length - length + 1), file, at, length);
                case 3 -> file = joined(file, 0, at + length, file, at);
                case 4 -> file = joined(file, 0, at, file, at + length);
                default -> Arrays.fill(file, at, Math.min(file.length, at + 8), (byte) '9');
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file;
    }

    private static byte[] joined(byte[] a, int from, int to, byte[] b, int rest) {
        byte[] joined = Arrays.copyOf(Arrays.copyOfRange(a, from, to), to - from + b.length - rest);
        System.arraycopy(b, rest, joined, to - from, b.length - rest);
        return joined;
    }

    private void add(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                if (Format.of(file.toString()).isPresent() && Files.size(file) <= LARGEST_FILE) {
                    Matcher ending = ENDING.matcher(file.toString());
                    if (ending.find()) {
                        files.add(new Sound("x" + ending.group(), Files.readAllBytes(file)));
                    }
                }
            }
        }
    }

    private static byte[] encoded(String coding, byte[] body) {
        return WarcRecordsTest.join(
                utf8("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: " + coding + "\r\n\r\n"), body);
    }

    private static byte[] compressed(String ending, byte[] file) {
        try {
            return switch (ending) {
                case ".gz" -> WarcRecordsTest.gzip(file);
                case ".zst" -> Zstd.compress(file);
                default -> file;
            };
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] parquet() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        List<Column> columns = List.of(
                Column.optional("text", Column.Type.STRING),
                Column.optional("id", Column.Type.STRING),
                Column.optional("stars", Column.Type.LONG));
        try (TableWriter table = new TableWriter(file, columns, Map.of(), 64)) {
            for (long i = 0; i < 9; i++) {
                table.write("text " + i, i % 3 == 0 ? null : "id" + i, i);
            }
        }
        return file.toByteArray();
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Map.Entry<String, byte[]> entry : new TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

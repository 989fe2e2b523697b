import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.json.JsonReader;

/// Encodes three quarters of the documents untimed and then the last quarter, not seen before, as
/// `tokenization.py --holdout 0.25` does with its peers; prints one JSON line with CPU time.
///
/// `java -cp … Steady.java TOKENIZER DOCUMENTS.jsonl|FOLDER [threads] [repeats]`; of a folder each of four files
/// is one text, and `1.txt` comes last, as the peers' shuffle has it.
class Steady {
    public static void main(String[] arguments) throws Exception {
        Tokenizer tokenizer = Tokenizer.read(Path.of(arguments[0]));
        int threads = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        int repeats = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 5;
        Path input = Path.of(arguments[1]);
        boolean whole = Files.isDirectory(input);
        List<byte[]> documents = whole ? texts(input) : documents(input);
        int cut = documents.size() * 3 / 4;
        List<byte[]> before = documents.subList(0, cut);
        List<byte[]> unseen = documents.subList(cut, documents.size());
        long bytes = unseen.stream().mapToLong(d -> d.length - Encoder.SLACK).sum();
        double[] cpu = new double[repeats];
        double[] wall = new double[repeats];
        long[] tokens = new long[1];
        for (int r = 0; r < repeats; r++) {
            Thread[] workers = new Thread[threads];
            double[] seconds = new double[2 * threads];
            List<byte[]> warm = before;
            List<byte[]> timed = unseen;
            for (int t = 0; t < threads; t++) {
                int number = t;
                workers[t] = new Thread(() -> {
                    Encoder encoder = tokenizer.encoder();
                    encode(encoder, warm);
                    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
                    long wallStart = System.nanoTime();
                    long start = clock.getCurrentThreadCpuTime();
                    tokens[0] = encode(encoder, timed);
                    seconds[2 * number] = (clock.getCurrentThreadCpuTime() - start) / 1e9;
                    seconds[2 * number + 1] = (System.nanoTime() - wallStart) / 1e9;
                });
                workers[t].start();
            }
            for (int t = 0; t < threads; t++) {
                workers[t].join();
                cpu[r] = Math.max(cpu[r], seconds[2 * t]);
                wall[r] = Math.max(wall[r], seconds[2 * t + 1]);
            }
        }
        Arrays.sort(cpu);
        Arrays.sort(wall);
        System.out.printf(
                "{\"tool\":\"olmoe\",\"threads\":%d,\"docs\":%d,\"bytes\":%d,\"tokens\":%d,\"mb_per_s\":%.1f,\"mb_per_s_best\":%.1f,"
                        + "\"mb_per_s_wall\":%.1f,\"whole\":%s}%n",
                threads,
                unseen.size(),
                bytes,
                tokens[0],
                bytes / 1e6 / cpu[repeats / 2],
                bytes / 1e6 / cpu[0],
                threads * bytes / 1e6 / wall[repeats / 2],
                whole);
    }

    private static List<byte[]> texts(Path folder) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        for (int number : new int[] {0, 2, 3, 1}) {
            byte[] text = Files.readAllBytes(folder.resolve(number + ".txt"));
            texts.add(Arrays.copyOf(text, text.length + Encoder.SLACK));
        }
        return texts;
    }

    private static List<byte[]> documents(Path file) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        JsonReader json = new JsonReader();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            json.reset(Arrays.copyOf(bytes, bytes.length + JsonReader.SLACK), 0, bytes.length);
            json.beginObject();
            while (json.nextField()) {
                if (json.textIs("text")) {
                    json.readString();
                    documents.add(Arrays.copyOf(json.textBytes(), json.textLength() + Encoder.SLACK));
                } else {
                    json.skipValue();
                }
            }
        }
        Collections.shuffle(documents, new Random(1));
        return documents;
    }

    private static long encode(Encoder encoder, List<byte[]> documents) {
        TokenIds ids = new TokenIds();
        long tokens = 0;
        for (byte[] document : documents) {
            ids.clear();
            encoder.encode(document, 0, document.length - Encoder.SLACK, ids);
            tokens += ids.size();
        }
        return tokens;
    }
}

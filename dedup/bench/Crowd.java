import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import olmoe.dedup.minhash.NearPairs;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.tokenizer.json.JsonReader;

/// Finds the similar pairs of many documents of 150 words that are made while they are read: passages of
/// real texts, edited by the document's number. Of ten documents one belongs to a hot cluster of near-equal
/// ones, three stand in chains a-b, b-c in which a and c differ (but for passages of which a word here is
/// several to the shingles), and six are nobody's neighbour. Prints one JSON line.
///
/// `java -Xmx4g -cp … Crowd.java DOCUMENTS.jsonl COUNT [CAP]`
class Crowd {
    private static final int WORDS = 150;

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        int cap = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        String[] words = words(Path.of(arguments[0]));
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long bytes = 0;
        long[] pairs = new long[4];
        try (NearPairs documents = new NearPairs(ParameterSet.standard(), cap)) {
            for (int i = 0; i < count; i++) {
                byte[] text = document(words, i).getBytes(StandardCharsets.UTF_8);
                bytes += text.length;
                documents.add(String.format(Locale.ROOT, "%c%09d", kind(i), i), text, text.length);
            }
            double read = system.getProcessCpuTime() / 1e9;
            System.gc();
            long held = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            documents.find((a, b, similarity) -> {
                int apart = Integer.parseInt(b.substring(1)) - Integer.parseInt(a.substring(1));
                boolean chained = a.charAt(0) == 'c' && b.charAt(0) == 'c' && apart <= 2;
                pairs[a.charAt(0) == 'h' && b.charAt(0) == 'h' ? 0 : chained ? apart : 3]++;
            });
            String peak = Files.readString(Path.of("/proc/self/status")).replaceAll("(?s).*VmHWM:\\s*(\\d+).*", "$1");
            System.out.println(String.format(
                    Locale.ROOT,
                    "{\"documents\":%d,\"bytes\":%d,\"cap\":%d,\"read_cpu_s\":%.1f,\"cpu_s\":%.1f,\"heap_bytes_per_document\":%d,"
                            + "\"hot_pairs\":%d,\"links\":%d,\"ends_of_chains\":%d,\"other_pairs\":%d,\"left_out\":%d,\"max_rss_mb\":%d}",
                    count,
                    bytes,
                    cap,
                    read,
                    system.getProcessCpuTime() / 1e9,
                    held / count,
                    pairs[0],
                    pairs[1],
                    pairs[2],
                    pairs[3],
                    documents.uncompared(),
                    Long.parseLong(peak) / 1024));
        }
    }

    private static char kind(int i) {
        return i % 10 == 0 ? 'h' : i % 10 <= 3 ? 'c' : 's';
    }

    private static String document(String[] words, int i) {
        Random random = new Random(i);
        char kind = kind(i);
        int chain = i / 10;
        int start = kind == 'h' ? 0 : Math.floorMod((kind == 'c' ? chain : i) * 0x9E3779B1, words.length - WORDS);
        String[] passage = Arrays.copyOfRange(words, start, start + WORDS);
        if (kind == 'h') {
            passage[random.nextInt(WORDS)] = "edit" + random.nextInt();
        } else if (kind == 's') {
            for (int w = random.nextInt(3); w < WORDS; w += 3) {
                passage[w] = words[random.nextInt(words.length)];
            }
        } else {
            for (int w = 2; w < WORDS; w += 5) {
                passage[w] = "chain" + chain + "w" + w; // no two chains meet
            }
            for (int link = 1; link < i % 10; link++) {
                passage[40 * link] = "link" + link;
                passage[40 * link + 15] = "link" + link;
            }
        }
        return String.join(" ", passage);
    }

    private static String[] words(Path documents) throws Exception {
        List<String> words = new ArrayList<>();
        JsonReader json = new JsonReader();
        for (String line : Files.readAllLines(documents, StandardCharsets.UTF_8)) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            json.reset(Arrays.copyOf(bytes, bytes.length + JsonReader.SLACK), 0, bytes.length);
            json.beginObject();
            while (json.nextField()) {
                if (json.textIs("text")) {
                    json.readString();
                    words.addAll(Arrays.asList(json.text().trim().split("\\s+")));
                } else {
                    json.skipValue();
                }
            }
        }
        return words.toArray(new String[0]);
    }
}

package olmoe.dedup.minhash;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// By hand: `SketchSpeed FILE [SET] [BANDS ROWS]` prints how fast texts, in UTF-8, become signatures, in CPU time of
/// the thread, for 20 rounds.
final class SketchSpeed {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private SketchSpeed() {}

    public static void main(String[] arguments) throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<byte[]> texts = new ArrayList<>();
        long bytes = 0;
        for (String line : Files.readAllLines(Path.of(arguments[0]))) {
            byte[] text = json.readTree(line).get("text").asText().getBytes(StandardCharsets.UTF_8);
            texts.add(text);
            bytes += text.length;
        }
        ParameterSet set = ParameterSet.named().get(arguments.length > 1 ? arguments[1] : "olmoe");
        if (arguments.length > 3) {
            set = set.with(Integer.valueOf(arguments[2]), Integer.valueOf(arguments[3]), null, null);
        }
        Sketcher sketcher = set.sketcher();
        long sum = 0;
        for (int round = 1; round <= 20; round++) {
            long start = THREADS.getCurrentThreadCpuTime();
            for (byte[] text : texts) {
                sum += sketcher.sketch(text, text.length).shingles().length;
            }
            double seconds = (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
            System.out.println(String.format(
                    Locale.ROOT,
                    "{\"set\":\"%s\",\"lanes\":%d,\"documents\":%d,\"bytes\":%d,\"round\":%d,\"mb_per_s\":%.1f}",
                    set.form(),
                    set.lanes(),
                    texts.size(),
                    bytes,
                    round,
                    bytes / 1e6 / seconds));
        }
        if (sum < 0) {
            throw new IllegalStateException();
        }
    }
}

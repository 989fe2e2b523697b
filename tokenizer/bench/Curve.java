import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;

/// Nanoseconds of CPU a byte for texts of one repeated unit, for prose, and for one word of letters at random, by
/// length: flat is linear.
///
/// `java -cp … Curve.java TOKENIZER PROSE.txt`
class Curve {
    public static void main(String[] arguments) throws Exception {
        Tokenizer tokenizer = Tokenizer.read(Path.of(arguments[0]));
        byte[] prose = Files.readAllBytes(Path.of(arguments[1]));
        for (String unit : new String[] {"prose", "a", " ", "é", "ab", "中", "abcdefghijklmnopqrstuvwxyz", "letters"}) {
            StringBuilder line = new StringBuilder("{\"unit\":\"" + unit + "\",\"ns_per_byte\":{");
            for (int size : new int[] {10_000, 100_000, 1_000_000, 10_000_000}) {
                byte[] text =
                        switch (unit) {
                            case "prose" -> Arrays.copyOf(prose, size);
                            case "letters" -> letters(size);
                            default ->
                                unit.repeat(size / unit.getBytes(StandardCharsets.UTF_8).length)
                                        .getBytes(StandardCharsets.UTF_8);
                        };
                int length = text.length;
                byte[] padded = Arrays.copyOf(text, length + Encoder.SLACK);
                double best = Double.MAX_VALUE;
                for (int r = 0; r < Math.max(3, 10_000_000 / size / 4); r++) {
                    Encoder encoder = tokenizer.encoder();
                    encoder.encode(prose, 0, 1_000_000, new TokenIds()); // the words of prose are known
                    TokenIds ids = new TokenIds();
                    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
                    long start = clock.getCurrentThreadCpuTime();
                    encoder.encode(padded, 0, length, ids);
                    best = Math.min(best, (clock.getCurrentThreadCpuTime() - start) / (double) length);
                    if (r > 20) {
                        break;
                    }
                }
                line.append(String.format(Locale.ROOT, "\"%d\":%.1f,", size, best));
            }
            System.out.println(line.deleteCharAt(line.length() - 1).append("}}"));
        }
    }
    private static byte[] letters(int size) {
        Random random = new Random(1);
        byte[] letters = new byte[size];
        for (int i = 0; i < size; i++) {
            letters[i] = (byte) ('a' + random.nextInt(26));
        }
        return letters;
    }
}

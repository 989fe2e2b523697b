package olmoe.filters.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/// Prints how often the language of labelled sentences is found, and how fast: `LanguageScores DATA`.
final class LanguageScores {
    private LanguageScores() {}

    /// @param label ISO 639-1
    record Labelled(String label, String text) {}

    public static void main(String[] args) throws IOException {
        List<Labelled> rows = papluca(Path.of(args[0]));
        LanguageDetector detector = LanguageDetector.builtin();
        for (int round = 0; round < 2; round++) {
            Map<String, int[]> byLanguage = new TreeMap<>();
            int right = 0;
            long characters = 0;
            long start = System.nanoTime();
            for (Labelled row : rows) {
                boolean hit = detector.detect(row.text()).language().equals(row.label());
                right += hit ? 1 : 0;
                characters += row.text().length();
                int[] counts = byLanguage.computeIfAbsent(row.label(), l -> new int[2]);
                counts[0] += hit ? 1 : 0;
                counts[1]++;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "papluca accuracy %.4f of %d, %.0f documents/s, %.2f M characters/s%n",
                    (double) right / rows.size(),
                    rows.size(),
                    rows.size() / seconds,
                    characters / seconds / 1e6);
            byLanguage.forEach((label, counts) ->
                    System.out.printf(Locale.ROOT, "%s %.3f ", label, (double) counts[0] / counts[1]));
            System.out.println();
        }
    }

    /// The labelled rows of papluca_test.csv.gz, in their order.
    static List<Labelled> papluca(Path data) throws IOException {
        List<Labelled> rows = new ArrayList<>();
        for (List<String> fields : csv(data.resolve("langid/papluca_test.csv.gz"))) {
            rows.add(new Labelled(fields.get(0), fields.get(7)));
        }
        return rows.subList(1, rows.size());
    }

    private static List<List<String>> csv(Path file) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<String> row = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '"') {
                    // a doubled quote leaves the state as it was, with one quote in the field
                    in.mark(1);
                    int after = quoted ? in.read() : -1;
                    if (after == '"') {
                        field.append('"');
                    } else {
                        if (quoted) {
                            in.reset();
                        }
                        quoted = !quoted;
                    }
                } else if (!quoted && (c == ',' || c == '\n')) {
                    row.add(field.toString());
                    field.setLength(0);
                    if (c == '\n') {
                        rows.add(row);
                        row = new ArrayList<>();
                    }
                } else if (quoted || c != '\r') {
                    field.append((char) c);
                }
            }
            return rows;
        }
    }
}

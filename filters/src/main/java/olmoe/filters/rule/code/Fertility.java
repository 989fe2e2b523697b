package olmoe.filters.rule.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a file whose tokens are short: `fertility` of StarCoder's preprocessing/filtering.py
/// (bigcode-project/bigcode-dataset at bebec92) with characters, RedPajama's github_run_filter.py
/// (togethercomputer/RedPajama-Data, branch rp_v1) with letters for each token. The limit itself is kept, and so are
/// a file of another language and one without tokens, on both of which the references fail.
///
/// @param minimums by language, or of all files by the empty name
/// @param letters whether letters alone count
record Fertility(String name, TokenCounts tokens, Map<String, Double> minimums, boolean letters) implements Judge {
    static final String SETTING = "a file, a tokenizer.json";
    private static final CodePoints PYTHON = CodePoints.unicode14();

    Fertility {
        minimums = Map.copyOf(minimums);
        minimums.forEach((language, least) -> Limits.atLeast("min-fertility", 0, least));
    }

    static Fertility starcoder(Settings settings) {
        Map<String, Double> minimums = new TreeMap<>();
        minimums.put("python", settings.number("min-python", 2.5));
        minimums.put("java", settings.number("min-java", 2.9));
        minimums.put("javascript", settings.number("min-javascript", 2.6));
        return new Fertility("fertility/starcoder", TokenCounts.of(settings), minimums, false);
    }

    static Fertility redpajama(Settings settings) {
        return new Fertility(
                "fertility/redpajama",
                TokenCounts.of(settings),
                Map.of("", settings.number("min-letters-per-token", 1.5)),
                true);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        Double least = minimums.get(
                minimums.containsKey("") ? "" : CodeFile.of(document).language());
        if (least == null) {
            return Verdict.KEEP;
        }
        Measurements measurements = new Measurements();
        int count = tokens.count(text);
        measurements.count("tokens", count);
        if (count > 0) {
            double fertility = (double) (letters ? letters(text) : text.length()) / count;
            measurements.number("fertility", fertility);
            measurements.dropBelow("short-tokens", fertility, least);
        }
        return measurements.verdict();
    }

    private static long letters(TextView text) {
        long letters = 0;
        for (int c : text.codePoints()) {
            letters += PYTHON.isLetter(c) ? 1 : 0;
        }
        return letters;
    }

    /// Counts the tokens of texts, for several threads.
    static final class TokenCounts {
        private final Tokenizer tokenizer;
        private final Queue<Encoder> idle = new ConcurrentLinkedQueue<>();

        private TokenCounts(Tokenizer tokenizer) {
            this.tokenizer = tokenizer;
        }

        private static TokenCounts of(Settings settings) {
            return settings.resource("tokenizer")
                    .orElseThrow(() -> settings.refused("tokenizer: expected " + SETTING + ", found none"))
                    .shared(TokenCounts.class, TokenCounts::read);
        }

        private static TokenCounts read(InputStream in) throws IOException {
            return new TokenCounts(Tokenizer.parse(in.readAllBytes(), "tokenizer.json"));
        }

        /// An unpaired surrogate, which no tokenizer takes, is U+FFFD.
        private int count(TextView text) {
            int[] points = text.codePoints().clone();
            for (int i = 0; i < points.length; i++) {
                if (points[i] >= Character.MIN_SURROGATE && points[i] <= Character.MAX_SURROGATE) {
                    points[i] = 0xFFFD;
                }
            }
            Encoder taken = idle.poll();
            Encoder encoder = taken == null ? tokenizer.encoder() : taken;
            int count = encoder.encode(new String(points, 0, points.length)).length;
            idle.add(encoder);
            return count;
        }
    }
}

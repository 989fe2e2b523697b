package olmoe.filters.rule;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Runs every rule on random texts until the time is up, on a number of short ones, or on texts of a million words.
///
/// ```
/// java -cp … olmoe.filters.rule.RuleFuzz SEED SECONDS
/// java -cp … olmoe.filters.rule.RuleFuzz short SEED TEXTS [DOCUMENTS.jsonl]   every thousandth is a long one
/// java -cp … -Dsystem=nemo olmoe.filters.rule.RuleFuzz short SEED TEXTS [DOCUMENTS.jsonl]   the rules of one system
/// java -cp … olmoe.filters.rule.RuleFuzz long
/// ```
public final class RuleFuzz {
    private static final int WORDS = 1_000_000;
    private static final int LONG_EVERY = 1_000;
    private static final int REPORT_EVERY = 100_000;

    private RuleFuzz() {}

    public static void main(String[] arguments) throws IOException {
        AllRules rules = new AllRules(System.getProperty("system", ""));
        if (arguments[0].equals("short")) {
            List<String> samples = new ArrayList<>();
            for (int i = 3; i < arguments.length; i++) {
                for (String line : Files.readAllLines(Path.of(arguments[i]), StandardCharsets.UTF_8)) {
                    samples.add(new ObjectMapper().readTree(line).get("text").asText());
                }
            }
            samples.removeIf(String::isEmpty);
            shortTexts(rules, Long.parseLong(arguments[1]), Long.parseLong(arguments[2]), samples);
            return;
        }
        if (arguments[0].equals("long")) {
            longTexts(rules);
            return;
        }
        long seed = Long.parseLong(arguments[0]);
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000L;
        RandomTexts random = new RandomTexts(seed);
        long texts = 0;
        long characters = 0;
        for (; System.nanoTime() < end; texts++) {
            String text = random.next();
            characters += text.length();
            try {
                rules.judge(text, random.nextMetadata());
            } catch (AssertionError e) {
                throw new AssertionError("text " + texts + " of seed " + seed + ": " + escaped(text), e);
            }
        }
        System.out.println("seed " + seed + ": " + rules.size() + " rules on " + texts + " texts of " + characters
                + " characters, " + rules.size() * texts
                + " verdicts, no rule threw; the slowest rules on longer texts:");
        rules.seconds().stream().limit(6).forEach(System.out::println);
    }

    private static void shortTexts(AllRules rules, long seed, long texts, List<String> samples) {
        RandomTexts random = new RandomTexts(seed);
        for (long i = 1; i <= texts; i++) {
            boolean isLong = i % LONG_EVERY == 0;
            String text = isLong ? random.nextLong(samples) : random.nextShort(samples);
            try {
                rules.judge(text, random.nextMetadata());
            } catch (AssertionError e) {
                throw new AssertionError("text " + i + " of seed " + seed + ": " + escaped(text), e);
            }
            if (i % REPORT_EVERY == 0 || i == texts) {
                System.out.println("seed " + seed + ": each of " + rules.size() + " rules on " + i
                        + " texts, none threw; the longest for a long one: " + rules.longest());
            }
        }
        System.out.println(rules.sizes() + " in the catalogue; the slowest rules on longer texts:");
        rules.seconds().stream().limit(6).forEach(System.out::println);
    }

    private static void longTexts(AllRules rules) {
        StringBuilder different = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            different.append("word").append(i).append(' ');
        }
        for (String text : List.of(
                different.toString(),
                "word ".repeat(WORDS),
                "a\n".repeat(WORDS),
                "a'" + "\u0301".repeat(WORDS),
                " ".repeat(WORDS),
                "@.".repeat(WORDS))) {
            System.out.println(text.length() + " characters, " + escaped(text.substring(0, 12)));
            AllRules fresh = new AllRules();
            fresh.judge(text, "{}");
            fresh.seconds().stream().limit(6).forEach(System.out::println);
        }
        System.out.println(rules.size() + " rules");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c >= ' ' && c <= '~' && c != '\\' ? "" + c : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return escaped.toString();
    }
}

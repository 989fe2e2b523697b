package olmoe.filters.rule.dolma;

import static olmoe.filters.rule.Rules.rule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import olmoe.filters.Document;
import olmoe.filters.GoldenComparison;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Rules;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// Every number and span of dolma 1.2.1's taggers that are rules here.
class DolmaGoldenTest {
    private static final int DOCUMENTS = 3478;
    private static final int REPETITIONS = 2 * 755;
    private static final int SECRETS = 584;
    private static final int LENGTHS = 8 * DOCUMENTS + 2370 + 1815;

    @Test
    void theGopherTaggersMeasureWhatTheReferenceMeasures() {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * DOCUMENTS);
        GoldenComparison comparison = new GoldenComparison(golden.documents())
                .with("gopher_v1/dolma", rule("gopher_v1/dolma"))
                .with("gopher_v2/dolma", rule("gopher_v2/dolma"));
        comparison.compare(golden.rows("verdicts-dolma"));
        comparison.assertEqual(2 * DOCUMENTS);
    }

    @Test
    void theC4TaggersGiveTheSpansOfTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * DOCUMENTS);
        String words = golden.shared()
                .resolve("data/blocklists/dolma_naughty_words_en.txt")
                .toString();
        Map<String, Step> taggers = new TreeMap<>();
        for (String name : List.of("c4_v1", "c4_v2")) {
            taggers.put(name + "/dolma", rule(name + "/dolma", Map.of("words", words)));
        }
        Map<String, TextView> views = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-dolma")) {
            String name = row.get("v").asText();
            if (taggers.containsKey(name)) {
                String id = row.get("id").asText();
                TextView view = views.computeIfAbsent(
                        id, unused -> TextView.of(golden.documents().get(id).text()));
                Object spans = Steps.apply(taggers.get(name), golden.documents().get(id), view)
                        .verdict()
                        .values()
                        .get(name.substring(0, 5));
                compared++;
                if (!isEqual(row, new ObjectMapper().readTree((String) spans))) {
                    differences.add(id + " " + name + ": expected " + row + ", found " + spans);
                }
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(5, differences.size())), differences.size() + " differ");
        assertEquals(2 * DOCUMENTS, compared);
    }

    @Test
    void theLengthTaggersGiveTheNumbersAndSpansOfTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(LENGTHS);
        Map<String, Step> taggers = new TreeMap<>();
        DolmaLengths.entries().forEach(entry -> taggers.put(entry.name(), entry.step(Settings.none())));
        compare(golden, taggers, LENGTHS);
    }

    @Test
    void theRepetitionTaggerGivesTheSpansOfTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        compare(
                golden,
                Map.of("tokenizer_repetitions_v2r2/dolma", rule("tokenizer_repetitions_v2r2/dolma", tokenizer(golden))),
                DOCUMENTS);
    }

    @Test
    void theTaggersOfRepeatedCharactersGiveTheSpansOfTheReference() throws IOException {
        Map<String, Step> taggers = new TreeMap<>();
        for (String name : List.of("repetitions_v1/dolma", "paragraph_repetitions_v1/dolma")) {
            taggers.put(name, rule(name));
        }
        compare(GoldenDocuments.orSkip(REPETITIONS), taggers, REPETITIONS);
    }

    @Test
    void thePiiTaggerGivesTheSpansOfTheReference() throws IOException {
        String tagger = "pii_regex_with_counts_fast_v2/dolma";
        compare(GoldenDocuments.orSkip(DOCUMENTS), Map.of(tagger, rule(tagger)), DOCUMENTS);
    }

    @Test
    void theSecretsTaggerGivesTheSpansOfTheReference() throws IOException {
        String tagger = "code_secrets_v1/dolma";
        compare(GoldenDocuments.orSkip(SECRETS), Map.of(tagger, rule(tagger)), SECRETS);
    }

    @Test
    void aRepetitionAcrossAHundredThousandCharactersIsTwo() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(6);
        Step rule = rule("repetition-tokens/dolma", tokenizer(golden));
        for (JsonNode row : golden.rows("repetition-cut-vectors")) {
            Verdict verdict = Rules.judge(rule, row.get("text").asText());
            JsonNode expected = row.get("tokenizer_repetitions_v2r2/dolma");
            assertEquals(expected.get("docMaxScore").asLong(), verdict.values().get("max-times"));
            assertEquals(expected.get("keepAt32").asBoolean(), verdict instanceof Verdict.Keep);
        }
    }

    private static Map<String, String> tokenizer(GoldenDocuments golden) throws IOException {
        Path gzip = golden.shared().resolve("data/tokenizers/allenai_eleuther-ai-gpt-neox-20b-pii-special.json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            return Map.of("tokenizer", Rules.file(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        }
    }

    /// A tagger's number, or its spans, in the attribute of its name.
    private static void compare(GoldenDocuments golden, Map<String, Step> taggers, int rows) throws IOException {
        Map<String, TextView> views = new HashMap<>();
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differences = new ArrayList<>();
        for (JsonNode row : golden.rows("verdicts-dolma")) {
            String name = row.get("v").asText();
            Step tagger = taggers.get(name);
            if (tagger != null) {
                Document document = golden.documents().get(row.get("id").asText());
                TextView view = views.computeIfAbsent(document.id(), unused -> TextView.of(document.text()));
                Object found =
                        Steps.apply(tagger, document, view).verdict().values().get(name.replace("/dolma", ""));
                compared.merge(name, 1, Integer::sum);
                boolean equal = found instanceof Long
                        ? row.get("spans").get(0).get(3).asLong() == (Long) found
                        : isEqual(row, new ObjectMapper().readTree((String) found));
                if (!equal) {
                    differences.add(row + ", found " + found);
                }
            }
        }
        assertEquals(
                List.of(), differences.subList(0, Math.min(5, differences.size())), differences.size() + " differ");
        assertEquals(taggers.keySet(), compared.keySet());
        assertEquals(
                rows, compared.values().stream().mapToInt(Integer::intValue).sum());
    }

    private static boolean isEqual(JsonNode row, JsonNode spans) {
        if (row.has("spans")) {
            return row.get("spans").equals(spans);
        }
        StringBuilder lines = new StringBuilder();
        for (JsonNode span : spans) {
            lines.append(lines.length() > 0 ? "\n" : "").append(span.get(0).asInt());
            lines.append(' ')
                    .append(span.get(1).asInt())
                    .append(' ')
                    .append(span.get(2).asText());
            lines.append(' ').append(span.get(3).asDouble());
        }
        return GoldenDocuments.sha256(lines.toString())
                .equals(row.get("spansSha256").asText());
    }
}

package olmoe.filters.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Resource;
import olmoe.filters.Verdict;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.fasttext.Scorer;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// lid.176.ftz as fasttext-wheel 0.9.2 reads it.
class LanguageGoldenTest {
    private static final double NEAR = 1e-3;

    @ParameterizedTest
    @CsvSource({
        "DCLM, lid176ftz-newline-deleted/dclm",
        "DATAMAP, lid176ftz-newline-space/datatrove",
        "DATATROVE, lid176ftz-newline-space/datatrove",
        "DOLMA, lid176ftz-lower-strip/dolma"
    })
    void labelsAndProbabilitiesAreThoseOfTheLibraryInEachConvention(Convention convention, String variant) {
        GoldenDocuments golden = GoldenDocuments.orSkip(3478);
        FastTextModel model = model(golden);
        Map<String, String> texts = golden.texts();
        int compared = 0;
        for (JsonNode row : golden.rows("language")) {
            if (!row.get("v").asText().equals(variant)) {
                continue;
            }
            compared++;
            String id = row.get("id").asText();
            byte[] line = convention.line(texts.get(id));
            assertEquals(row.path("noLabel").asBoolean(), line == null, id);
            if (line != null) {
                JsonNode top = row.get("m").get("top");
                Scorer.Answer best = model.ask(line, Scorer::best);
                assertEquals(top.get(0).get(0).asText(), model.labels().get(best.label()), id);
                assertEquals(top.get(0).get(1).asDouble(), best.probability(), NEAR, id);
                for (JsonNode pair : top) {
                    int label = model.labels().indexOf(pair.get(0).asText());
                    double probability = model.ask(line, scorer -> scorer.probabilityOf(label));
                    assertEquals(pair.get(1).asDouble(), probability, NEAR, id);
                }
            }
        }
        assertEquals(3478, compared);
    }

    @Test
    void keepsTheDocumentsThatDclmKeeps() {
        GoldenDocuments golden = GoldenDocuments.orSkip(2 * 3478);
        FastTextLabel label = new FastTextLabel(Convention.DCLM, model(golden));
        DclmLanguageFilter filter = new DclmLanguageFilter(List.of("en"), 0.65);
        Map<String, String> texts = golden.texts();
        int measured = 0;
        int judged = 0;
        for (JsonNode row : golden.rows("verdicts-dclm")) {
            String id = row.get("id").asText();
            if (row.get("v").asText().equals("dclm-step-08-language/dclm")) {
                JsonNode numbers = row.get("m");
                Map<String, Object> values = label.annotate(document(""), TextView.of(texts.get(id)));
                assertEquals(numbers.path("label").asText("und"), values.get("label"), id);
                assertEquals(numbers.path("prob").asDouble(), (Double) values.get("probability"), NEAR, id);
                measured++;
            } else if (row.get("v").asText().equals("dclm-step-09-language-filter/dclm")) {
                Document document = document(texts.get(id));
                TextView view = TextView.of(document.text());
                Document labelled = document.with(label.annotate(document, view));
                assertEquals(row.get("keep").asBoolean(), filter.judge(labelled, view) instanceof Verdict.Keep, id);
                judged++;
            }
        }
        assertEquals(2 * 3478, measured + judged);
    }

    @Test
    void keepsTheDocumentsThatDatamapKeeps() {
        GoldenDocuments golden = GoldenDocuments.orSkip(3478);
        FastTextLanguage rule = FastTextLanguage.english(Convention.DATAMAP, model(golden));
        Map<String, String> texts = golden.texts();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-datamap")) {
            if (row.get("v").asText().equals("datamap-step-language/datamap")) {
                String id = row.get("id").asText();
                boolean kept = judge(rule, texts.get(id)) instanceof Verdict.Keep;
                assertEquals(row.get("keep").asBoolean(), kept, id);
                compared++;
            }
        }
        assertEquals(3478, compared);
    }

    @Test
    void labelsSentencesOf20LanguagesAsTheLibraryDoes() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(6624);
        FastTextModel model = model(golden);
        Path data = golden.shared().resolve("data");
        List<LanguageScores.Labelled> rows = LanguageScores.papluca(data);
        Map<Integer, String[]> answers = answers(data.resolve("langid/papluca_lid176_top3.csv.gz"));
        assertEquals(6624, answers.size());
        answers.forEach((row, answer) -> {
            byte[] line = Convention.PLAIN.line(rows.get(row).text());
            Scorer.Answer best = model.ask(line, Scorer::best);
            assertEquals(answer[0], model.labels().get(best.label()), "row " + row);
            assertEquals(Double.parseDouble(answer[1]), best.probability(), NEAR, "row " + row);
        });
    }

    @Test
    void refusesALanguageThatTheModelDoesNotKnow() {
        FastTextModel model = model(GoldenDocuments.orSkip(1));
        var e = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> new FastTextLanguage(Convention.PLAIN, model, List.of("eng"), 0.65));
        assertTrue(e.getMessage().startsWith("keep must be labels of the model but no label is eng"), e.getMessage());
    }

    private static FastTextModel model(GoldenDocuments golden) {
        return Resource.of(golden.shared().resolve("data/langid/lid.176.ftz"))
                .shared(FastTextModel.class, FastTextModel::read);
    }

    /// Best label and its probability by row.
    private static Map<Integer, String[]> answers(Path file) throws IOException {
        Map<Integer, String[]> answers = new HashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(",", -1);
                if (Character.isDigit(fields[0].charAt(0))) {
                    answers.put(Integer.valueOf(fields[0]), fields[1].split(":", -1));
                }
            }
        }
        return answers;
    }

    private static Verdict judge(FastTextLanguage rule, String text) {
        return rule.judge(document(text), TextView.of(text));
    }

    private static Document document(String text) {
        return new Document(DocumentKey.parse("0".repeat(32)), "id", null, "test", null, text, Map.of(), "{}");
    }
}

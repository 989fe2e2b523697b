package olmoe.filters.rule.olmo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Verdict;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;

/// What `find_periodic_sequences` of allenai/OLMo at 59a53e3 finds on OLMoE ids, document by document and
/// in training windows.
class OlmoGoldenTest {
    private static final int DOCUMENTS = 3478;
    private static final int WINDOWS = 759;
    private static final int WINDOW = 4096;
    private static final int END_OF_TEXT = 50_279;

    private final OlmoRepetitionTokens rule = new OlmoRepetitionTokens(1, 13, 32);

    @Test
    void repeatedTokensAreThoseOfTheReference() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS + WINDOWS);
        Path file = golden.shared().resolve("data/tokenizers/allenai_gpt-neox-olmo-dolma-v1_5.json");
        Encoder encoder = Tokenizer.read(file).encoder();
        Map<String, int[]> documents = new HashMap<>();
        IntArrayList stream = new IntArrayList();
        golden.texts().forEach((id, text) -> {
            int[] ids = encoder.encode(text);
            documents.put(id, ids);
            stream.addElements(stream.size(), ids);
            stream.add(END_OF_TEXT);
        });

        List<JsonNode> rows = golden.rows("repetition-tokens");
        assertEquals(DOCUMENTS, rows.size());
        for (JsonNode row : rows) {
            String id = row.get("id").asText();
            int[] ids = documents.get(id);
            JsonNode measured = row.get("m");
            assertEquals(measured.get("idsSha256").asText(), GoldenDocuments.sha256OfIds(ids, 0, ids.length), id);
            Verdict verdict = rule.judge(ids);
            assertEquals(row.get("keep").asBoolean(), verdict instanceof Verdict.Keep, id);
            assertEquals(measured.get("maxTimes").asLong(), verdict.values().get("max-times"), id);
            for (int period = 1; period <= 13; period++) {
                JsonNode expected = measured.get("perPeriod").get(Integer.toString(period));
                OlmoRepetitionTokens.Repetition best = OlmoRepetitionTokens.best(ids, period);
                assertEquals(
                        expected == null ? null : expected.toString(),
                        best == null ? null : "[" + best.times() + "," + best.start() + "," + best.end() + "]",
                        id + " period " + period);
            }
        }

        int[] tokens = stream.toIntArray();
        List<JsonNode> windows = golden.rows("repetition-windows");
        assertEquals(WINDOWS, windows.size());
        assertEquals(WINDOWS, tokens.length / WINDOW);
        for (JsonNode row : windows) {
            int from = row.get("window").asInt() * WINDOW;
            String message = "window " + row.get("window");
            assertEquals(
                    row.get("m").get("idsSha256").asText(),
                    GoldenDocuments.sha256OfIds(tokens, from, from + WINDOW),
                    message);
            assertEquals(row.get("masked").asBoolean(), rule.masked(tokens, from, from + WINDOW), message);
        }
    }

    @Test
    void aRepetitionAcrossAHundredThousandCharactersIsOne() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(6);
        Path file = golden.shared().resolve("data/tokenizers/allenai_gpt-neox-olmo-dolma-v1_5.json");
        Encoder encoder = Tokenizer.read(file).encoder();
        for (JsonNode row : golden.rows("repetition-cut-vectors")) {
            Verdict verdict = rule.judge(encoder.encode(row.get("text").asText()));
            JsonNode expected = row.get("repetition-tokens/olmo");
            assertEquals(expected.get("maxTimes").asLong(), verdict.values().get("max-times"));
            assertEquals(expected.get("keep").asBoolean(), verdict instanceof Verdict.Keep);
        }
    }
}

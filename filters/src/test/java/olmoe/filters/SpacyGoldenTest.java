package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

/// The words of spaCy 3.8.18's blank English, as datatrove 0.10.1 uses them, for every document.
class SpacyGoldenTest {
    private static final int DOCUMENTS = 3478;

    @Test
    void theWordsOfEveryDocumentAreSpacys() {
        GoldenDocuments golden = GoldenDocuments.orSkip(DOCUMENTS);
        Map<String, String> texts = golden.texts();
        List<String> different = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : golden.rows("verdicts-datatrove")) {
            if (!row.get("v").asText().equals("simplify-text/datatrove")) {
                continue;
            }
            compared++;
            Spans words = TextView.of(texts.get(row.get("id").asText())).spacyWords();
            List<String> all = new ArrayList<>();
            for (int i = 0; i < words.size(); i++) {
                all.add(words.text(i));
            }
            String digest = GoldenDocuments.sha256(String.join("\n", all).getBytes(StandardCharsets.UTF_8));
            if (words.size() != row.get("m").get("words").asInt()
                    || !digest.equals(row.get("m").get("wordsSha256").asText())) {
                different.add(row.get("id").asText());
            }
        }
        assertEquals(List.of(), different.subList(0, Math.min(20, different.size())), different.size() + " differ");
        assertEquals(DOCUMENTS, compared);
    }
}

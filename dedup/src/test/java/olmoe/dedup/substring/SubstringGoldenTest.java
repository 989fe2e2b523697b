package olmoe.dedup.substring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.dedup.DedupSets;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubstringGoldenTest {
    private static final int LONGEST = 300_000;

    @TempDir
    private Path folder;

    @Test
    void coversWhatTheReferenceCoversInBytesAndInTokens() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(3549);
        Encoder encoder = Tokenizer.read(
                        golden.shared().resolve("data/tokenizers/allenai_gpt-neox-olmo-dolma-v1_5.json"))
                .encoder();
        Map<String, Map<String, JsonNode>> expected = new TreeMap<>();
        for (JsonNode row : golden.rows("exact-substring")) {
            expected.computeIfAbsent(
                            row.get("set").asText() + " " + row.get("v").asText(), key -> new HashMap<>())
                    .put(row.get("id").asText(), row);
        }
        int compared = 0;
        for (Map.Entry<String, Map<String, String>> set : DedupSets.read(golden).entrySet()) {
            Map<String, String> texts = new LinkedHashMap<>(set.getValue());
            texts.values().removeIf(text -> text.codePointCount(0, text.length()) > LONGEST);
            for (int width = 1; width <= 2; width++) {
                String variant = width == 1 ? "exact-substring-100-bytes/own" : "exact-substring-50-tokens/own";
                compared += compare(texts, width, encoder, expected.get(set.getKey() + " " + variant));
            }
        }
        assertEquals(3549, compared);
    }

    private int compare(Map<String, String> texts, int width, Encoder encoder, Map<String, JsonNode> rows)
            throws IOException {
        try (Symbols symbols = new Symbols(folder, width)) {
            List<Integer> lengths = new ArrayList<>();
            for (String text : texts.values()) {
                if (width == 1) {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    symbols.add(bytes);
                    lengths.add(bytes.length);
                } else {
                    int[] ids = encoder.encode(text);
                    symbols.add(ids);
                    lengths.add(ids.length);
                }
            }
            // a table for less than the largest set, so that it is read several times
            try (RepeatedWindows windows = new RepeatedWindows(symbols, width == 1 ? 100 : 50, 16 << 20, folder)) {
                int compared = 0;
                int document = 0;
                for (String id : texts.keySet()) {
                    int[] spans = windows.spans(document, false);
                    JsonNode row = rows.get(id);
                    assertEquals(row != null, spans.length > 0, id);
                    if (row != null) {
                        assertEquals(row.get("m").get("length").asInt(), lengths.get(document), id);
                        assertEquals(row.get("m").get("intervalsSha256").asText(), DedupSets.sha256(joined(spans)), id);
                        compared++;
                    }
                    document++;
                }
                return compared;
            }
        }
    }

    private static String joined(int[] spans) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < spans.length; i += 2) {
            joined.append(i == 0 ? "" : " ").append(spans[i]).append('-').append(spans[i + 1]);
        }
        return joined.toString();
    }
}

package olmoe.dedup.bloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import olmoe.dedup.DedupSets;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

class BffGoldenTest {

    @Test
    void decidesAsBffInItsOldBothModeOverEverySetOfDocuments() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(4726);
        Map<String, Map<String, String>> sets = DedupSets.read(golden);
        Map<String, BffParagraphs> modes = new LinkedHashMap<>();
        int compared = 0;
        for (JsonNode row : golden.rows("bff")) {
            String set = row.get("set").asText();
            // the largest set in a filter with false positives as good as none, as there; the others exact
            BffParagraphs mode = modes.computeIfAbsent(
                    set,
                    key -> new BffParagraphs(
                            key.equals("docs-shared") ? new BloomFilter(16 << 20, 1e-9) : new ExactKeys(),
                            13,
                            13,
                            0.8,
                            true));
            String text = sets.get(set).get(row.get("id").asText());
            Decision decision = mode.next(TextView.of(text));
            JsonNode m = row.get("m");
            String left = decision.dropped() ? "" : decision.apply(text);
            String name = row.toString();
            assertEquals(m.get("contained").asLong(), decision.contained(), name);
            assertEquals(m.get("ngrams").asLong(), decision.ngrams(), name);
            assertEquals(row.get("sha256").asText(), DedupSets.sha256(left), name);
            assertEquals(row.get("keep").asBoolean(), !decision.dropped() && !left.isBlank(), name);
            if (!decision.dropped()) {
                assertEquals(m.get("removedParagraphs").asInt(), decision.cuts().size(), name);
            }
            compared++;
        }
        assertEquals(4726, compared);
    }
}

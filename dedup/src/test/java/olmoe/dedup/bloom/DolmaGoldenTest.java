package olmoe.dedup.bloom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.dedup.DedupSets;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;

class DolmaGoldenTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void marksTheParagraphsThatDolmaMarks() throws IOException {
        compare("dedupe-paragraphs", new DolmaParagraphs(new BloomFilter(1 << 20, 1e-9), 0, 0, 1));
    }

    @Test
    void marksTheParagraphsThatDolmaMarksByTheirNGrams() throws IOException {
        compare("dedupe-paragraph-ngrams", new DolmaParagraphs(new BloomFilter(1 << 20, 1e-9), 6, 3, 0.5));
    }

    private static void compare(String name, DolmaParagraphs mode) throws IOException {
        Path fixtures = GoldenDocuments.orSkip(10).shared().resolve("data/dolma-fixtures");
        List<String> documents = DedupSets.lines(fixtures.resolve("provided/deduper/documents/000.json.gz"));
        List<String> expected = DedupSets.lines(fixtures.resolve("expected/" + name + ".json.gz"));
        assertEquals(10, expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Decision decision = mode.next(
                    TextView.of(JSON.readTree(documents.get(i)).get("text").asText()));
            List<String> spans = new ArrayList<>();
            for (JsonNode span : JSON.readTree(expected.get(i)).at("/attributes/bff_duplicate_paragraph_spans")) {
                spans.add(span.get(0) + " " + span.get(1) + " " + span.get(2).asDouble());
            }
            // The expected file leaves out paragraphs at the threshold itself, which the program marks, and
            // Dolma's own test compares only as many spans as the file has.
            List<String> marked = decision.cuts().stream()
                    .filter(cut -> cut.score() > mode.threshold() || mode.ngram() == 0)
                    .map(cut -> cut.start() + " " + cut.end() + " " + cut.score())
                    .toList();
            assertEquals(spans, marked, "document " + i);
        }
    }
}

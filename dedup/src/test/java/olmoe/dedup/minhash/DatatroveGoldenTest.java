package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Signatures of datatrove 0.10.1 (golden/filters/minhash-signatures).
class DatatroveGoldenTest {

    private static final List<String> SETS = List.of("articles", "clough", "revisions");

    /// Where spaCy splits further than white space (`cannot`, `id`), the words differ and so does all else.
    @Test
    void signaturesEqualThoseOfDatatroveWhereverItsWordsStandBetweenSpaces() {
        GoldenSets golden = GoldenSets.orSkip(1490);
        Map<String, String> variants = Map.of("sha1-64", "fineweb", "xxhash64", "datatrove");
        Map<String, String> texts = new HashMap<>();
        SETS.forEach(set -> texts.putAll(golden.texts(set)));
        int compared = 0;
        for (JsonNode row : golden.rows("golden/filters/minhash-signatures.jsonl.gz")) {
            String text = texts.get(row.get("id").asText());
            JsonNode measured = row.get("m");
            if (text != null
                    && measured.has("sigSha256")
                    && words(text) == measured.get("words").asInt()) {
                String variant = row.get("v").asText().split("minhash-sig-|/")[1];
                long[] signature = ParameterSet.named()
                        .get(variants.get(variant))
                        .sketcher()
                        .signature(text);
                assertEquals(measured.get("sigSha256").asText(), sha256(signature), row.get("id") + " " + variant);
                compared++;
            }
        }
        assertTrue(compared >= 1490, "compared " + compared);
    }

    @Test
    void similaritiesEqualTheExactOnes() {
        GoldenSets golden = GoldenSets.orSkip(250);
        Sketcher sketcher = ParameterSet.named().get("datatrove").sketcher();
        int compared = 0;
        for (JsonNode row : golden.rows("golden/filters/jaccard.jsonl.gz")) {
            if (!SETS.contains(row.get("set").asText())) {
                continue;
            }
            Map<String, String> texts = golden.texts(row.get("set").asText());
            for (JsonNode pair : row.get("pairs")) {
                int[] a = sketcher.sketch(texts.get(pair.get(0).asText())).shingles();
                int[] b = sketcher.sketch(texts.get(pair.get(1).asText())).shingles();
                double exact = pair.get(2).asDouble() / pair.get(3).asDouble();
                double found = Jaccard.similarity(a, b);
                // spaCy's words differ in places
                assertEquals(exact, found, 0.01, pair.toString());
                compared++;
            }
        }
        assertTrue(compared >= 250, "compared " + compared);
    }

    private static int words(String text) {
        String simple = SimplifiedText.of(text);
        return simple.isEmpty() ? 0 : simple.split(" ").length;
    }

    private static String sha256(long[] signature) {
        ByteBuffer bytes = ByteBuffer.allocate(signature.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : signature) {
            bytes.putLong(value);
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Signatures of datatrove 0.10.1 (golden/filters/minhash-signatures).
class DatatroveGoldenTest {

    private static final List<String> SETS = List.of("articles", "clough", "revisions");

    @Test
    void signaturesEqualThoseOfDatatrove() {
        GoldenSets golden = GoldenSets.orSkip(1700);
        Map<String, String> variants = Map.of("sha1-64", "fineweb", "xxhash64", "datatrove");
        Map<String, String> texts = new HashMap<>();
        SETS.forEach(set -> texts.putAll(golden.texts(set)));
        int compared = 0;
        for (JsonNode row : golden.rows("golden/filters/minhash-signatures.jsonl.gz")) {
            String text = texts.get(row.get("id").asText());
            JsonNode measured = row.get("m");
            if (text != null && measured.has("sigSha256")) {
                String variant = row.get("v").asText().split("minhash-sig-|/")[1];
                long[] signature = ParameterSet.named()
                        .get(variants.get(variant))
                        .sketcher()
                        .signature(text);
                assertEquals(measured.get("sigSha256").asText(), sha256(signature), row.get("id") + " " + variant);
                compared++;
            }
        }
        assertTrue(compared >= 1700, "compared " + compared);
    }

    @Test
    void survivorsEqualThoseOfDatatrove() {
        GoldenSets golden = GoldenSets.orSkip(6);
        for (JsonNode row : golden.rows("golden/filters/minhash.jsonl.gz")) {
            String set = row.get("set").asText();
            if (!SETS.contains(set)) {
                continue;
            }
            String name = row.get("v").asText().contains("sha1") ? "fineweb" : "datatrove";
            ComponentSurvivors datatrove =
                    new ComponentSurvivors(ParameterSet.named().get(name), ComponentSurvivors.Kept.ROOT);
            Map<String, String> texts = golden.texts(set);
            texts.values().forEach(datatrove::add);
            boolean[] kept = datatrove.kept();
            Set<String> removed = new TreeSet<>();
            int i = 0;
            for (String id : texts.keySet()) {
                if (!kept[i++]) {
                    removed.add(id);
                }
            }
            Set<String> expected = new TreeSet<>();
            row.get("removed").forEach(id -> expected.add(id.asText()));
            assertEquals(expected, removed, set + " " + name);
        }
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
                assertEquals(exact, Jaccard.similarity(a, b), 1e-12, pair.toString());
                compared++;
            }
        }
        assertTrue(compared >= 250, "compared " + compared);
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

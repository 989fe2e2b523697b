package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What text-dedup removes: 7538f3e with 240 permutations of seed 42, threshold 0.7, 5-grams, `sha1`, without
/// its check, run on the sets that the other golden files are about (Python 3.11, polars 1.44.2). Expected is
/// the SHA-256 of the removed ids in ascending order, joined by newlines.
class TextDedupGoldenTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "articles, 10, 4a86678fbd1dd714bf31d89f7e5aebee6e515c8942c4c241e109041cdba2c268",
        "clough, 2, 8a15722c37fb152508ad8540cc7ff5028b88a286ac5650ecd0a6a9f821792701",
        "revisions, 94, 352e42ba5e4b210a1721bbe28ea9ec4ca9c48cb53134484a30d77fdd2788bfb6",
    })
    void survivorsEqualThoseOfTextDedup(String set, int count, String sha256) throws NoSuchAlgorithmException {
        Map<String, String> texts = GoldenSets.orSkip(3).texts(set);
        ComponentSurvivors survivors =
                new ComponentSurvivors(ParameterSet.named().get("text-dedup"), ComponentSurvivors.Kept.FIRST);
        texts.values().forEach(survivors::add);
        boolean[] kept = survivors.kept();
        List<String> removed = new ArrayList<>();
        int i = 0;
        for (String id : texts.keySet()) {
            if (!kept[i++]) {
                removed.add(id);
            }
        }
        Collections.sort(removed);
        assertEquals(count, removed.size());
        byte[] ids = String.join("\n", removed).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                sha256,
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ids)));
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import olmoe.release.format.CanonicalJson;

/// What a sequential step cut out of documents that stay: how many of them, how many passages and how many
/// code points.
final class CutCounts {
    static final String FIELD = "cuts";

    private long documents;
    private long passages;
    private long codePoints;

    /// @param cut passages of one document
    void add(int cut, String before, String after) {
        documents++;
        passages += cut;
        codePoints += before.codePointCount(0, before.length()) - after.codePointCount(0, after.length());
    }

    void add(JsonNode json) {
        documents += json.get("documents").longValue();
        passages += json.get("passages").longValue();
        codePoints += json.get("code-points").longValue();
    }

    ObjectNode json() {
        return CanonicalJson.object()
                .put("documents", documents)
                .put("passages", passages)
                .put("code-points", codePoints);
    }
}

package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import olmoe.release.format.CanonicalJson;
import olmoe.release.measure.ShardMeasures;

/// Counts languages, domains and groups of duplicates again in the shards, and names each figure of
/// shards.json that is another.
final class MeasuresCheck implements Check {

    @Override
    public String name() {
        return "measures";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        JsonNode counted = CanonicalJson.read(
                CanonicalJson.bytes(ShardMeasures.of(
                        release.root(), release.between("data/", ".parquet"), release.between("ledger/", ".parquet"))),
                "counted");
        compare("", counted, release.json(ShardMeasures.PATH), findings);
        return counted.required("languages").size() + " languages of sources, "
                + counted.at("/domains/count").asLong() + " domains";
    }

    private static void compare(String pointer, JsonNode counted, JsonNode stated, Findings findings) {
        if (counted.isObject() && stated.isObject()) {
            TreeSet<String> keys = new TreeSet<>();
            counted.properties().stream().map(Map.Entry::getKey).forEach(keys::add);
            stated.properties().stream().map(Map.Entry::getKey).forEach(keys::add);
            keys.forEach(key -> compare(pointer + "/" + key, counted.path(key), stated.path(key), findings));
        } else if (counted.isArray() && stated.isArray() && counted.size() == stated.size()) {
            for (int i = 0; i < counted.size(); i++) {
                compare(pointer + "/" + i, counted.get(i), stated.get(i), findings);
            }
        } else {
            findings.expect(ShardMeasures.PATH, "#" + pointer + " against the shards", text(counted), text(stated));
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// How many pairs each step of a match compared, how many it left out, and how many bytes of shingles
/// the compared ones stand for. Sums, so that it does not matter who counted what.
final class MatchCounts {
    private static final int BYTES = Integer.BYTES + 3 * Long.BYTES;

    private final SortedMap<Integer, long[]> byStep = new TreeMap<>();

    /// @param step ordinal in the recipe
    static byte[] bytes(int step, long compared, long uncompared, long shingleBytes) {
        return ByteBuffer.allocate(BYTES)
                .putInt(step)
                .putLong(compared)
                .putLong(uncompared)
                .putLong(shingleBytes)
                .array();
    }

    void add(ByteBuffer counted) {
        long[] sums = sums(counted.getInt());
        for (int i = 0; i < sums.length; i++) {
            sums[i] += counted.getLong();
        }
    }

    void add(JsonNode counted) {
        for (String step : counted.properties().stream().map(e -> e.getKey()).toList()) {
            long[] sums = sums(Integer.parseInt(step));
            sums[0] += counted.get(step).get("compared").longValue();
            sums[1] += counted.get(step).get("uncompared").longValue();
            sums[2] += counted.get(step).get("shingle-bytes").longValue();
        }
    }

    private long[] sums(int step) {
        return byStep.computeIfAbsent(step, s -> new long[3]);
    }

    /// @param ordinals of the match's steps
    void put(ObjectNode json, List<Integer> ordinals) {
        for (int ordinal : ordinals) {
            put(json.putObject(Integer.toString(ordinal)), ordinal);
        }
    }

    void put(ObjectNode json, int ordinal) {
        long[] sums = sums(ordinal);
        json.put("compared", sums[0]).put("uncompared", sums[1]).put("shingle-bytes", sums[2]);
    }
}

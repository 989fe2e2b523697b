package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Locale;
import olmoe.dedup.bloom.BloomFilter;
import olmoe.dedup.bloom.Keys;
import olmoe.release.format.CanonicalJson;

/// What a sequential step's memory of one shard was like in the end. The rate of false positives is
/// `(set / bits)^hashes` by computation and `found / probes` by trial; an exact set has none of these.
///
/// @param keys that it remembers
/// @param found of `probes` keys that were never added
record FilterFigures(int shard, long documents, long keys, long bits, long set, long hashes, long probes, long found)
        implements ShardFigures {
    static final int BYTES = Integer.BYTES + 7 * Long.BYTES;
    private static final int PROBES = 1_000_000;

    static FilterFigures of(int shard, long documents, Keys memory) {
        if (memory instanceof BloomFilter filter) {
            return new FilterFigures(
                    shard,
                    documents,
                    filter.size(),
                    filter.bytes() * Byte.SIZE,
                    filter.set(),
                    filter.hashes(),
                    PROBES,
                    filter.foundOf(PROBES));
        }
        return new FilterFigures(shard, documents, memory.size(), 0, 0, 0, 0, 0);
    }

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(shard)
                .putLong(documents)
                .putLong(keys)
                .putLong(bits)
                .putLong(set)
                .putLong(hashes)
                .putLong(probes)
                .putLong(found)
                .array();
    }

    static FilterFigures parse(ByteBuffer in) {
        return new FilterFigures(
                in.getInt(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong(),
                in.getLong());
    }

    static FilterFigures parse(JsonNode json) {
        return new FilterFigures(
                json.get("shard").intValue(),
                json.get("documents").longValue(),
                json.get("keys").longValue(),
                json.path("bits").longValue(),
                json.path("set").longValue(),
                json.path("hashes").longValue(),
                json.path("probes").longValue(),
                json.path("found").longValue());
    }

    @Override
    public void put(ArrayNode list) {
        ObjectNode json =
                list.addObject().put("shard", shard).put("documents", documents).put("keys", keys);
        if (bits > 0) {
            json.put("bits", bits).put("set", set).put("hashes", hashes);
            json.put("probes", probes).put("found", found);
        }
    }

    @Override
    public String line() {
        String line = String.format(Locale.ROOT, "shard %d: %,d documents, %,d keys", shard, documents, keys);
        if (bits == 0) {
            return line + " kept exactly, no false positives";
        }
        double computed = StrictMath.pow((double) set / bits, hashes);
        return line
                + String.format(
                        Locale.ROOT,
                        " in %,d bytes; false positives computed %s, measured %s over %,d probes",
                        bits / Byte.SIZE,
                        CanonicalJson.number(computed),
                        CanonicalJson.number((double) found / probes),
                        probes);
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.ByteBuffer;
import java.util.Locale;

/// How much of a shard's texts stood there more than once.
///
/// @param bytesRead of all texts, in UTF-8
/// @param passages that were cut from the corpus' own texts, also of documents that left for it
/// @param cut bytes of these
record PassageFigures(int shard, long documents, long bytesRead, long passages, long cut) implements ShardFigures {
    static final int BYTES = Integer.BYTES + 4 * Long.BYTES;
    static final String CUT = "cut-bytes";

    @Override
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(shard)
                .putLong(documents)
                .putLong(bytesRead)
                .putLong(passages)
                .putLong(cut)
                .array();
    }

    static PassageFigures parse(ByteBuffer in) {
        return new PassageFigures(in.getInt(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    static PassageFigures parse(JsonNode json) {
        return new PassageFigures(
                json.get("shard").intValue(),
                json.get("documents").longValue(),
                json.get("bytes").longValue(),
                json.get("passages").longValue(),
                json.get(CUT).longValue());
    }

    @Override
    public void put(ArrayNode list) {
        list.addObject()
                .put("shard", shard)
                .put("documents", documents)
                .put("bytes", bytesRead)
                .put("passages", passages)
                .put(CUT, cut);
    }

    @Override
    public String line() {
        return String.format(
                Locale.ROOT,
                "shard %d: %,d documents, %,d bytes, %,d of them cut in %,d passages",
                shard,
                documents,
                bytesRead,
                cut,
                passages);
    }
}

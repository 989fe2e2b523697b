package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

/// What a sequential step had to do with one shard.
interface ShardFigures {
    int shard();

    /// Of a length that no other record of a match has.
    byte[] bytes();

    void put(ArrayNode list);

    /// For a person.
    String line();

    /// @param json as it was put
    static ShardFigures parse(JsonNode json) {
        return json.has(PassageFigures.CUT) ? PassageFigures.parse(json) : FilterFigures.parse(json);
    }
}

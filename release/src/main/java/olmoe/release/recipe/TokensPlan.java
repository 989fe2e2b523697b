package olmoe.release.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.shard.ShardFormat;

/// How token shards are written, as the recipe's `tokens`. A document that would bring a shard over a cap begins the
/// part's next one, of documents and of tokens.
///
/// @param formats in which each shard lies, dolma's among them
/// @param shardTokens of the documents of a shard, end-of-text included; 0 without a cap
/// @param shardBytes of the ids of a shard's `.npy`; 0 without a cap
public record TokensPlan(List<ShardFormat> formats, long shardTokens, long shardBytes) {

    /// One shard a part and split, in dolma's format.
    public static final TokensPlan USUAL = new TokensPlan(List.of(ShardFormat.DOLMA), 0, 0);

    /// Where the tokenizer lies in a corpus and a release; other formats' metadata name it so.
    public static final String TOKENIZER = "tokenizer/tokenizer.json";

    private static final Pattern NUMBERED = Pattern.compile("(.*-[0-9]{5,})\\.[0-9]{5,}", Pattern.DOTALL);

    /// Name of a part's shard: the part's own, and where there is a cap, with a number after a point.
    ///
    /// @param number from 0
    public String shardOf(String part, int number) {
        if (shardTokens == 0 && shardBytes == 0) {
            return part;
        }
        String digits = Integer.toString(number);
        return part + "." + "0".repeat(Math.max(0, 5 - digits.length())) + digits;
    }

    /// The part that a shard is of. Names of parts end with `-` and five digits or more.
    public static String partOf(String shard) {
        Matcher numbered = NUMBERED.matcher(shard);
        return numbered.matches() ? numbered.group(1) : shard;
    }

    /// One more than the largest id that a tokenizer.json gives.
    public static long vocabulary(JsonNode tokenizer) {
        long largest = -1;
        for (JsonNode id : tokenizer.at("/model/vocab")) {
            largest = Math.max(largest, id.longValue());
        }
        for (JsonNode added : tokenizer.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").longValue());
        }
        return largest + 1;
    }

    static TokensPlan of(Section section) {
        TokensPlan plan = new TokensPlan(
                section.find("formats").map(TokensPlan::formats).orElse(USUAL.formats),
                section.find("shard-tokens")
                        .map(value -> cap(value, value.count()))
                        .orElse(0L),
                section.find("shard-bytes")
                        .map(value -> cap(value, value.bytes()))
                        .orElse(0L));
        section.finish();
        return plan;
    }

    private static long cap(Value value, long cap) {
        if (cap < 1) {
            throw value.expected("1 or more");
        }
        return cap;
    }

    private static List<ShardFormat> formats(Value value) {
        EnumSet<ShardFormat> formats = EnumSet.noneOf(ShardFormat.class);
        for (String name : value.texts()) {
            ShardFormat format = Stream.of(ShardFormat.values())
                    .filter(known -> name(known).equals(name))
                    .findFirst()
                    .orElseThrow(() -> value.mistake("unknown format " + name
                            + Section.didYouMean(
                                    name,
                                    Stream.of(ShardFormat.values())
                                            .map(TokensPlan::name)
                                            .toList())));
            formats.add(format);
        }
        if (!formats.contains(ShardFormat.DOLMA)) {
            throw value.mistake("expected dolma among the formats, which training and verify read, found "
                    + formats.stream().map(TokensPlan::name).collect(Collectors.joining(", ")));
        }
        return List.copyOf(formats);
    }

    private static String name(ShardFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }

    /// Formats beside dolma's.
    public List<ShardFormat> others() {
        return formats.stream().filter(format -> format != ShardFormat.DOLMA).toList();
    }

    /// Whether a shard of so many tokens may take a document of so many more.
    public boolean takes(long tokens, long more, int bytesPerId) {
        return tokens == 0
                || (shardTokens == 0 || tokens + more <= shardTokens)
                        && (shardBytes == 0 || (tokens + more) * bytesPerId <= shardBytes);
    }

    ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        formats.forEach(format -> json.withArray("formats").add(name(format)));
        if (shardTokens > 0) {
            json.put("shard-tokens", shardTokens);
        }
        if (shardBytes > 0) {
            json.put("shard-bytes", shardBytes);
        }
        return json;
    }
}

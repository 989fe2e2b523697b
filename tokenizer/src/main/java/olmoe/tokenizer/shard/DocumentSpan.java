package olmoe.tokenizer.shard;

/// Where one document lies in a token shard: a row of its `.csv.gz`.
///
/// @param start its first token, from 0
/// @param end after its last token, which is end-of-text
/// @param id the document's id
/// @param source where it came from
/// @param line its place there, from 1
public record DocumentSpan(long start, long end, String id, String source, long line) {}

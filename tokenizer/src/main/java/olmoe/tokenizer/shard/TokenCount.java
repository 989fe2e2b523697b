package olmoe.tokenizer.shard;

import java.io.IOException;
import java.nio.file.Path;

/// What a shard holds when everything in it has been read.
///
/// @param endOfText the id that ends every document, or -1 without documents
/// @param largestId the largest id, or -1 without tokens
/// @param largestAt the first token with it
/// @param longestDocument its tokens, end-of-text included
public record TokenCount(
        long documents, long tokens, int endOfText, int largestId, long largestAt, long longestDocument) {

    /// Counts documents as they are read.
    static final class Builder {
        private final Path file;
        private final ShardReading reading;
        private long documents;
        private long tokens;
        private int endOfText = -1;
        private int largest = -1;
        private long largestAt;
        private long longest;

        Builder(Path file, ShardReading reading) {
            this.file = file;
            this.reading = reading;
        }

        /// @param at its first byte
        /// @param length in tokens
        void document(ShardBytes data, long at, long length, int bytesPerId) throws IOException {
            DamagedShardException.unless(
                    length > 0 && at + length * bytesPerId <= data.size(),
                    file + ": byte " + at + ": a document of " + length + " tokens does not fit " + data.size()
                            + " bytes");
            int last = -1;
            for (long i = 0; i < length; i++) {
                last = (int) data.number(at + i * bytesPerId, bytesPerId);
                largestAt = last > largest ? tokens + i : largestAt;
                largest = Math.max(largest, last);
            }
            endOfText = documents == 0 ? last : endOfText;
            DamagedShardException.unless(
                    last == endOfText,
                    file + ": byte " + (at + (length - 1) * bytesPerId) + ": expected end-of-text " + endOfText
                            + " at the end of a document, found " + last);
            reading.document(data, at, length, bytesPerId);
            documents++;
            tokens += length;
            longest = Math.max(longest, length);
        }

        TokenCount build() {
            return new TokenCount(documents, tokens, endOfText, largest, largestAt, longest);
        }
    }
}

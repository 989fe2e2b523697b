package olmoe.dedup.substring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import olmoe.dedup.SequentialStep;
import olmoe.filters.Settings;
import olmoe.tokenizer.cli.Suggestion;

/// `substring`: passages of `length` bytes of UTF-8 or more that stand in a shard's texts more than once leave them.
///
/// @param length of the shortest passage, in bytes
/// @param keepFirst leaves what lies in the first occurrence of a repeated window; otherwise all copies leave
/// @param memory of one shard's table; it moves no byte of the result
/// @param leastWords fewest words with which a text stays that lost a passage
public record SubstringStep(int length, boolean keepFirst, long memory, int leastWords, int shards)
        implements SequentialStep {
    private static final String FIRST = "first";
    private static final List<String> COPIES = List.of(FIRST, "none");
    private static final int LENGTH = 100;
    private static final long MEMORY = 256L << 20;

    public SubstringStep {
        RepeatedWindows.check(length, memory);
        SequentialStep.checkShards(shards);
    }

    public static SubstringStep of(Settings settings) {
        String keep = settings.text("keep", FIRST);
        if (!COPIES.contains(keep)) {
            throw settings.refused(
                    "keep: expected " + String.join(", ", COPIES) + ", found " + keep + Suggestion.of(keep, COPIES));
        }
        return new SubstringStep(
                settings.count("length", LENGTH),
                keep.equals(FIRST),
                settings.bytes("memory", MEMORY),
                settings.count("min-words", 1),
                settings.count("shards", 1));
    }

    /// Of a shard that has no text yet.
    ///
    /// @param folder for temporary files
    public RepeatedPassages passages(Path folder) throws IOException {
        return new RepeatedPassages(length, keepFirst, memory, folder);
    }

    @Override
    public String name() {
        return "dedup/substring";
    }

    @Override
    public double threshold() {
        return 1;
    }

    @Override
    public OptionalInt minWords() {
        return OptionalInt.of(leastWords);
    }
}

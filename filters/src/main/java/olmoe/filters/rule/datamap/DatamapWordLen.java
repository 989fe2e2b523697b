package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text whose words are too short or too long on average: `word_len_filter` of allenai/datamap-rs at
/// f771794.
///
/// Words are runs of what is not white space, lengths are **bytes of UTF-8**, shares are of single precision.
/// Both limits are kept; a text without words is dropped.
public record DatamapWordLen(double minMeanBytes, double maxMeanBytes) implements MeasuringRule {

    public DatamapWordLen {
        Limits.atLeast("min-mean-bytes", 0, minMeanBytes);
        Limits.ordered("min-mean-bytes", minMeanBytes, "max-mean-bytes", maxMeanBytes);
    }

    @Override
    public String name() {
        return "word-len/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans words = text.rustWords();
        long bytes = 0;
        for (int i = 0; i < words.size(); i++) {
            bytes += RustText.bytes(words, i);
        }
        measurements.count("words", words.size());
        measurements.dropBelow("no-words", words.size(), 1);
        if (!words.isEmpty()) {
            float mean = (float) bytes / words.size();
            measurements.number("mean-word-bytes", mean);
            measurements.dropBelow("short-words", mean, (float) minMeanBytes);
            measurements.dropAbove("long-words", mean, (float) maxMeanBytes);
        }
    }
}

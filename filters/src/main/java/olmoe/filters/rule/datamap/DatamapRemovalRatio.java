package olmoe.filters.rule.datamap;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a document that has lost too many of its words since `word-count/datamap`: `word_removal_ratio_filter`
/// of allenai/datamap-rs at f771794. The limit itself is kept; a document that had no words is dropped.
public record DatamapRemovalRatio(double maxRemovedWords) implements Judge {

    public DatamapRemovalRatio {
        Limits.fraction("max-removed-words", maxRemovedWords);
    }

    @Override
    public String name() {
        return "removal-ratio/datamap";
    }

    @Override
    public List<String> requires() {
        return List.of(DatamapWordCount.WORDS);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        long before = (Long) document.attributes().get(DatamapWordCount.WORDS);
        long now = text.unicodeWords().size();
        Measurements measurements = new Measurements();
        measurements.count("words-before", before);
        measurements.count("words-left", now);
        measurements.dropBelow("no-words", before, 1);
        if (before > 0) {
            float ratio = (float) (before - now) / before;
            measurements.number("removed-words", ratio);
            measurements.dropAbove("removed-words", ratio, (float) maxRemovedWords);
        }
        return measurements.verdict();
    }
}

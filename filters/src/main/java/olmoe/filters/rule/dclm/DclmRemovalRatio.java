package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a document that has lost too many of its words since `word-counter/dclm`. Step 26 of
/// DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// The limit itself is kept; a document that had no words is dropped.
public record DclmRemovalRatio(double maxRemovedWords) implements Judge {

    public DclmRemovalRatio {
        Limits.fraction("max-removed-words", maxRemovedWords);
    }

    @Override
    public String name() {
        return "removal-ratio/dclm";
    }

    @Override
    public List<String> requires() {
        return List.of(DclmWordCounter.WORDS);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        return judge((Long) document.attributes().get(DclmWordCounter.WORDS), text);
    }

    Verdict judge(long before, TextView text) {
        long now = text.fastTextWords();
        Measurements measurements = new Measurements();
        measurements.count("words-before", before);
        measurements.count("words-left", now);
        measurements.dropBelow("no-words", before, 1);
        if (before > 0) {
            double ratio = (double) (before - now) / before;
            measurements.number("removed-words", ratio);
            measurements.dropAbove("removed-words", ratio, maxRemovedWords);
        }
        return measurements.verdict();
    }
}

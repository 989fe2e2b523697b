package olmoe.filters.language;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Keeps documents in the wanted languages by what `language/dclm`, or another rule before it, has measured. Step 9
/// of DCLM-Baseline's list, mlfoundations/dclm at 361714b.
///
/// @param keep labels such as `en`
/// @param minScore in 0..1; a score must be above it, so the limit itself is dropped
public record DclmLanguageFilter(List<String> keep, double minScore) implements Judge {

    public DclmLanguageFilter {
        if (keep.isEmpty()) {
            throw new IllegalArgumentException("keep must name a language");
        }
        if (!(minScore >= 0 && minScore <= 1)) {
            throw new IllegalArgumentException("min-score must be between 0 and 1 but was " + minScore);
        }
        keep = List.copyOf(keep);
    }

    @Override
    public String name() {
        return "language-filter/dclm";
    }

    @Override
    public List<String> requires() {
        return List.of(Language.LABEL, Language.SCORE);
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        double score = (Double) document.attributes().get(Language.SCORE);
        return keep.contains(document.attributes().get(Language.LABEL)) && score > minScore
                ? Verdict.KEEP
                : Verdict.drop("language", score, minScore);
    }
}

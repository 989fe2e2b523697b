package olmoe.filters.rule.code;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a file of a repository without more than this many stars: `stars` of StarCoder's preprocessing/filtering.py
/// (bigcode-project/bigcode-dataset at bebec92). A repository without a number has none.
public record StarcoderStars(int moreStarsThan) implements Judge {

    public StarcoderStars {
        Limits.atLeast("more-stars-than", 0, moreStarsThan);
    }

    @Override
    public String name() {
        return "stars/starcoder";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        double stars = CodeFile.of(document).stars();
        Measurements measurements = new Measurements();
        measurements.number("stars", stars);
        measurements.dropTo("stars", stars, moreStarsThan);
        return measurements.verdict();
    }
}

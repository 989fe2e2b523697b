package olmoe.filters.rule;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// A rule of limits on measurements of the text alone. Several can measure into one list: then the
/// first limit passed is the verdict of all.
public interface MeasuringRule extends Judge {

    void measure(TextView text, Measurements measurements);

    @Override
    default Verdict judge(Document document, TextView text) {
        Measurements measurements = new Measurements();
        measure(text, measurements);
        return measurements.verdict();
    }
}

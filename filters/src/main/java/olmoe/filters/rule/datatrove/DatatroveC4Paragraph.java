package olmoe.filters.rule.datatrove;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// mC4's rule as datatrove's C4ParagraphFilter applies it, version 0.10.1; the reason is its own: a text has
/// at least `minParagraphs` lines of `minLength` characters. Lines stand between U+000A and are not stripped.
public record DatatroveC4Paragraph(int minParagraphs, int minLength) implements MeasuringRule {

    public DatatroveC4Paragraph {
        Limits.atLeast("min-paragraphs", 0, minParagraphs);
        Limits.atLeast("min-length", 0, minLength);
    }

    @Override
    public String name() {
        return "c4-paragraph/datatrove";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = text.betweenNewlines();
        long paragraphs = 0;
        for (int i = 0; i < lines.size(); i++) {
            paragraphs += lines.length(i) >= minLength ? 1 : 0;
        }
        measurements.count("paragraphs", paragraphs);
        measurements.dropBelow("< " + minParagraphs + " paragraphs", paragraphs, minParagraphs);
    }
}

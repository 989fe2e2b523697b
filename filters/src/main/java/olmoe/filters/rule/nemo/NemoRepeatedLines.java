package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Copies;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text of which too little is left where each line and each paragraph stays once: `RepeatedLinesFilter`,
/// `RepeatedParagraphsFilter`, `RepeatedLinesByCharFilter` and `RepeatedParagraphsByCharFilter` of
/// NVIDIA-NeMo/Curator at 1e2e427, in the order of its pipeline.
///
/// Measured is what is **left**, so the settings, by that program's names, are least shares; 0 turns one off. Lines
/// stand between U+000A, blank ones left out, paragraphs between pairs of U+000A, blank ones too; neither is
/// stripped. Limits themselves are kept; a blank text is `empty`, where the program throws.
public record NemoRepeatedLines(
        double maxRepeatedLineFraction,
        double maxRepeatedParagraphsRatio,
        double maxRepeatedLinesCharRatio,
        double maxRepeatedParagraphsCharRatio)
        implements MeasuringRule {

    public NemoRepeatedLines {
        Limits.fraction("max-repeated-line-fraction", maxRepeatedLineFraction);
        Limits.fraction("max-repeated-paragraphs-ratio", maxRepeatedParagraphsRatio);
        Limits.fraction("max-repeated-lines-char-ratio", maxRepeatedLinesCharRatio);
        Limits.fraction("max-repeated-paragraphs-char-ratio", maxRepeatedParagraphsCharRatio);
    }

    @Override
    public String name() {
        return "repeated-lines/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (!NemoText.isWritten(text, measurements)) {
            return;
        }
        Spans lines = NemoText.sentences(text);
        Spans paragraphs = NemoText.paragraphs(text.codePoints());
        NemoText.least("repeated_lines", different(lines), maxRepeatedLineFraction, measurements);
        NemoText.least("repeated_paragraphs", different(paragraphs), maxRepeatedParagraphsRatio, measurements);
        NemoText.least("repeated_lines_char", characters(lines), maxRepeatedLinesCharRatio, measurements);
        NemoText.least(
                "repeated_paragraphs_char", characters(paragraphs), maxRepeatedParagraphsCharRatio, measurements);
    }

    private static double different(Spans pieces) {
        return (double) pieces.distinct() / pieces.size();
    }

    private static double characters(Spans pieces) {
        long all = pieces.totalLength();
        return (double) (all - new Copies(pieces).characters()) / all;
    }
}

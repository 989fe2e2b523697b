package olmoe.filters.rule.code;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops HTML that shows little of its text outside scripts and styles: `HTMLBoilerplateFilter` of
/// NVIDIA-NeMo/Curator at 1e2e427, with Beautiful Soup 4.15. Other files than HTML, by `lang` or `ext` of their
/// metadata, stay unseen.
///
/// Fewer visible characters than the least have a share of 0, and so has an empty file, on which the program throws.
/// Limits themselves are kept. A file on which Beautiful Soup or Python's recursion gives up is `unreadable`.
public record NemoHtmlBoilerplate(double minLangContentRatio, int minLangContentNumChars) implements Judge {

    public NemoHtmlBoilerplate {
        Limits.fraction("min-lang-content-ratio", minLangContentRatio);
        Limits.atLeast("min-lang-content-num-chars", 0, minLangContentNumChars);
    }

    @Override
    public String name() {
        return "html-boilerplate/nemo";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        if (!CodeFile.of(document).language().equals("html")) {
            return Verdict.KEEP;
        }
        Measurements measurements = new Measurements();
        long visible = HtmlText.length(text.codePoints());
        measurements.dropBelow("unreadable", visible, 0);
        if (visible >= 0) {
            boolean shown = text.length() > 0 && visible >= minLangContentNumChars;
            double share = shown ? (double) visible / text.length() : 0;
            measurements.number("html_boilerplate", share);
            measurements.dropBelow("html_boilerplate", share, minLangContentRatio);
        }
        return measurements.verdict();
    }
}

package olmoe.filters.rule.code;

import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops an HTML file that shows little text: `html` of StarCoder's preprocessing/filtering.py
/// (bigcode-project/bigcode-dataset at bebec92). See [HtmlText]; a file at a limit is dropped, one of another
/// language, by `lang` or `ext` of its metadata, is kept. Where the markup cannot be read, at which the reference
/// stops, the reason is `unreadable`.
public record StarcoderHtml(double minVisibleShare, int minVisibleCharacters) implements Judge {

    public StarcoderHtml {
        Limits.fraction("min-visible-share", minVisibleShare);
        Limits.atLeast("min-visible-characters", 0, minVisibleCharacters);
    }

    @Override
    public String name() {
        return "html/starcoder";
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
            double share = text.length() == 0 ? 0 : (double) visible / text.length();
            measurements.number("visible-share", share);
            measurements.count("visible-characters", visible);
            measurements.dropTo("little-visible-text", share, minVisibleShare);
            measurements.dropTo("short-visible-text", visible, minVisibleCharacters);
        }
        return measurements.verdict();
    }
}

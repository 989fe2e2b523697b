package olmoe.filters.rule.code;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file whose first 100 characters hold `<?xml version=`: `xml` of StarCoder's preprocessing/filtering.py
/// (bigcode-project/bigcode-dataset at bebec92).
public record StarcoderXml() implements MeasuringRule {
    private static final int HEAD = 100;

    @Override
    public String name() {
        return "xml/starcoder";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long xml = isXml(text) ? 1 : 0;
        measurements.count("xml", xml);
        measurements.dropAbove("xml", xml, 0);
    }

    static boolean isXml(TextView text) {
        String head = new String(text.codePoints(), 0, Math.min(HEAD, text.length()));
        return head.contains("<?xml version=");
    }
}

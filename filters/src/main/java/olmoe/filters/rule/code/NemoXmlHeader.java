package olmoe.filters.rule.code;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a file whose first characters hold `<?xml version=`: `XMLHeaderFilter` of NVIDIA-NeMo/Curator at 1e2e427.
public record NemoXmlHeader(int charPrefixSearchLength) implements MeasuringRule {

    public NemoXmlHeader {
        Limits.atLeast("char-prefix-search-length", 0, charPrefixSearchLength);
    }

    @Override
    public String name() {
        return "xml-header/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        String head = new String(text.codePoints(), 0, Math.min(charPrefixSearchLength, text.length()));
        long xml = head.contains("<?xml version=") ? 1 : 0;
        measurements.count("xml_header", xml);
        measurements.dropFrom("xml_header", xml, 1);
    }
}

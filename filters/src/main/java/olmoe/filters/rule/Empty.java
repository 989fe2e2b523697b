package olmoe.filters.rule;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Drops a text that holds nothing but white space, so that no later rule meets one. Our own rule;
/// white space is White_Space of Unicode 16 and U+001C to U+001F.
public record Empty() implements MeasuringRule {
    private static final CodePoints TABLE = CodePoints.unicode16();

    @Override
    public String name() {
        return "empty";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long visible = 0;
        for (int c : text.codePoints()) {
            visible += TABLE.isSpace(c) ? 0 : 1;
        }
        measurements.count("characters", visible);
        measurements.dropBelow("empty", visible, 1);
    }
}

package olmoe.filters.rule.dclm;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines begin with a bullet. Step 13 of DCLM-Baseline's list,
/// mlfoundations/dclm at 361714b.
///
/// Lines stand between U+000A and are stripped; empty ones do not count. Bullets are U+25CF, U+2022, `*` and `-`.
/// The limit itself is kept, and so is a text without lines.
public record DclmBullets(double maxBulletLines) implements MeasuringRule {
    private static final List<String> BULLETS = List.of("●", "•", "*", "-");

    public DclmBullets {
        Limits.fraction("max-bullet-lines", maxBulletLines);
    }

    @Override
    public String name() {
        return "bullets/dclm";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = text.lines();
        long bullets = 0;
        for (int i = 0; i < lines.size(); i++) {
            bullets += begins(lines, i) ? 1 : 0;
        }
        measurements.count("lines", lines.size());
        measurements.count("bullet-lines", bullets);
        if (!lines.isEmpty()) {
            measurements.dropAbove("bullet-lines", (double) bullets / lines.size(), maxBulletLines);
        }
    }

    private static boolean begins(Spans lines, int i) {
        for (String bullet : BULLETS) {
            if (lines.startsWith(i, bullet)) {
                return true;
            }
        }
        return false;
    }
}

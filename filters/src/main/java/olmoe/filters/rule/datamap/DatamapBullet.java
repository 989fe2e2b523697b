package olmoe.filters.rule.datamap;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines begin with a bullet: `bullet_filter` of allenai/datamap-rs at f771794.
///
/// Lines stand between U+000A, **unstripped, empty ones too**; bullets are U+25CF, U+2022, `*` and `-`. The limit
/// itself is kept.
public record DatamapBullet(double maxBulletLines) implements MeasuringRule {

    public DatamapBullet {
        Limits.fraction("max-bullet-lines", maxBulletLines);
    }

    @Override
    public String name() {
        return "bullet/datamap";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        Spans lines = text.betweenNewlines();
        long bullets = 0;
        for (int i = 0; i < lines.size(); i++) {
            bullets += lines.length(i) > 0 && "●•*-".indexOf(lines.codePoint(i, 0)) >= 0 ? 1 : 0;
        }
        measurements.count("lines", lines.size());
        measurements.count("bullet-lines", bullets);
        measurements.dropAbove("bullet-lines", (float) bullets / lines.size(), (float) maxBulletLines);
    }
}

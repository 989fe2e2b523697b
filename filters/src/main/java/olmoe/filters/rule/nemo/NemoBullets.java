package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text in which too many lines begin with one of `•‣⁃⁌⁍∙○●◘◦⦾⦿`: `BulletsFilter` of NVIDIA-NeMo/Curator at
/// 1e2e427. Blank lines do not count. The limit itself is kept; a blank text is `empty`, where the program throws.
public record NemoBullets(double maxBulletLinesRatio) implements MeasuringRule {

    public NemoBullets {
        Limits.fraction("max-bullet-lines-ratio", maxBulletLinesRatio);
    }

    @Override
    public String name() {
        return "bullets/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        if (NemoText.isWritten(text, measurements)) {
            Spans lines = NemoText.sentences(text);
            long bullets = 0;
            for (int i = 0; i < lines.size(); i++) {
                bullets += isBullet(lines.codePoint(i, NemoText.first(lines, i))) ? 1 : 0;
            }
            NemoText.most("bullet_ratio", (double) bullets / lines.size(), maxBulletLinesRatio, measurements);
        }
    }

    private static boolean isBullet(int c) {
        return switch (c) {
            case '•', '‣', '⁃', '⁌', '⁍', '∙', '○', '●', '◘', '◦', '⦾', '⦿' -> true;
            default -> false;
        };
    }
}

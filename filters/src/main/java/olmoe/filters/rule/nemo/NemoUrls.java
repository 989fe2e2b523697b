package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text of which URLs are too much: `UrlsFilter` of NVIDIA-NeMo/Curator at 1e2e427, with that version's
/// pattern. The limit itself is kept; a text without characters has a share of 1.
public record NemoUrls(double maxUrlToTextRatio) implements MeasuringRule {

    public NemoUrls {
        Limits.fraction("max-url-to-text-ratio", maxUrlToTextRatio);
    }

    @Override
    public String name() {
        return "urls/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        long characters = 0;
        UrlPattern urls = new UrlPattern(text.text());
        while (urls.find()) {
            characters += urls.end() - urls.start(); // of ASCII
        }
        NemoText.most("urls_ratio", NemoText.share(characters, text), maxUrlToTextRatio, measurements);
    }
}

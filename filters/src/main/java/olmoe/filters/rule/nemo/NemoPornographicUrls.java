package olmoe.filters.rule.nemo;

import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.TextView;

/// Drops a text with a URL in which `porn` stands, in this case only: `PornographicUrlsFilter` of NVIDIA-NeMo/Curator
/// at 1e2e427.
public record NemoPornographicUrls() implements MeasuringRule {

    @Override
    public String name() {
        return "pornographic-urls/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        boolean found = false;
        UrlPattern urls = new UrlPattern(text.text());
        while (!found && urls.find()) {
            int at = text.text().indexOf("porn", urls.start());
            found = at >= 0 && at + 4 <= urls.end();
        }
        measurements.count("pornographic_urls", found ? 1 : 0);
        measurements.dropFrom("pornographic_urls", found ? 1 : 0, 1);
    }
}

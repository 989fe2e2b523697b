package olmoe.filters.rule.nemo;

import java.util.List;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.filters.rule.MeasuringRule;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// Drops a text of which too many paragraphs hold a phrase of cookie banners and policies, in any case of letters:
/// `BoilerPlateStringFilter` of NVIDIA-NeMo/Curator at 1e2e427.
///
/// Paragraphs stand between pairs of U+000A, blank ones too. One with `lorem ipsum` gives a share of 1. The limit
/// itself is kept. The setting `remove_if_at_top_or_bottom` of that program has no effect there and is not one here.
public record NemoBoilerplate(double maxBoilerplateStringRatio) implements MeasuringRule {
    /// Without two that hold a shorter one.
    private static final List<String> PHRASES = List.of(
            "terms of use",
            "privacy policy",
            "cookie policy",
            "uses cookies",
            "privacy overview",
            "use of cookies",
            "use cookies",
            "privacy & cookies policy",
            "privacy and cookies policy",
            "necessary cookies are absolutely essential for the website to function properly. this category only includes "
                    + "cookies that ensures basic functionalities and security features of the website. these cookies do "
                    + "not store any personal information.",
            "any cookies that may not be particularly necessary for the website to function and is used specifically to "
                    + "collect user personal data via analytics, ads, other embedded contents are termed as "
                    + "non-necessary cookies. it is mandatory to procure user consent prior to running these cookies on "
                    + "your website.",
            "if you continue to browse this site without changing your cookie settings, you agree to this use. "
                    + "acceptread more");
    private static final String LOREM_IPSUM = "lorem ipsum";

    public NemoBoilerplate {
        Limits.fraction("max-boilerplate-string-ratio", maxBoilerplateStringRatio);
    }

    @Override
    public String name() {
        return "boilerplate/nemo";
    }

    @Override
    public void measure(TextView text, Measurements measurements) {
        NemoText.most("boilerplate_string_ratio", share(text), maxBoilerplateStringRatio, measurements);
    }

    private static double share(TextView text) {
        int[] points = CodePoints.unicode14().lower(text.codePoints());
        String lower = new String(points, 0, points.length);
        if (lower.contains(LOREM_IPSUM)) {
            return 1;
        }
        Spans paragraphs = NemoText.paragraphs(points);
        long found = 0;
        for (int i = 0; i < paragraphs.size(); i++) {
            found += holdsPhrase(paragraphs.text(i)) ? 1 : 0;
        }
        return (double) found / paragraphs.size();
    }

    private static boolean holdsPhrase(String paragraph) {
        for (String phrase : PHRASES) {
            if (paragraph.contains(phrase)) {
                return true;
            }
        }
        return false;
    }
}

package olmoe.filters.rule.code;

import java.util.List;
import olmoe.filters.Document;
import olmoe.filters.Judge;
import olmoe.filters.Verdict;
import olmoe.filters.rule.Limits;
import olmoe.filters.rule.Measurements;
import olmoe.tokenizer.text.TextView;

/// Drops a file with hardly any comments, or with little else: `comments` of StarCoder's preprocessing/filtering.py
/// (bigcode-project/bigcode-dataset at bebec92). A file at a limit is dropped. Only files of `languages` are looked
/// at, by `lang` or `ext` of their metadata; StarCoder had these three.
///
/// Python's share counts documentation strings where the file is Python of 3.11, and comments; that of Java and
/// JavaScript what Pygments 2.21 calls comments.
public record StarcoderComments(double minComments, double maxComments, List<String> languages) implements Judge {
    private static final List<String> KNOWN = List.of("python", "java", "javascript");

    public StarcoderComments {
        Limits.fraction("min-comments", minComments);
        Limits.fraction("max-comments", maxComments);
        Limits.ordered("min-comments", minComments, "max-comments", maxComments);
        languages = List.copyOf(languages);
        if (!KNOWN.containsAll(languages)) {
            throw new IllegalArgumentException("languages must be some of " + KNOWN + " but were " + languages);
        }
    }

    @Override
    public String name() {
        return "comments/starcoder";
    }

    @Override
    public Verdict judge(Document document, TextView text) {
        String language = CodeFile.of(document).language();
        if (!languages.contains(language)) {
            return Verdict.KEEP;
        }
        double share = Math.max(0, Comments.share(text.codePoints(), language));
        Measurements measurements = new Measurements();
        measurements.number("comments", share);
        measurements.dropTo("few-comments", share, minComments);
        measurements.dropFrom("many-comments", share, maxComments);
        return measurements.verdict();
    }
}

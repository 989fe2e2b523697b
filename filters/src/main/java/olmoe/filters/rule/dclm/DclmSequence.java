package olmoe.filters.rule.dclm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Settings;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.language.Convention;
import olmoe.filters.language.FastTextLabel;
import olmoe.filters.rule.Sequence;
import olmoe.filters.rule.Sequence.Stage;
import olmoe.filters.rule.WordList;

/// The list of DCLM-Baseline as one rule: `baselines_configs/dclm_baseline_refinedweb.yaml` of mlfoundations/dclm
/// at 361714b, steps 2 to 26 in their order. Its first step takes the URL out of the metadata, which our readers
/// do. The ban of domains, whose list is not in that repository, is part of it where a list is given.
final class DclmSequence {
    private static final String NAME = "refinedweb-sequence/dclm";
    private static final List<String> BEFORE_LANGUAGE =
            List.of("url-strict", "url-hard", "url-soft", "url-removal", "newline-removal");
    private static final List<String> AFTER_LANGUAGE = List.of(
            "language-filter",
            "page-length",
            "word-length",
            "symbol-ratio",
            "bullets",
            "ellipsis",
            "alphabetic",
            "stop-words",
            "repetition",
            "word-counter",
            "uppercase-lines",
            "numeric-lines",
            "counter-lines",
            "line-length",
            "items-in-cart",
            "read-more",
            "sign-in",
            "removal-ratio");

    private DclmSequence() {}

    static Entry entry(String source) {
        Map<String, Object> limits = new LinkedHashMap<>();
        limits.put("model", FastTextModel.SETTING);
        limits.put("domains", "none, or a file, one domain a line");
        return new Entry(
                NAME,
                Kind.EDIT,
                source + ", steps 2 to 26",
                "runs the whole list in order: domain-ban, " + String.join(", ", BEFORE_LANGUAGE) + ", language, "
                        + String.join(", ", AFTER_LANGUAGE),
                limits,
                DclmSequence::make);
    }

    private static Sequence make(Settings settings) {
        List<Stage> stages = new ArrayList<>();
        settings.resource("domains")
                .map(WordList::of)
                .ifPresent(domains -> stages.add(new Stage("domain-ban", DclmDomainBan.of(domains))));
        BEFORE_LANGUAGE.forEach(step -> stages.add(Stage.of(step + "/dclm")));
        stages.add(new Stage("language", new FastTextLabel(Convention.DCLM, FastTextModel.of(settings))));
        AFTER_LANGUAGE.forEach(step -> stages.add(Stage.of(step + "/dclm")));
        return new Sequence(NAME, stages);
    }
}

package olmoe.filters.rule.datamap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Settings;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.language.Convention;
import olmoe.filters.language.FastTextLanguage;
import olmoe.filters.rule.Sequence;
import olmoe.filters.rule.Sequence.Stage;

/// datamap-rs's port of DCLM-Baseline's list as one rule, without its list of domains. A document without a URL
/// passes the three rules on URLs unseen; the program itself drops it at the first.
final class DatamapSequence {
    private static final String NAME = "dclm-sequence/datamap";
    private static final List<String> BEFORE_LANGUAGE = List.of("url-strict", "url-hard", "url-soft", "newline");
    private static final List<String> AFTER_LANGUAGE = List.of(
            "page-len",
            "word-len",
            "symbol",
            "bullet",
            "ellipsis",
            "alphabetic",
            "stop-word",
            "repetition",
            "word-count",
            "uppercase",
            "numeric",
            "counter",
            "line-len",
            "items-in-cart",
            "read-more",
            "sign-in",
            "removal-ratio");

    private DatamapSequence() {}

    static Entry entry(String source) {
        return new Entry(
                NAME,
                Kind.EDIT,
                source,
                "runs the whole list in order: " + String.join(", ", BEFORE_LANGUAGE) + ", language, "
                        + String.join(", ", AFTER_LANGUAGE),
                Map.of("model", FastTextModel.SETTING),
                DatamapSequence::make);
    }

    private static Sequence make(Settings settings) {
        List<Stage> stages = new ArrayList<>();
        BEFORE_LANGUAGE.forEach(step -> stages.add(Stage.of(step + "/datamap")));
        stages.add(new Stage("language", FastTextLanguage.english(Convention.DATAMAP, FastTextModel.of(settings))));
        AFTER_LANGUAGE.forEach(step -> stages.add(Stage.of(step + "/datamap")));
        return new Sequence(NAME, stages);
    }
}

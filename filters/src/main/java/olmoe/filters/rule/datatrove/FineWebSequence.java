package olmoe.filters.rule.datatrove;

import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.language.Convention;
import olmoe.filters.language.FastTextLanguage;
import olmoe.filters.rule.Sequence;
import olmoe.filters.rule.Sequence.Stage;

/// The rules of FineWeb (arXiv 2406.17557) on a text as one rule, in the order of `examples/fineweb.py` of
/// huggingface/datatrove; its filter of URLs comes before, its MinHash between the last two.
final class FineWebSequence {
    private static final String NAME = "fineweb-sequence/datatrove";

    private FineWebSequence() {}

    static Entry entry(String source) {
        return new Entry(
                NAME,
                Kind.EDIT,
                source + "examples/fineweb.py; FineWeb, arXiv 2406.17557",
                "runs in order: language, gopher-repetition, gopher-quality, c4-noterm," + " fineweb-quality, pii",
                Map.of("model", FastTextModel.SETTING),
                FineWebSequence::make);
    }

    private static Sequence make(Settings settings) {
        return new Sequence(
                NAME,
                List.of(
                        new Stage(
                                "language", FastTextLanguage.english(Convention.DATATROVE, FastTextModel.of(settings))),
                        Stage.of("gopher-repetition/datatrove"),
                        Stage.of("gopher-quality/datatrove"),
                        new Stage("c4-noterm", rule("c4-quality-noterm/datatrove")),
                        Stage.of("fineweb-quality/datatrove"),
                        new Stage("pii", rule("pii-formatter/datatrove"))));
    }

    private static Step rule(String name) {
        return Catalogue.entry(name, "").step(Settings.none());
    }
}

package olmoe.filters.quality;

import java.util.List;
import java.util.Map;
import olmoe.filters.Catalogue.Entry;
import olmoe.filters.Catalogue.Kind;
import olmoe.filters.Resource;
import olmoe.filters.Settings;
import olmoe.filters.fasttext.FastTextModel;

/// The rules that ask a model or a word list.
public final class QualityRules {
    private static final String OURS = "our own; models of fastText's form, arXiv 1607.01759";

    private QualityRules() {}

    public static List<Entry> entries() {
        return List.of(
                new Entry(
                        "quality/fasttext",
                        Kind.JUDGE,
                        OURS,
                        "a classifier gives the wanted label too low a score",
                        Map.of("model", FastTextModel.SETTING, "label", "the wanted label", "min-score", 0.0),
                        settings -> classifier("quality", settings, settings.fraction("min-score", 0), 2)),
                new Entry(
                        "toxicity/fasttext",
                        Kind.JUDGE,
                        OURS,
                        "a classifier gives the unwanted label too high a score",
                        Map.of("model", FastTextModel.SETTING, "label", "the unwanted label", "max-score", 0.4),
                        settings -> classifier("toxicity", settings, 0, settings.fraction("max-score", 0.4))),
                new Entry(
                        "toxicity/words",
                        Kind.JUDGE,
                        "our own",
                        "too many words of a list",
                        Map.of("words", "a word list", "max-share", 0.0),
                        settings -> new ListedWords(
                                file(settings, "words", "a word list").shared(WordList.class, WordList::read),
                                settings.fraction("max-share", 0))),
                new Entry(
                        "perplexity/kenlm",
                        Kind.ANNOTATE,
                        "KenLM, W11-2123; its own ARPA files",
                        "the perplexity under a model of KenLM",
                        Map.of("model", "an ARPA file"),
                        settings -> new Perplexity(
                                file(settings, "model", "an ARPA file").shared(Arpa.class, Arpa::read))));
    }

    private static ClassifierScore classifier(String family, Settings settings, double minScore, double maxScore) {
        FastTextModel model =
                file(settings, "model", FastTextModel.SETTING).shared(FastTextModel.class, FastTextModel::read);
        String label = settings.text("label", "");
        if (label.isEmpty()) {
            throw settings.refused("label: expected one of the model, found none");
        }
        return new ClassifierScore(family, model, label, minScore, maxScore);
    }

    private static Resource file(Settings settings, String key, String what) {
        return settings.resource(key).orElseThrow(() -> settings.refused(key + ": expected " + what + ", found none"));
    }
}

package olmoe.release.card;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The page on top of a release (`README.md`). It has the dataset head, so that the directory is a
/// Hugging Face dataset repository as it stands.
public final class ReleaseReadme {
    private ReleaseReadme() {}

    /// Throws a `CheckException` that names the JSON pointer of the first figure that is missing.
    public static String render(Measured measured) {
        CorpusTables tables = new CorpusTables(measured);
        return Template.named("readme.md")
                .render(
                        measured,
                        Map.of(
                                "head", HuggingFace.datasetHead(measured),
                                "summary", summary(measured),
                                "digest", measured.digest(),
                                "folders", tables.folders(),
                                "licences", tables.licences()));
    }

    private static String summary(Measured measured) {
        List<SourceFigures> sources = SourceFigures.of(measured);
        Figures training = measured.trainingFigures();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row(
                "records read", sources.stream().mapToLong(SourceFigures::read).sum()));
        rows.add(row(
                "documents kept",
                sources.stream().mapToLong(SourceFigures::kept).sum()));
        rows.add(row(
                "documents dropped",
                sources.stream().mapToLong(SourceFigures::dropped).sum()));
        rows.add(row(
                "records rejected",
                sources.stream().mapToLong(SourceFigures::rejected).sum()));
        Split tokens = SourceFigures.sum(sources, SourceFigures::tokens);
        rows.add(row("tokens in the training part", tokens.train()));
        rows.add(row("tokens held out", tokens.validation()));
        rows.add(row("parameters", training.at("parameters").at("total").count()));
        rows.add(row("tokens trained on", training.at("tokens").count()));
        Figures held = training.at("validation");
        Figures baselines = training.at("baselines");
        rows.add(List.of("validation loss before training", Template.value(held.at("loss-before"))));
        rows.add(List.of("validation loss after training", Template.value(held.at("loss-after"))));
        rows.add(List.of("the same of a unigram model", Template.value(baselines.at("unigram"))));
        rows.add(List.of("the same of a bigram model", Template.value(baselines.at("bigram"))));
        return Markdown.table(List.of("", ">"), rows);
    }

    private static List<String> row(String name, long count) {
        return List.of(name, Numbers.count(count));
    }
}

package olmoe.release.metadata;

import java.util.Optional;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.format.CanonicalJson;

/// Results of evaluation in the form that Hugging Face reads from a model's folder (`.eval_results/*.yaml`, hub-docs'
/// eval_results.yaml). The data set is this release's own held-out part; nothing stands there that was not measured.
public final class EvaluationResults {
    private EvaluationResults() {}

    public static final String PATH = "model/.eval_results/held-out.yaml";

    public static String of(Measured measured) {
        Figures evaluation = measured.validationFigures().at("evaluation");
        String windows = Numbers.count(evaluation.at("windows").count());
        StringBuilder yaml = new StringBuilder();
        entry(
                yaml,
                measured,
                "held-out-loss",
                evaluation.at("loss"),
                "mean cross-entropy in nats a token over " + windows
                        + " windows of the held-out part, from the released"
                        + " weights; eval/validation.json of the release");
        evaluation
                .find("perplexity")
                .ifPresent(perplexity -> entry(
                        yaml,
                        measured,
                        "held-out-perplexity",
                        perplexity,
                        "exponential of the loss over the same " + windows + " windows"));
        Optional<Figures> clean = measured.trainingFigures()
                .at("validation")
                .find("clean")
                .filter(figures -> figures.at("documents").count() > 0);
        clean.ifPresent(figures -> entry(
                yaml,
                measured,
                "held-out-loss-clean",
                figures.at("loss-after"),
                "mean cross-entropy in nats a token over "
                        + Numbers.count(figures.at("windows").count())
                        + " windows of held-out documents that share no run of "
                        + Numbers.count(figures.at("shared-run").count())
                        + " tokens with the training part; logs/training.json of the release"));
        return yaml.toString();
    }

    private static void entry(StringBuilder yaml, Measured measured, String task, Figures value, String notes) {
        yaml.append("- dataset:\n    id: ")
                .append(Citation.quoted(measured.recipeFigures().at("name").text()))
                .append("\n    task_id: ")
                .append(Citation.quoted(task))
                .append("\n  value: ")
                .append(CanonicalJson.number(value.number()))
                .append('\n');
        String date = measured.fact("publication.date");
        if (Citation.isDate(date)) {
            yaml.append("  date: ").append(Citation.quoted(date)).append('\n');
        }
        String url = measured.fact("publication.url");
        if (Citation.isAddress(url)) {
            yaml.append("  source:\n    url: ").append(Citation.quoted(url)).append("\n    name: ");
            yaml.append(Citation.quoted(measured.recipeFigures().at("name").text() + " "
                            + measured.recipeFigures().at("version").text()))
                    .append('\n');
        }
        yaml.append("  notes: ").append(Citation.quoted(notes)).append('\n');
    }
}

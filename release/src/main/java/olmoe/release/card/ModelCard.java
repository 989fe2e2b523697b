package olmoe.release.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The card of the model (`model/README.md`): Markdown with a Hugging Face model head.
public final class ModelCard {
    private static final int SETTING_DIGITS = 12;
    private static final int DIFFERENCE_DIGITS = 3;

    private static final List<String> LOSS_COLUMNS = List.of("", ">loss", ">model after training is lower by");

    private ModelCard() {}

    /// Throws a `CheckException` that names the JSON pointer of the first figure that is missing.
    public static String render(Measured measured) {
        Figures training = measured.trainingFigures();
        return Template.named("model-card.md")
                .render(
                        measured,
                        Map.of(
                                "head", HuggingFace.modelHead(measured),
                                "summary", summary(training),
                                "losses", losses(training),
                                "clean", clean(training) + takedowns(measured),
                                "shape", settings(training.at("shape")),
                                "training", settings(training),
                                "routing", routing(measured.validationFigures()),
                                "checks", checks(measured.validationFigures()),
                                "difference", difference(measured.validationFigures())));
    }

    private static String summary(Figures training) {
        return Markdown.table(
                List.of("", ">"),
                List.of(
                        row("parameters", training.at("parameters").at("total")),
                        row(
                                "parameters active for a token",
                                training.at("parameters").at("active")),
                        row("tokens trained on", training.at("tokens")),
                        row("steps", training.at("steps")),
                        row("held-out tokens", training.at("validation").at("tokens")),
                        row("held-out windows", training.at("validation").at("windows")),
                        row(
                                "validation loss before training",
                                training.at("validation").at("loss-before")),
                        row(
                                "validation loss after training",
                                training.at("validation").at("loss-after"))));
    }

    private static String losses(Figures training) {
        Figures held = training.at("validation");
        Figures baselines = training.at("baselines");
        double after = held.at("loss-after").number();
        List<List<String>> rows = new ArrayList<>();
        rows.add(lossRow("before training", held.at("loss-before"), after));
        rows.add(lossRow("unigram baseline", baselines.at("unigram"), after));
        rows.add(lossRow("bigram baseline", baselines.at("bigram"), after));
        rows.add(lossRow("after training", held.at("loss-after"), after));
        return Markdown.table(LOSS_COLUMNS, rows);
    }

    /// The held-out documents that repeat nothing of the training part, where training looked for them.
    private static String clean(Figures training) {
        Figures clean = training.at("validation").find("clean").orElse(null);
        if (clean == null) {
            return "Training did not look for passages that held-out documents share with the training part.\n";
        }
        String run = Numbers.count(clean.at("shared-run").count());
        long documents = clean.at("documents").count();
        if (documents == 0) {
            return "No held-out document is free of runs of " + run + " tokens that the training part has too.\n";
        }
        double after = clean.at("loss-after").number();
        return "Held-out documents that share no run of " + run + " tokens with the training part: "
                + Numbers.count(documents) + ", in "
                + Numbers.count(clean.at("windows").count()) + " windows of "
                + Numbers.count(clean.at("tokens").count()) + " tokens.\n\n"
                + Markdown.table(
                        LOSS_COLUMNS,
                        List.of(
                                lossRow("before training", clean.at("loss-before"), after),
                                lossRow("unigram baseline", clean.at("unigram"), after),
                                lossRow("bigram baseline", clean.at("bigram"), after),
                                lossRow("after training", clean.at("loss-after"), after)));
    }

    /// What left the corpus after the weights had seen it.
    private static String takedowns(Measured measured) {
        long removed = StepFigures.of(measured).stream()
                .filter(step -> step.kind().equals("takedown"))
                .mapToLong(StepFigures::dropped)
                .sum();
        return removed == 0
                ? ""
                : "\nDocuments that left the corpus after training, which these weights have seen: "
                        + Numbers.count(removed) + ". The order in which they did is in `history/`.\n";
    }

    private static List<String> lossRow(String name, Figures loss, double after) {
        return List.of(name, Template.value(loss), Numbers.fixed(loss.number() - after, 4));
    }

    /// The plain values of an object, one a row; its parts have tables of their own.
    private static String settings(Figures object) {
        List<List<String>> rows = new ArrayList<>();
        object.members().forEach((name, value) -> {
            if (value.node().isValueNode() && !value.node().isNull()) {
                rows.add(List.of(Markdown.text(name), setting(value)));
            }
        });
        return Markdown.table(List.of("setting", ">value"), rows);
    }

    /// A setting with the digits that it was given: four decimals would hide a learning rate, groups a seed.
    private static String setting(Figures value) {
        JsonNode node = value.node();
        if (node.isNumber() && !node.isIntegralNumber()) {
            return Numbers.significant(value.number(), SETTING_DIGITS);
        }
        return Markdown.text(node.asText());
    }

    private static List<String> row(String name, Figures value) {
        return List.of(name, Template.value(value));
    }

    private static String routing(Figures validation) {
        List<List<String>> rows = new ArrayList<>();
        for (Figures layer : validation.at("routing").elements()) {
            double least = Double.POSITIVE_INFINITY;
            double most = 0;
            List<Figures> load = layer.at("load").elements();
            for (Figures share : load) {
                least = Math.min(least, share.number());
                most = Math.max(most, share.number());
            }
            if (load.isEmpty()) {
                throw layer.at("load").expected("a share for each expert");
            }
            rows.add(List.of(
                    Numbers.count(layer.at("layer").count()),
                    Numbers.count(load.size()),
                    Numbers.percent(least),
                    Numbers.share(1, load.size()),
                    Numbers.percent(most),
                    Numbers.count(layer.at("dead").count())));
        }
        return Markdown.table(
                List.of(">layer", ">experts", ">smallest share", ">even share", ">largest share", ">dead"), rows);
    }

    private static String checks(Figures validation) {
        List<List<String>> rows = new ArrayList<>();
        for (Figures check : validation.at("checks").elements()) {
            rows.add(List.of(
                    Markdown.text(check.at("name").text()),
                    check.at("holds").flag() ? "holds" : "**does not hold**",
                    Markdown.text(check.at("message").text())));
        }
        return Markdown.table(List.of("check", "", "what was found"), rows);
    }

    private static String difference(Figures validation) {
        return Numbers.significant(validation.at("logits").at("max-difference").number(), DIFFERENCE_DIGITS);
    }
}

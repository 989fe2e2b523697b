package olmoe.release.report;

import java.util.ArrayList;
import java.util.List;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.report.TrainingLog.Series;
import olmoe.tokenizer.cli.CheckException;

/// How the model learnt, how its experts are used, and what validation found.
final class ModelSection {
    private static final double TALL = 260;
    private static final double LOW = 120;
    /// A measure of the log, and how the page calls it.
    private record Measure(String name, String id, String title, String words) {}

    private static final List<Measure> FURTHER = List.of(
            new Measure("optim/total_grad_norm", "gradient", "Norm of the gradient", "Before it is clipped."),
            new Measure(
                    "train/LoadBalancingLoss",
                    "balance",
                    "Load balancing loss",
                    "Weighted as it enters the total loss."),
            new Measure("train/MoEZLoss", "router-z", "Router z loss", "Weighted as it enters the total loss."));

    /// A trailing mean over this part of the steps, so that the trend shows through the noise of a batch.
    private static final int MEAN_WINDOWS = 60;

    private static final int TABLE_ROWS = 20;

    private final Measured measured;
    private final Figures training;
    private final TrainingLog log;

    ModelSection(Measured measured) {
        this.measured = measured;
        this.training = measured.trainingFigures();
        this.log = new TrainingLog(measured);
    }

    String render() {
        Figures parameters = training.at("parameters");
        String words = Numbers.count(parameters.at("total").count()) + " parameters, "
                + Numbers.count(parameters.at("active").count()) + " of them active for a token; "
                + Numbers.count(training.at("tokens").count()) + " tokens in "
                + Numbers.count(training.at("steps").count()) + " steps.";
        return Html.section(
                "model",
                "Training",
                words,
                losses() + lossTable() + "<div class=\"pair\">\n" + learningRate() + load() + "</div>\n" + together()
                        + further());
    }

    private String losses() {
        Figures held = training.at("validation");
        Figures baselines = training.at("baselines");
        double before = held.at("loss-before").number();
        double after = held.at("loss-after").number();
        double unigram = baselines.at("unigram").number();
        double bigram = baselines.at("bigram").number();
        Series loss = required(TrainingLog.LOSS);
        Series validation = validation(before, after);
        int window = Math.max(1, loss.size() / MEAN_WINDOWS);
        String title = "Loss";
        String words = "Mean cross-entropy in nats a token. On held-out text it went from " + Numbers.fixed(before, 3)
                + " to " + Numbers.fixed(after, 3) + "; counting single tokens reaches " + Numbers.fixed(unigram, 3)
                + ", counting pairs " + Numbers.fixed(bigram, 3) + ". The trained model "
                + standing(held, unigram, bigram) + ".";
        LineChart chart = new LineChart().curve("faint", "training batch", loss.steps(), loss.values(), false);
        if (window > 1) {
            chart.curve("train", "training mean", loss.steps(), loss.trailingMean(window), false);
        }
        chart.curve("held", "validation", validation.steps(), validation.values(), true)
                .level("unigram", unigram)
                .level("bigram", bigram);
        String mean = window > 1 ? "training, mean of " + window + " steps" : "training";
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < validation.size(); i++) {
            rows.add(row("validation", validation, i));
        }
        int stride = Math.max(1, loss.size() / TABLE_ROWS);
        for (int i = stride - 1; i < loss.size(); i += stride) {
            rows.add(row("training batch", loss, i));
        }
        rows.add(List.of("unigram baseline", "", Numbers.fixed(unigram, 4)));
        rows.add(List.of("bigram baseline", "", Numbers.fixed(bigram, 4)));
        return Html.figure(
                title,
                words,
                Html.legend("faint", "training, each step", "train", mean, "held", "validation", "dash", "baselines"),
                chart.draw("loss", title, words, TALL),
                Html.table(title, List.of("curve", ">step", ">loss"), rows));
    }

    /// Where the model stands, in words, so that nobody has to compare digits.
    private static String standing(double after, double unigram, double bigram) {
        if (after < Math.min(unigram, bigram)) {
            return "does better than both";
        }
        if (after < Math.max(unigram, bigram)) {
            return "does better than one of them and not than the other";
        }
        return "does no better than counting";
    }

    /// Documents that repeat nothing of the training part are harder: what wins over counting on all of them may not
    /// there.
    private static String standing(Figures held, double unigram, double bigram) {
        String all = standing(held.at("loss-after").number(), unigram, bigram);
        Figures clean = held.find("clean").orElse(null);
        if (clean == null || clean.at("documents").count() == 0) {
            return all;
        }
        String there = standing(
                clean.at("loss-after").number(),
                clean.at("unigram").number(),
                clean.at("bigram").number());
        return there.equals(all) ? all : all + "; where documents share no passage with the training part it " + there;
    }

    /// The same losses on all held-out documents and on those that repeat nothing of the training part.
    private String lossTable() {
        Figures held = training.at("validation");
        Figures baselines = training.at("baselines");
        Figures clean = held.find("clean").orElse(null);
        boolean none = clean == null || clean.at("documents").count() == 0;
        List<String> columns = new ArrayList<>(List.of("", ">all held-out documents"));
        if (!none) {
            columns.add(">those that share no run of "
                    + Numbers.count(clean.at("shared-run").count()) + " tokens");
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(both(
                "windows",
                Numbers.count(held.at("windows").count()),
                none ? null : Numbers.count(clean.at("windows").count())));
        rows.add(lossRow("before training", held.at("loss-before"), none ? null : clean.at("loss-before")));
        rows.add(lossRow("unigram baseline", baselines.at("unigram"), none ? null : clean.at("unigram")));
        rows.add(lossRow("bigram baseline", baselines.at("bigram"), none ? null : clean.at("bigram")));
        rows.add(lossRow("after training", held.at("loss-after"), none ? null : clean.at("loss-after")));
        String note = clean != null && none
                ? Html.emptyNote("Every held-out document shares a passage with the training part.")
                : "";
        return "<h3>Losses beside baselines</h3>\n" + Html.table("Losses beside baselines", columns, rows) + note;
    }

    private static List<String> lossRow(String name, Figures all, Figures clean) {
        return both(name, Numbers.fixed(all.number(), 4), clean == null ? null : Numbers.fixed(clean.number(), 4));
    }

    private static List<String> both(String name, String all, String clean) {
        return clean == null ? List.of(name, all) : List.of(name, all, clean);
    }

    private static List<String> row(String curve, Series series, int i) {
        return List.of(curve, Numbers.count((long) series.steps()[i]), Numbers.fixed(series.values()[i], 4));
    }

    /// What the log has, between the two losses that every training measures.
    private Series validation(double before, double after) {
        double last = training.at("steps").count();
        Series logged = log.series(TrainingLog.VALIDATION_LOSS);
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0, before});
        for (int i = 0; i < logged.size(); i++) {
            if (logged.steps()[i] > 0 && logged.steps()[i] < last) {
                points.add(new double[] {logged.steps()[i], logged.values()[i]});
            }
        }
        points.add(new double[] {last, after});
        return new Series(
                points.stream().mapToDouble(point -> point[0]).toArray(),
                points.stream().mapToDouble(point -> point[1]).toArray());
    }

    private String learningRate() {
        Series rate = required(TrainingLog.LEARNING_RATE);
        return measure("learning-rate", "Learning rate", "Warm-up, then decay, as the recipe states.", rate, TALL / 2);
    }

    private static String measure(String id, String title, String words, Series series, double height) {
        List<List<String>> rows = new ArrayList<>();
        int stride = Math.max(1, series.size() / TABLE_ROWS);
        for (int i = stride - 1; i < series.size(); i += stride) {
            rows.add(List.of(Numbers.count((long) series.steps()[i]), Numbers.significant(series.values()[i], 4)));
        }
        String picture = new LineChart()
                .curve("train thin", title, series.steps(), series.values(), false)
                .draw(id, title, words, height);
        return Html.figure(title, words, "", picture, Html.table(title, List.of(">step", ">value"), rows));
    }

    /// What else the log has of the measures that say whether a training is sound.
    private String further() {
        StringBuilder figures = new StringBuilder();
        for (Measure measure : FURTHER) {
            Series series = log.series(measure.name());
            if (series.size() > 0) {
                figures.append(measure(measure.id(), measure.title(), measure.words(), series, LOW));
            }
        }
        return figures.isEmpty() ? "" : "<div class=\"pair\">\n" + figures + "</div>\n";
    }

    private String load() {
        List<HeatMap.Layer> layers = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Figures layer : measured.validationFigures().at("routing").elements()) {
            double[] load = layer.at("load").elements().stream()
                    .mapToDouble(Figures::number)
                    .toArray();
            if (load.length == 0) {
                throw layer.at("load").expected("a share for each expert");
            }
            String name = Numbers.count(layer.at("layer").count());
            layers.add(new HeatMap.Layer("layer " + name, load));
            for (int expert = 0; expert < load.length; expert++) {
                rows.add(List.of(name, Integer.toString(expert), Numbers.percent(load[expert])));
            }
        }
        long experts =
                layers.stream().mapToLong(layer -> layer.load().length).max().orElse(0);
        String even = experts == 0 ? "even" : "even, " + Numbers.percent(1.0 / experts);
        String title = "Load of the experts";
        String words =
                "Share of the routed tokens that each expert received on held-out text; even load has no colour. "
                        + "A cross marks an expert that received none.";
        return Html.figure(
                title,
                words,
                Html.legend("dropped", "less than even", "even", even, "kept", "more than even"),
                HeatMap.draw("load", title, words, layers),
                Html.table(title, List.of(">layer", ">expert", ">share"), rows));
    }

    /// Nothing where an older validation did not count it.
    private String together() {
        List<Figures> routing = measured.validationFigures().at("routing").elements();
        boolean counted = !routing.isEmpty()
                && routing.stream().allMatch(layer -> layer.find("together").isPresent());
        return counted ? new TogetherMap(routing).figure() : "";
    }

    private Series required(String name) {
        Series series = log.series(name);
        if (series.size() == 0) {
            throw measured.metricFigures().stream()
                    .findFirst()
                    .orElseThrow(() -> new CheckException("metrics.jsonl: expected lines, found none"))
                    .expected("a line with " + name);
        }
        return series;
    }
}

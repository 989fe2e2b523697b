package olmoe.release.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import olmoe.release.build.Documents;
import olmoe.release.format.CanonicalJson;
import olmoe.release.verify.Verification;

/// What came out, on one screen, for a person; every figure is from the release.
public final class QuickstartSummary {
    private QuickstartSummary() {}

    private static final int REASONS = 8;

    private record Reason(String name, long count) {}

    /// @param verification of the release
    /// @param time that all of it took
    public static String render(Verification verification, Duration time) throws IOException {
        Path release = verification.release();
        JsonNode recipe = CanonicalJson.read(release.resolve(Documents.RECIPE));
        JsonNode stats = CanonicalJson.read(release.resolve(Documents.STATS));
        JsonNode training = CanonicalJson.read(release.resolve(Documents.TRAINING));
        JsonNode validation = CanonicalJson.read(release.resolve(Documents.VALIDATION));
        StringBuilder screen = new StringBuilder();
        screen.append('\n')
                .append(recipe.required("name").asText())
                .append(' ')
                .append(recipe.required("version").asText())
                .append(verification.holds() ? ": released and verified\n\n" : ": released, but NOT SOUND\n\n");
        documents(screen, stats);
        tokens(screen, stats);
        model(screen, training);
        checks(screen, verification, validation);
        if (!verification.signer().equals(Verification.UNVERIFIED)) {
            line(screen, "signed", "by a key made for this run; it shows that nothing changed since, not who made it");
        }
        line(screen, "release", release.toString());
        line(screen, "report", release.resolve("index.html").toString());
        line(screen, "time", time.toMinutes() + " min " + time.toSecondsPart() + " s");
        return screen.toString();
    }

    private static void documents(StringBuilder screen, JsonNode stats) {
        long[] counts = new long[4];
        for (JsonNode source : stats.required("sources")) {
            counts[0] += source.required("read").longValue();
            counts[1] += source.required("kept").longValue();
            counts[2] += source.required("dropped").longValue();
            counts[3] += source.required("rejected").longValue();
        }
        line(
                screen,
                "documents",
                format("%,d read = %,d kept + %,d dropped + %,d rejected", counts[0], counts[1], counts[2], counts[3]));
        List<Reason> reasons = new ArrayList<>();
        for (JsonNode step : stats.required("steps")) {
            if (step.required("dropped").longValue() > 0) {
                for (Map.Entry<String, JsonNode> reason :
                        step.required("reasons").properties()) {
                    reasons.add(new Reason(
                            step.required("step").asText() + ": " + reason.getKey(),
                            reason.getValue().longValue()));
                }
            }
        }
        list(screen, "dropped", reasons);
        List<Reason> rejects = new ArrayList<>();
        for (Map.Entry<String, JsonNode> reject : stats.required("rejects").properties()) {
            rejects.add(new Reason(reject.getKey(), reject.getValue().longValue()));
        }
        list(screen, "rejected", rejects);
        for (JsonNode duplicates : stats.required("duplicates")) {
            line(
                    screen,
                    "duplicates",
                    format(
                            "%,d dropped by %s, in %,d groups, the largest of %,d",
                            duplicates.required("documents").longValue(),
                            duplicates.required("step").asText(),
                            duplicates.required("groups").longValue(),
                            duplicates.required("largest").longValue()));
        }
    }

    private static void tokens(StringBuilder screen, JsonNode stats) {
        String name = "tokens";
        for (Map.Entry<String, JsonNode> source : stats.required("sources").properties()) {
            JsonNode tokens = source.getValue().required("tokens");
            line(
                    screen,
                    name,
                    format(
                            "%,11d  %s, and %,d held out",
                            tokens.required("train").longValue(),
                            source.getKey(),
                            tokens.required("validation").longValue()));
            name = "";
        }
    }

    private static void model(StringBuilder screen, JsonNode training) {
        line(
                screen,
                "model",
                format(
                        "%,d parameters, %,d of them for each token; trained on %,d tokens",
                        training.at("/parameters/total").longValue(),
                        training.at("/parameters/active").longValue(),
                        training.required("tokens").longValue()));
        line(
                screen,
                "loss",
                format(
                        "%.3f before training, %.3f after; unigram %.3f, bigram %.3f",
                        training.at("/validation/loss-before").doubleValue(),
                        training.at("/validation/loss-after").doubleValue(),
                        training.at("/baselines/unigram").doubleValue(),
                        training.at("/baselines/bigram").doubleValue()));
        line(
                screen,
                "",
                format(
                        "nats a token on %,d held-out windows",
                        training.at("/validation/windows").longValue()));
    }

    private static void checks(StringBuilder screen, Verification verification, JsonNode validation) {
        long release = verification.results().stream()
                .filter(Verification.Result::holds)
                .count();
        long model = 0;
        for (JsonNode check : validation.required("checks")) {
            model += check.required("holds").booleanValue() ? 1 : 0;
        }
        line(
                screen,
                "checks",
                format(
                        "%d of %d of the release hold, %d of %d of the model",
                        release,
                        verification.results().size(),
                        model,
                        validation.required("checks").size()));
    }

    /// The largest first, no more than fit.
    private static void list(StringBuilder screen, String name, List<Reason> reasons) {
        reasons.sort(Comparator.comparingLong(Reason::count).reversed().thenComparing(Reason::name));
        String label = name;
        for (Reason reason : reasons.subList(0, Math.min(REASONS, reasons.size()))) {
            line(screen, label, format("%,11d  %s", reason.count(), reason.name()));
            label = "";
        }
        if (reasons.size() > REASONS) {
            long rest = reasons.subList(REASONS, reasons.size()).stream()
                    .mapToLong(Reason::count)
                    .sum();
            line(screen, "", format("%,11d  for %d other reasons", rest, reasons.size() - REASONS));
        }
    }

    private static void line(StringBuilder screen, String label, String text) {
        screen.append(format("%-12s", label)).append(text).append('\n');
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}

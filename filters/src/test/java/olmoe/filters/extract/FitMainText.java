package olmoe.filters.extract;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Fits the model of the main text on half of the domains and writes it: `java … FitMainText DATA [MODEL]`.
///
/// The pages are those of WCXB and scrapinghub whose domain's hash is even. What models of four fifths of these domains
/// give on the fifth that they have not seen is printed first, to choose features and settings by; the other
/// half of the domains is not looked at.
final class FitMainText {
    private static final int FOLDS = 5;
    /// Blocks of a page beyond are left out evenly: pages count alike, and a page of thousands says the same again.
    private static final int MOST_BLOCKS = 300;

    private static final TreeFitting.Settings SETTINGS = new TreeFitting.Settings(150, 15, 0.08, 0.3, 5, 30, 1);

    private record Sample(LabelledPages.Labelled labelled, List<Block> blocks, float[][] rows, double[] shares) {
        int fold() {
            return hash("fold ") % FOLDS;
        }

        /// 0 to 255, by the domain.
        private int hash(String what) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256")
                        .digest((what + labelled.domain()).getBytes(StandardCharsets.UTF_8));
                return hash[0] & 0xff;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    private FitMainText(Path data) throws IOException {
        List<LabelledPages.Labelled> pages = new ArrayList<>(LabelledPages.wcxb(data));
        pages.addAll(LabelledPages.scrapinghub(data));
        for (LabelledPages.Labelled page : pages) {
            if (page.isForFitting()) {
                BlockReader reader = MainText.read(MainText.parse(page.page()));
                double[] shares = GoldShares.of(reader.blocks(), page.gold());
                samples.add(new Sample(page, reader.blocks(), Features.rows(reader), shares));
            }
        }
    }

    public static void main(String[] args) throws IOException {
        FitMainText fitting = new FitMainText(Path.of(args[0]));
        fitting.print("unseen folds", fitting.unseen());
        if (args.length < 2) {
            return;
        }
        String model = fitting.fit();
        Files.writeString(Path.of(args[1]), model, StandardCharsets.US_ASCII);
    }

    private String fit() {
        StringBuilder model = new StringBuilder("# Written by FitMainText on " + samples.size() + " pages.\n");
        trees(samples).forEach(tree -> model.append(tree).append('\n'));
        return model.toString();
    }

    /// What models of the other folds say of each page.
    private List<double[]> unseen() {
        List<double[]> answers = new ArrayList<>();
        samples.forEach(sample -> answers.add(null));
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            List<Sample> others =
                    samples.stream().filter(sample -> sample.fold() != left).toList();
            Trees trees = Trees.parse(trees(others), Features.names());
            for (int i = 0; i < samples.size(); i++) {
                if (samples.get(i).fold() == fold) {
                    answers.set(i, trees.probabilities(samples.get(i).rows));
                }
            }
        }
        return answers;
    }

    private static List<String> trees(List<Sample> samples) {
        List<float[]> rows = new ArrayList<>();
        List<Double> wanted = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        for (Sample sample : samples) {
            int n = sample.shares.length;
            int step = (n + MOST_BLOCKS - 1) / MOST_BLOCKS;
            double sum = 0;
            for (int i = 0; i < n; i += step) {
                sum += weight(sample, i);
            }
            for (int i = 0; i < n; i += step) {
                rows.add(sample.rows[i]);
                wanted.add(sample.shares[i]);
                weights.add(weight(sample, i) / sum);
            }
        }
        double scale = (double) rows.size() / samples.size();
        double[] scaled = weights.stream().mapToDouble(weight -> weight * scale).toArray();
        double[] shares = wanted.stream().mapToDouble(Double::doubleValue).toArray();
        return new TreeFitting(SETTINGS, Features.names(), rows.toArray(new float[0][]), shares, scaled).fit();
    }

    /// A block counts by the root of its words: between one block and one word.
    private static double weight(Sample sample, int i) {
        return StrictMath.sqrt(sample.blocks.get(i).words);
    }

    private void print(String what, List<double[]> probabilities) {
        Map<String, double[]> sums = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            double f1 = WordScore.f1(MainText.text(sample.blocks, probabilities.get(i)), sample.labelled.gold());
            for (String group :
                    Arrays.asList(sample.labelled.source(), sample.labelled.source() + " " + sample.labelled.type())) {
                double[] sum = sums.computeIfAbsent(group, g -> new double[2]);
                sum[0] += f1;
                sum[1]++;
            }
        }
        StringBuilder line = new StringBuilder(what);
        sums.forEach((group, sum) ->
                line.append(String.format(Locale.ROOT, "; %s %.4f (%d)", group, sum[0] / sum[1], (int) sum[1])));
        System.out.println(line);
    }
}

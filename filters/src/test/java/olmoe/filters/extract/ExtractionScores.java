package olmoe.filters.extract;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.RejectedDocumentException;

/// Prints how well the main text of labelled pages is found. `java … ExtractionScores DATA [FEATURES]`
final class ExtractionScores {
    private ExtractionScores() {}

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[0]);
        List<LabelledPages.Labelled> wcxb = LabelledPages.wcxb(data);
        if (args.length > 1) {
            dump(wcxb, Path.of(args[1]));
            return;
        }
        score("wcxb", wcxb);
        score("scrapinghub", LabelledPages.scrapinghub(data));
    }

    private static void score(String name, List<LabelledPages.Labelled> pages) {
        Map<String, double[]> sums = new TreeMap<>();
        double precision = 0;
        double recall = 0;
        long start = System.nanoTime();
        for (LabelledPages.Labelled labelled : pages) {
            String text = text(labelled);
            double f1 = WordScore.f1(text, labelled.gold());
            String half = labelled.isForFitting() ? "fitting" : "held-out";
            for (String group : new String[] {"all", half, labelled.type(), half + " " + labelled.type()}) {
                double[] sum = sums.computeIfAbsent(group, g -> new double[2]);
                sum[0] += f1;
                sum[1]++;
            }
            double[] shingles = WordScore.shingles(text, labelled.gold());
            precision += shingles[0];
            recall += shingles[1];
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        sums.forEach((group, sum) -> System.out.printf(
                java.util.Locale.ROOT, "%s %s pages %d f1 %.4f%n", name, group, (int) sum[1], sum[0] / sum[1]));
        precision /= pages.size();
        recall /= pages.size();
        System.out.printf(
                java.util.Locale.ROOT,
                "%s shingles precision %.4f recall %.4f f1 %.4f; %.1f s with scoring%n",
                name,
                precision,
                recall,
                2 * precision * recall / (precision + recall),
                seconds);
    }

    private static String text(LabelledPages.Labelled labelled) {
        try {
            return MainText.edit(labelled.page()).text();
        } catch (RejectedDocumentException e) {
            return "";
        }
    }

    private static void dump(List<LabelledPages.Labelled> pages, Path file) throws IOException {
        try (DataOutputStream out =
                        new DataOutputStream(new java.io.BufferedOutputStream(Files.newOutputStream(file)));
                java.io.PrintWriter names = new java.io.PrintWriter(file + ".pages")) {
            names.println(String.join(" ", Features.names()));
            for (LabelledPages.Labelled labelled : pages) {
                BlockReader reader = MainText.read(MainText.parse(labelled.page()));
                List<Block> blocks = reader.blocks();
                names.println(labelled.isForFitting() + " " + labelled.type() + " " + blocks.size() + " "
                        + WordScore.words(labelled.gold()).size());
                if (blocks.isEmpty()) {
                    continue;
                }
                Features features = new Features(blocks, reader.regions());
                WordScore.Marked marked = new WordScore.Marked(labelled.gold());
                for (int i = 0; i < blocks.size(); i++) {
                    out.writeFloat((float) marked.share(blocks.get(i).text));
                    out.writeFloat(WordScore.words(blocks.get(i).text).size());
                    for (double figure : features.of(i)) {
                        out.writeFloat((float) figure);
                    }
                }
            }
        }
    }
}

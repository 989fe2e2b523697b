package olmoe.dedup.decontamination;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.GoldenDocuments;
import olmoe.tokenizer.text.TextView;

/// Prints which documents of the shared data that are no evaluations an n-gram overlap drops, by the
/// shortest item that it looks for.
public final class FalsePositives {
    private FalsePositives() {}

    public static void main(String[] args) throws Exception {
        GoldenDocuments golden = GoldenDocuments.orSkip(1);
        List<EvaluationItem> items = Evaluations.all(golden);
        Map<String, String> texts = golden.texts();
        golden.rows("documents").forEach(row -> {
            if (row.get("file").asText().startsWith("eval/")) {
                texts.remove(row.get("id").asText());
            }
        });
        for (int shortest = 3; shortest <= 13; shortest++) {
            NGramOverlap overlap = new NGramOverlap(items, 13, shortest);
            long covered = items.stream().filter(overlap::covers).count();
            int documents = 0;
            Map<String, Integer> pieces = new TreeMap<>();
            for (String text : texts.values()) {
                List<Finding> found = overlap.find(TextView.of(text));
                documents += found.isEmpty() ? 0 : 1;
                found.forEach(finding -> pieces.merge(
                        finding.item().name() + " "
                                + text.substring(
                                                text.offsetByCodePoints(0, finding.start()),
                                                Math.min(
                                                        text.offsetByCodePoints(0, finding.end()),
                                                        text.offsetByCodePoints(0, finding.start()) + 60))
                                        .replace('\n', ' '),
                        1,
                        Integer::sum));
            }
            System.out.println(shortest + " covers " + covered + " of " + items.size() + " items; drops " + documents
                    + " of " + texts.size());
            if (shortest == 3) {
                pieces.forEach((piece, count) -> System.out.println("   " + count + " " + piece));
            }
        }
    }
}

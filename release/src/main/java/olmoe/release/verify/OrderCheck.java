package olmoe.release.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.build.Documents;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.shard.TrainingOrder;

/// Makes the training order again from the recipe's seed, and holds its list of shards to the mix and
/// to the shards.
final class OrderCheck implements Check {

    private static final String ORDER = "tokens/" + TrainingOrder.ORDER_FILE;

    @Override
    public String name() {
        return "order";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        Recipe recipe = Recipe.read(release.resolve(Documents.RECIPE));
        TrainingOrder order = TrainingOrder.read(release.resolve("tokens"));
        findings.expect(ORDER, "seed", recipe.seed(), order.seed());
        findings.expect(ORDER, "window", recipe.window(), order.window());
        SortedMap<String, TrainingOrder.TokenFile> expected = new TreeMap<>();
        for (Recipe.Mixed mixed : recipe.mix()) {
            for (String path : release.between("tokens/" + mixed.source() + "/train/", ".npy")) {
                long windows = Files.size(release.resolve(path)) / order.bytesPerId() / recipe.window();
                if (windows > 0) {
                    expected.put(path, new TrainingOrder.TokenFile(path, windows, mixed.repeat()));
                }
            }
        }
        for (TrainingOrder.TokenFile file : order.files()) {
            findings.expect(ORDER, file.path(), expected.remove(file.path()), file);
        }
        for (String path : expected.keySet()) {
            findings.add(ORDER, "leaves out " + path);
        }
        return String.format(Locale.ROOT, "%,d windows, sha256 %s", order.size(), order.sha256());
    }
}

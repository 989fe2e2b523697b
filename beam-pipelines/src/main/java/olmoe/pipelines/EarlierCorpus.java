package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.recipe.DateOrder;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.ConfigurationException;

/// A corpus that was made before, with the keys and shingles of every document that reached its
/// matches, kept or not. A new corpus against it keeps what one corpus over both would keep of the new
/// documents; the earlier one is only read.
///
/// @param blocks its parts, marked as not this corpus' own
/// @param sourceNames in the order of its recipe
/// @param digest of its reproducible files
record EarlierCorpus(Places places, List<Block> blocks, List<String> sourceNames, String digest) {

    /// All that a recipe names, in its order.
    ///
    /// @throws ConfigurationException where one is no finished corpus, or was made with other steps up to
    ///     the last that compares
    static List<EarlierCorpus> of(CorpusPlan plan) throws IOException {
        List<EarlierCorpus> earlier = new ArrayList<>();
        for (String path : plan.recipe().against()) {
            earlier.add(read(plan, path, earlier.size()));
        }
        return earlier;
    }

    private static EarlierCorpus read(CorpusPlan plan, String path, int number) throws IOException {
        Path folder = plan.recipe().file().resolveSibling(path).normalize();
        String where = plan.recipe().file().getFileName() + ": against: " + path;
        if (!Files.isRegularFile(folder.resolve(Manifest.NAME))) {
            throw new ConfigurationException(
                    where + ": expected a corpus with " + Manifest.NAME + ", found none in " + folder);
        }
        Recipe recipe = Recipe.parse(
                Files.readString(folder.resolve(CorpusBuild.RECIPE), StandardCharsets.UTF_8),
                folder.resolve(CorpusBuild.RECIPE).toAbsolutePath());
        checkSteps(plan, recipe, where);
        if (plan.recipe().survivors() != recipe.survivors()) {
            throw new ConfigurationException(where + ": survivors: expected "
                    + text(plan.recipe().survivors()) + ", found " + text(recipe.survivors()));
        }
        List<Block> blocks = new ArrayList<>();
        JsonNode stats = CanonicalJson.read(folder.resolve("stats/stats.json"));
        for (Map.Entry<String, JsonNode> source : stats.get("sources").properties()) {
            for (JsonNode input : source.getValue().get("inputs")) {
                for (int block = 0; block < input.get("blocks").intValue(); block++) {
                    // a position that no block of its own has tells parts of equal names apart
                    blocks.add(
                            new Block(source.getKey(), input.get("path").textValue(), block, -1 - number, -1 - number));
                }
            }
        }
        return new EarlierCorpus(
                new Places(folder.toAbsolutePath().toString()),
                List.copyOf(blocks),
                recipe.sources().stream().map(source -> source.name()).toList(),
                Manifest.read(folder).digest());
    }

    private static String text(DateOrder survivors) {
        return survivors == null ? "none" : survivors.text();
    }

    private static void checkSteps(CorpusPlan plan, Recipe other, String where) {
        int last = plan.matches().isEmpty()
                ? -1
                : plan.matches().get(plan.matches().size() - 1).ordinals().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow();
        for (int i = 0; i <= last; i++) {
            JsonNode expected = plan.recipe().resolved().get("steps").get(i);
            JsonNode found = other.resolved().get("steps").path(i);
            if (!expected.equals(found)) {
                throw new ConfigurationException(where + ": steps[" + i + "]: expected " + expected + ", found "
                        + (found.isMissingNode() ? "none" : found));
            }
        }
    }

    int sources() {
        return sourceNames.size();
    }

    /// Place of a part's source in the earlier recipe.
    int priority(Block block) {
        return sourceNames.indexOf(block.source());
    }
}

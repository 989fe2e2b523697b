package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import olmoe.release.build.Documents;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;

/// The recipe reads strictly, its resolved form follows from it, and it is the release's.
final class RecipeCheck implements Check {

    private static final String RECIPE = "reproduce/recipe.yaml";

    @Override
    public String name() {
        return "recipe";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        Recipe recipe = Recipe.read(release.resolve(RECIPE));
        ReleaseIndex index = ReleaseIndex.read(release.root());
        findings.expect(ReleaseIndex.NAME, "name against the recipe", recipe.name(), index.name());
        findings.expect(ReleaseIndex.NAME, "version against the recipe", recipe.version(), index.version());
        findings.expect(
                RECIPE, "sha256 against made-from", index.madeFrom().get("recipe"), Sha256.of(release.resolve(RECIPE)));
        JsonNode resolved = release.json(Documents.RECIPE);
        int sections = 0;
        for (Map.Entry<String, JsonNode> section : recipe.resolved().properties()) {
            sections++;
            JsonNode stated = resolved.path(section.getKey());
            if (section.getKey().endsWith("steps")) {
                // the corpus stage fills in what a step leaves to its defaults
                findings.expect(
                        Documents.RECIPE, section.getKey(), section.getValue().size(), stated.size());
            } else {
                findings.expect(Documents.RECIPE, section.getKey(), text(section.getValue()), text(stated));
            }
        }
        return sections + " sections";
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : CanonicalJson.string(node).trim();
    }
}

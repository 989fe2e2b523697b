package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import olmoe.release.build.Documents;
import olmoe.release.build.Licenses;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;

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
        licenses(release, recipe, index, findings);
        return sections + " sections";
    }

    /// Licences in figures and index are those of the recipe, and of the facts for what is of no source.
    private static void licenses(ReleaseFolder release, Recipe recipe, ReleaseIndex index, Findings findings)
            throws IOException {
        JsonNode stats = release.json(Documents.STATS).required("sources");
        for (Source source : recipe.sources()) {
            JsonNode license = stats.path(source.name()).path("license");
            String what = source.name() + ": license.";
            findings.expect(
                    Documents.STATS,
                    what + "spdx",
                    source.license().spdx(),
                    license.path("spdx").textValue());
            findings.expect(
                    Documents.STATS,
                    what + "evidence",
                    source.license().evidence(),
                    license.path("evidence").textValue());
        }
        Licenses licenses = Licenses.of(release.root());
        for (ReleaseIndex.Listed file : index.files()) {
            findings.expect(ReleaseIndex.NAME, file.path() + ": license", licenses.of(file.path()), file.license());
        }
    }

    private static String text(JsonNode node) {
        return node.isMissingNode() ? "nothing" : CanonicalJson.string(node).trim();
    }
}

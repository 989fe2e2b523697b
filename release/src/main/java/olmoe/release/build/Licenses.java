package olmoe.release.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import olmoe.release.recipe.Facts;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;

/// The licence of each file of a release: what lies under a source's name has the source's, the rest the one
/// under which the whole is offered, and where nobody states that, nothing is claimed.
public final class Licenses {
    private static final List<String> BY_SOURCE = List.of("data", "ledger", "tokens");

    private final Map<String, String> sources;
    private final String whole;

    Licenses(Recipe recipe, Facts facts) {
        sources = recipe.sources().stream()
                .collect(Collectors.toMap(
                        Source::name, source -> source.license().spdx()));
        whole = facts.stated().getOrDefault("license", "NOASSERTION");
    }

    /// As the release's own recipe and facts say.
    public static Licenses of(Path release) {
        return new Licenses(Recipe.read(release.resolve("reproduce/recipe.yaml")), Documents.facts(release));
    }

    /// SPDX identifier, or `NOASSERTION`.
    public String of(String path) {
        String[] names = path.split("/");
        boolean bySource = BY_SOURCE.contains(names[0]) && names.length > 2;
        return bySource ? sources.getOrDefault(names[1], whole) : whole;
    }
}

package olmoe.release.build;

import java.util.List;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;

/// Where a stage's file stands in the release.
///
/// @param role of RELEASE.json
record Place(String path, String role) {

    private record Rule(String stage, String from, String to, String role) {}

    private static final List<Rule> RULES = List.of(
            new Rule("corpus", "data/", "data/", "data"),
            new Rule("corpus", "ledger/", "ledger/", "ledger"),
            new Rule("corpus", "stats/", "stats/", "stats"),
            new Rule("corpus", "tokens/", "tokens/", "tokens"),
            new Rule("corpus", "tokenizer/", "tokenizer/", "tokenizer"),
            new Rule("index", "index.json", Documents.INDEX, "index"),
            new Rule("index", "match", Documents.MATCHES, "index"),
            new Rule("model", "final/", "model/", "model"),
            new Rule("model", "checkpoints/", "checkpoints/", "checkpoint"),
            new Rule("model", "metrics.jsonl", Documents.METRICS, "log"),
            new Rule("model", "training.json", Documents.TRAINING, "log"),
            new Rule("validation", "validation.json", Documents.VALIDATION, "evaluation"));

    /// @return null for what a release does not hold: the resolved recipe, which it writes itself
    /// @throws IllegalStateException for a file that no rule knows, so that nothing is left out unseen
    static Place of(String stage, Manifest.Entry file) {
        if (stage.equals("corpus") && file.path().equals("recipe.resolved.json")) {
            return null;
        }
        if (file.role().equals(Manifest.WITNESS)) {
            return new Place(ReleaseIndex.WITNESS_FOLDER + stage + "/" + file.path(), Manifest.WITNESS);
        }
        if (stage.startsWith(Provenance.TAKEDOWN)) {
            return new Place(file.path(), file.role()); // rewrites files of the release where they stand
        }
        for (Rule rule : RULES) {
            if (rule.stage.equals(stage) && file.path().startsWith(rule.from)) {
                return new Place(rule.to + file.path().substring(rule.from.length()), rule.role);
            }
        }
        throw new IllegalStateException(stage + "/" + file.path() + ": a release has no place for it");
    }
}

package olmoe.pipelines;

import java.util.List;
import olmoe.pipelines.io.Commit;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Source;
import olmoe.release.recipe.TokensPlan;

/// What a part's bytes depend on, as one digest a phase. Digests chain: a later one holds the identity
/// of what it reads, so a change invalidates exactly what depends on it.
record PlanDigests(CorpusPlan plan) {
    /// Raised when the form of a phase's files changes, so that parts of an older form are made again.
    static final String FORM = "parts/3";

    /// What the first refinement makes of a source's input; the input's own identity stands beside it.
    String first(String source) {
        Source from = plan.recipe().sources().get(plan.priority(source));
        String columns = from.columns().equals(Source.Columns.USUAL)
                ? ""
                : from.columns().toString();
        return of(
                source,
                from.maxDocument() + columns + (from.attributes().isEmpty() ? "" : "\n" + from.attributes()),
                settings(plan.refinements().get(0)));
    }

    /// What a later refinement makes of a part.
    ///
    /// @param before what the refinement before left of it
    /// @param match what the match between found
    String later(RefinePhase phase, Commit before, Commit match) {
        return of(before.identity(), match.identity(), settings(phase));
    }

    /// What a match finds.
    ///
    /// @param parts what the refinement before left of all parts
    /// @param earlier corpora that it is against
    String match(MatchPhase phase, List<Commit> parts, List<EarlierCorpus> earlier) {
        StringBuilder all = new StringBuilder();
        phase.ordinals().forEach(ordinal -> all.append(stepJson(ordinal)).append('\n'));
        plan.recipe().sources().forEach(source -> all.append(source.name()).append('\n'));
        all.append(survivors());
        parts.forEach(part -> all.append(part.identity()).append('\n'));
        earlier.forEach(corpus -> all.append("against ").append(corpus.digest()).append('\n'));
        return of(all.toString());
    }

    /// What is published of a part.
    String write(Commit last, String tokenizerSha256) {
        TokensPlan tokens = plan.recipe().tokens();
        return of(
                last.identity(),
                tokenizerSha256,
                Integer.toString(plan.recipe().window()),
                plan.recipe().digest("split"),
                plan.recipe().digest("token-steps") + (tokens.equals(TokensPlan.USUAL) ? "" : "\n" + tokens));
    }

    private static String of(String... parts) {
        return Sha256.of(FORM + "\n" + String.join("\n", parts));
    }

    private String settings(RefinePhase phase) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < phase.steps().steps().size(); i++) {
            all.append(stepJson(phase.firstStep() + i)).append('\n');
        }
        all.append(survivors());
        phase.after().forEach(step -> all.append("keys ").append(step.keyForm()).append('\n'));
        return all.toString();
    }

    private String survivors() {
        return plan.dates() == null ? "" : "survivors " + plan.dates() + "\n";
    }

    private String stepJson(int ordinal) {
        return CanonicalJson.string(plan.recipe().resolved().get("steps").get(ordinal));
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import olmoe.dedup.GlobalStep;
import olmoe.filters.Edit;
import olmoe.filters.Judge;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.filters.rule.OlmoRepetitionTokens;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Format;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.release.recipe.StepNode;
import olmoe.release.recipe.TokenizerPlan;
import olmoe.tokenizer.cli.ConfigurationException;

/// A recipe's steps, cut at each global one:
///
/// ```
///  refine ─► match ─► refine ─► … ─► write
///  per part  keys to  per part       tokens, shards, ledger
///            edits
/// ```
///
/// Global steps that stand together share one match. A refinement follows each match, be it only to
/// apply its edits. Workers bind the plan from the resolved recipe's text, so that nothing but text is
/// serialised.
public final class CorpusPlan {
    /// Raised when the form of a phase's files changes, so that parts of an older form are made again.
    private static final String FORM = "parts/1";

    static final String DUPLICATE = "duplicate";

    private final Recipe recipe;
    private final String recipeJson;
    private final List<String> stepNames = new ArrayList<>();
    private final List<RefinePhase> refinements = new ArrayList<>();
    private final List<MatchPhase> matches = new ArrayList<>();
    private final List<TokenJudge> tokenSteps;
    private final TreeSet<String> provided = new TreeSet<>();

    /// A run of local steps.
    ///
    /// @param number of the phase in the plan, from 0, matches counted
    /// @param index among the refinements
    /// @param firstStep ordinal in the recipe of the first local step
    /// @param before the match whose edits are applied first, or null
    /// @param after global steps for which keys are written
    /// @param writesText whether the texts or their attributes can differ from what was read
    record RefinePhase(
            int number,
            int index,
            int firstStep,
            Steps steps,
            MatchPhase before,
            List<GlobalStep> after,
            boolean writesText) {

        boolean first() {
            return before == null;
        }

        List<Integer> matched() {
            return before == null ? List.of() : before.ordinals();
        }

        String folder() {
            return "work/refine-" + index;
        }

        String path(Block block) {
            return folder() + "/" + block.place();
        }
    }

    /// Global steps that see the same documents.
    ///
    /// @param ordinals of the steps in the recipe
    record MatchPhase(int number, int index, List<Integer> ordinals, List<GlobalStep> steps) {
        static final String EDITS = ".edits";

        static String keys(int step) {
            return ".keys-" + step;
        }

        String folder() {
            return "work/match-" + index;
        }

        String path(Block block) {
            return folder() + "/" + block.place();
        }

        /// What one part's edits say of groups: a group is counted where its survivor is.
        ObjectNode count(List<Edits.Edit> edits) {
            ObjectNode counts = JsonNodeFactory.instance.objectNode();
            for (int ordinal : ordinals) {
                long groups = 0;
                long largest = 0;
                long documents = 0;
                for (Edits.Edit edit : edits) {
                    if (edit.step() == ordinal && edit.kind() == Edits.SURVIVE) {
                        groups++;
                        largest = Math.max(largest, edit.groupSize());
                    } else if (edit.step() == ordinal) {
                        documents++;
                    }
                }
                counts.putObject(Integer.toString(ordinal))
                        .put("documents", documents)
                        .put("groups", groups)
                        .put("largest", largest);
            }
            return counts;
        }
    }

    private CorpusPlan(Recipe recipe, String recipeJson) {
        this.recipe = recipe;
        this.recipeJson = recipeJson;
        List<Steps.Selected> local = new ArrayList<>();
        List<GlobalStep> global = new ArrayList<>();
        List<Integer> ordinals = new ArrayList<>();
        MatchPhase before = null;
        int first = 0;
        int number = 0;
        for (StepNode node : recipe.steps()) {
            int ordinal = stepNames.size();
            if (StepBinding.isGlobal(node)) {
                GlobalStep step = StepBinding.global(node);
                stepNames.add(step.name());
                global.add(step);
                ordinals.add(ordinal);
            } else {
                if (!global.isEmpty()) {
                    before = cut(number, first, local, before, global, ordinals);
                    number += 2;
                    first = ordinal;
                }
                Steps.Selected step = StepBinding.local(node);
                checkAttributes(node, step.step());
                stepNames.add(step.step().name());
                local.add(step);
            }
        }
        if (!global.isEmpty()) {
            before = cut(number, first, local, before, global, ordinals);
            number += 2;
            first = stepNames.size();
        }
        refinements.add(refinement(number, first, local, before, List.of()));
        this.tokenSteps = recipe.tokenSteps().stream().map(StepBinding::token).toList();
        tokenSteps.forEach(step -> stepNames.add(step.name()));
    }

    private MatchPhase cut(
            int number,
            int first,
            List<Steps.Selected> local,
            MatchPhase before,
            List<GlobalStep> global,
            List<Integer> ordinals) {
        refinements.add(refinement(number, first, local, before, global));
        MatchPhase match = new MatchPhase(number + 1, matches.size(), List.copyOf(ordinals), List.copyOf(global));
        matches.add(match);
        local.clear();
        global.clear();
        ordinals.clear();
        return match;
    }

    private RefinePhase refinement(
            int number, int first, List<Steps.Selected> local, MatchPhase before, List<GlobalStep> after) {
        boolean changes = local.stream()
                .map(Steps.Selected::step)
                .anyMatch(step -> step instanceof Edit || !step.provides().isEmpty());
        return new RefinePhase(
                number,
                refinements.size(),
                first,
                new Steps(local),
                before,
                List.copyOf(after),
                refinements.isEmpty() || changes);
    }

    private void checkAttributes(StepNode node, Step step) {
        for (String required : step.requires()) {
            if (!provided.contains(required)) {
                throw node.mistake(step.name() + " needs the attribute " + required
                        + ", which no step before it provides; provided are " + provided);
            }
        }
        step.provides().forEach(attribute -> provided.add(attribute.name()));
    }

    /// Refuses input files of unknown form, and pages that no step takes a text from.
    public void checkInputs() {
        boolean extracts = refinements.get(0).steps().steps().stream()
                .anyMatch(step -> step.step().name().startsWith("extract/"));
        for (Source source : recipe.sources()) {
            for (String path : source.inputs().keySet()) {
                Format format = Format.of(path)
                        .orElseThrow(() ->
                                source.place().mistake("expected .warc, .warc.gz, .jsonl or .jsonl.gz, found " + path));
                if (format == Format.WARC && !extracts) {
                    throw source.place()
                            .mistake("expected an extract step before the first global one, since " + path
                                    + " has pages, found none");
                }
            }
        }
    }

    /// Binds a resolved recipe.
    ///
    /// @param recipeJson the text of `recipe.resolved.json`
    /// @throws ConfigurationException where a step is not offered or its settings are wrong
    public static CorpusPlan parse(String recipeJson) {
        return new CorpusPlan(
                Recipe.parse(recipeJson, Path.of("recipe.resolved.json").toAbsolutePath()), recipeJson);
    }

    public static CorpusPlan of(Recipe recipe) {
        return new CorpusPlan(recipe, CanonicalJson.string(recipe.resolved()));
    }

    public Recipe recipe() {
        return recipe;
    }

    String recipeJson() {
        return recipeJson;
    }

    public List<RefinePhase> refinements() {
        return refinements;
    }

    RefinePhase lastRefinement() {
        return refinements.get(refinements.size() - 1);
    }

    public List<MatchPhase> matches() {
        return matches;
    }

    public List<TokenJudge> tokenSteps() {
        return tokenSteps;
    }

    /// All steps in the order of the recipe, token steps last.
    public List<String> stepNames() {
        return stepNames;
    }

    String stepName(int ordinal) {
        return stepNames.get(ordinal);
    }

    /// Ordinal of the first token step.
    int firstTokenStep() {
        return stepNames.size() - tokenSteps.size();
    }

    /// Phase number of the write, for the ledger.
    int writeNumber() {
        return refinements.size() + matches.size();
    }

    /// Number of the phase in which a step runs; reading belongs to the first.
    int phaseOf(int ordinal) {
        for (MatchPhase match : matches) {
            if (match.ordinals().contains(ordinal)) {
                return match.number();
            }
        }
        if (ordinal >= firstTokenStep()) {
            return writeNumber();
        }
        int number = 0;
        for (RefinePhase phase : refinements) {
            number = ordinal >= phase.firstStep() ? phase.number() : number;
        }
        return number;
    }

    /// `read`, `edit`, `judge`, `annotate`, `dedup` or `token`.
    String kindOf(int ordinal) {
        if (ordinal == Accounting.READING) {
            return "read";
        }
        if (ordinal >= firstTokenStep()) {
            return "token";
        }
        if (matches.stream().anyMatch(match -> match.ordinals().contains(ordinal))) {
            return "dedup";
        }
        RefinePhase phase = refinements.stream()
                .filter(refinement -> refinement.number() == phaseOf(ordinal))
                .findFirst()
                .orElseThrow();
        Step step = phase.steps().steps().get(ordinal - phase.firstStep()).step();
        if (step instanceof Edit) {
            return "edit";
        }
        return step instanceof Judge ? "judge" : "annotate";
    }

    /// The phases with their steps, a line each.
    public String describe() {
        StringBuilder lines = new StringBuilder();
        for (RefinePhase phase : refinements) {
            if (!phase.first()) {
                MatchPhase match = phase.before();
                lines.append("match  ").append(match.index()).append(": ");
                lines.append(String.join(
                        ", ", match.steps().stream().map(GlobalStep::name).toList()));
                lines.append('\n');
            }
            List<String> names = phase.steps().steps().stream()
                    .map(selected -> selected.step().name())
                    .toList();
            lines.append("refine ").append(phase.index()).append(": ");
            lines.append(names.isEmpty() ? "apply edits" : String.join(", ", names))
                    .append('\n');
        }
        lines.append("write   : ");
        lines.append(recipe.tokenizer() instanceof TokenizerPlan.Train ? "train tokenizer, " : "")
                .append("encode");
        tokenSteps.forEach(step -> lines.append(", ").append(step.name()));
        return lines.append('\n').toString();
    }

    int priority(String source) {
        return recipe.sources().stream().map(Source::name).toList().indexOf(source);
    }

    int maxDocumentBytes(String source) {
        return Math.toIntExact(recipe.sources().get(priority(source)).maxDocument());
    }

    /// Says of a training window whether its loss is masked: the repetition rule has two effects in
    /// OLMoE, and the recipe names it once.
    Predicate<int[]> windowMask() {
        return tokenSteps.stream()
                .filter(step -> step instanceof OlmoRepetitionTokens)
                .map(step -> (OlmoRepetitionTokens) step)
                .<Predicate<int[]>>map(rule -> window -> rule.masked(window, 0, window.length))
                .findFirst()
                .orElse(window -> false);
    }

    /// Of all that decides what the first refinement makes of a source's input.
    String firstDigest(String source) {
        return Sha256.of(FORM + "\n" + source + "\n" + maxDocumentBytes(source) + "\n" + settings(refinements.get(0)));
    }

    /// Of all that decides what a later refinement makes of a part.
    ///
    /// @param before what the refinement before left of it
    /// @param match what the match between found
    String laterDigest(RefinePhase phase, Commit before, Commit match) {
        return Sha256.of(FORM + "\n" + before.identity() + "\n" + match.identity() + "\n" + settings(phase));
    }

    /// Of all that decides a match.
    ///
    /// @param parts what the refinement before left of all parts
    String matchDigest(MatchPhase phase, List<Commit> parts) {
        StringBuilder all = new StringBuilder(FORM);
        for (int ordinal : phase.ordinals()) {
            all.append('\n').append(stepJson(ordinal));
        }
        recipe.sources().forEach(source -> all.append('\n').append(source.name()));
        parts.forEach(part -> all.append('\n').append(part.identity()));
        return Sha256.of(all.toString());
    }

    /// Of all that decides what is published of a part.
    String writeDigest(Commit last, String tokenizerSha256) {
        return Sha256.of(FORM + "\n" + last.identity() + "\n" + tokenizerSha256 + "\n" + recipe.window() + "\n"
                + recipe.digest("split") + "\n" + recipe.digest("token-steps"));
    }

    private String settings(RefinePhase phase) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < phase.steps().steps().size(); i++) {
            all.append(stepJson(phase.firstStep() + i)).append('\n');
        }
        phase.after().forEach(step -> all.append("keys ").append(step.name()).append('\n'));
        return all.toString();
    }

    private String stepJson(int ordinal) {
        return CanonicalJson.string(recipe.resolved().get("steps").get(ordinal));
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.SequentialStep;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.filters.Attribute;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.filters.rule.olmo.OlmoRepetitionTokens;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Format;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.pipelines.io.Reading;
import olmoe.pipelines.io.Sidecars;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.release.recipe.StepNode;
import olmoe.release.recipe.TokenizerPlan;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;

/// A recipe's steps, cut at each global one:
///
/// ```
///  refine ─► match ─► refine ─► … ─► write
///  per part  keys to  per part       tokens, shards, ledger
///            edits
/// ```
///
/// Global steps that stand together share one match, but for one by which the documents go in order: it
/// sees what those before it left. A refinement follows each match, be it only to
/// apply its edits. Workers bind the plan from the resolved recipe's text, so that nothing but text is
/// serialised.
public final class CorpusPlan {
    private final Recipe recipe;
    private final String recipeJson;
    private final Resources resources;
    private final List<String> stepNames = new ArrayList<>();
    private final List<RefinePhase> refinements = new ArrayList<>();
    private final List<MatchPhase> matches = new ArrayList<>();
    private final SurvivalDates dates; // null where they do not count
    private final List<TokenJudge> tokenSteps;
    private final Map<String, Map<String, String>> provided =
            new TreeMap<>(); // by source: attributes, and by which step

    private CorpusPlan(Recipe recipe, String recipeJson, Resources resources) {
        this.recipe = recipe;
        this.resources = resources;
        this.recipeJson = recipeJson;
        this.dates = SurvivalDates.of(recipe);
        for (Source source : recipe.sources()) {
            Map<String, String> given = provided.computeIfAbsent(source.name(), unused -> new TreeMap<>());
            source.attributes().forEach((experiment, names) -> names.forEach(name -> given.put(name, experiment)));
        }
        List<StepNode> nodes = recipe.steps();
        MatchPhase before = null;
        do {
            int first = stepNames.size();
            List<Steps.Selected> local = new ArrayList<>();
            while (stepNames.size() < nodes.size() && !StepBinding.isGlobal(nodes.get(stepNames.size()))) {
                local.add(local(nodes.get(stepNames.size())));
            }
            List<Integer> ordinals = new ArrayList<>();
            List<GlobalStep> global = new ArrayList<>();
            while (stepNames.size() < nodes.size() && StepBinding.isGlobal(nodes.get(stepNames.size()))) {
                GlobalStep step = StepBinding.global(nodes.get(stepNames.size()), resources);
                if (!global.isEmpty() && (step instanceof SequentialStep || global.get(0) instanceof SequentialStep)) {
                    break;
                }
                ordinals.add(stepNames.size());
                global.add(step);
                stepNames.add(step.name());
            }
            int number = 2 * refinements.size();
            boolean compares = global.stream().anyMatch(step -> !(step instanceof SequentialStep));
            refinements.add(new RefinePhase(
                    number, refinements.size(), first, new Steps(local), before, global, compares ? dates : null));
            before = global.isEmpty() ? null : new MatchPhase(number + 1, matches.size(), ordinals, global);
            if (before != null) {
                matches.add(before);
            }
        } while (before != null);
        if (recipe.index() != null && !ParameterSet.names().contains(recipe.index())) {
            throw new ConfigurationException(recipe.file().getFileName() + ": release.index: no parameter set is named "
                    + recipe.index() + Suggestion.of(recipe.index(), ParameterSet.names()));
        }
        if (dates != null && refinements.stream().allMatch(phase -> phase.dates() == null)) {
            throw new ConfigurationException(recipe.file().getFileName()
                    + ": survivors: expected a dedup step that compares documents, found none");
        }
        this.tokenSteps = recipe.tokenSteps().stream()
                .map(node -> StepBinding.token(node, resources))
                .toList();
        tokenSteps.forEach(step -> stepNames.add(step.name()));
    }

    private Steps.Selected local(StepNode node) {
        Steps.Selected selected = StepBinding.local(node, resources);
        checkAttributes(node, selected);
        stepNames.add(selected.step().name());
        return selected;
    }

    /// A step may see some sources only, so each that needs an attribute asks for it source by source. What two steps
    /// give under one name would be one value and two columns.
    private void checkAttributes(StepNode node, Steps.Selected selected) {
        Step step = selected.step();
        for (String source : seen(selected)) {
            Map<String, String> before = provided.computeIfAbsent(source, unused -> new TreeMap<>());
            for (String required : step.requires()) {
                if (!before.containsKey(required)) {
                    throw node.mistake(step.name() + " needs the attribute " + required
                            + ", which no step before it provides for the source " + source + "; provided are "
                            + before.keySet());
                }
            }
            for (Attribute attribute : step.provides()) {
                String other = before.putIfAbsent(attribute.name(), step.name());
                if (other != null) {
                    throw node.mistake(step.name() + " gives the attribute " + attribute.name() + ", which " + other
                            + " before it gives for the source " + source);
                }
            }
        }
    }

    private List<String> seen(Steps.Selected selected) {
        return selected.sources().isEmpty()
                ? recipe.sources().stream().map(Source::name).toList()
                : selected.sources();
    }

    /// Refuses input files of unknown form, and pages that no step takes a text from.
    public void checkInputs(Source.Listing listing) throws IOException {
        boolean extracts = refinements.get(0).steps().steps().stream()
                .anyMatch(step -> step.step().name().startsWith("extract/"));
        for (Source source : recipe.sources()) {
            for (String path : listing.of(source).keySet()) {
                Format format = Format.of(path)
                        .orElseThrow(() -> source.place().mistake("expected " + Format.EXPECTED + ", found " + path));
                if (!source.attributes().isEmpty() && (format != Format.JSON_LINES || !Source.mayHaveSidecars(path))) {
                    throw source.place()
                            .mistake("attributes: expected JSON lines below a folder documents, found " + path);
                }
                if (format.pages() && !extracts) {
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
    /// @param places of the corpus, where the driver has put the files that steps need
    /// @throws ConfigurationException where a step is not offered or its settings are wrong
    public static CorpusPlan parse(String recipeJson, Places places) {
        return new CorpusPlan(
                Recipe.parse(recipeJson, Path.of("recipe.resolved.json").toAbsolutePath()),
                recipeJson,
                Resources.stored(places));
    }

    /// Binds a recipe whose files are here.
    ///
    /// @throws ConfigurationException where a step is not offered, its settings are wrong, or a file that
    ///     it needs is missing or another one
    public static CorpusPlan of(Recipe recipe) {
        return new CorpusPlan(
                recipe,
                CanonicalJson.string(recipe.resolved()),
                Resources.beside(recipe.file().getParent()));
    }

    public Recipe recipe() {
        return recipe;
    }

    String recipeJson() {
        return recipeJson;
    }

    Resources resources() {
        return resources;
    }

    /// The dates by which documents of one source are ordered, or null.
    SurvivalDates dates() {
        return dates;
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

    /// @param ordinal of a step, or [Accounting#READING]
    String stepName(int ordinal) {
        return ordinal == Accounting.READING ? "read" : stepNames.get(ordinal);
    }

    /// Ordinal of the first token step.
    int firstTokenStep() {
        return stepNames.size() - tokenSteps.size();
    }

    /// Phase number of the write, for the ledger.
    int writeNumber() {
        return refinements.size() + matches.size();
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
                if (dates != null && match.sequential() == null) {
                    lines.append("; of one source the ").append(dates.first()).append(" stays");
                }
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

    /// Opens what scorers said of a block's documents.
    Sidecars sidecars(Block block, Inputs inputs) throws IOException {
        return Sidecars.open(recipe.sources().get(priority(block.source())), block.path(), inputs);
    }

    /// Cuts a file into blocks. One whose lines have sidecars is read from front to back.
    List<Block> blocks(Source source, String path, Inputs inputs) throws IOException {
        long largest = source.attributes().isEmpty() ? recipe.splitSize() : Long.MAX_VALUE;
        return inputs.blocks(source.name(), path, largest);
    }

    /// How a block is read.
    ///
    /// @param sidecars of its file
    Reading reading(Block block, Inputs inputs, Sidecars sidecars) {
        Source source = recipe.sources().get(priority(block.source()));
        return new Reading(
                block,
                source.columns(),
                Math.toIntExact(source.maxDocument()),
                dates != null,
                sidecars,
                () -> inputs.openWhole(block));
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
}

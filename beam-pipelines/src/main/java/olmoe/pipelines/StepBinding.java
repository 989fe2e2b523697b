package olmoe.pipelines;

import java.util.List;
import olmoe.dedup.GlobalStep;
import olmoe.dedup.GlobalSteps;
import olmoe.dedup.decontamination.Decontamination;
import olmoe.filters.Catalogue;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.filters.extract.MainText;
import olmoe.release.recipe.Section;
import olmoe.release.recipe.StepNode;

/// Finds what filters and dedup offer under the names that a recipe's steps use. `filter: x` is the
/// rule x; any other kind is a family of its own: `extract: main-text` is `extract/main-text`,
/// `mask: pii` is `mask/pii`, and `language: {…}` is `language`.
final class StepBinding {
    private static final String FILTER = "filter";
    private static final String DEDUP = "dedup";
    private static final String EXTRACT = "extract";
    private static final String DECONTAMINATE = "decontaminate";
    private static final String MASK = "mask";
    private static final List<String> KINDS = List.of(EXTRACT, FILTER, "language", MASK, DEDUP, DECONTAMINATE);

    private StepBinding() {}

    static boolean isGlobal(StepNode node) {
        return node.kind().equals(DEDUP);
    }

    static GlobalStep global(StepNode node, Resources resources) {
        known(node, GlobalSteps.names());
        if (!node.sources().isEmpty()) {
            throw node.settings().get("sources").mistake("a global step sees all sources");
        }
        return GlobalSteps.make(node.settings().get("use").text(), new RecipeSettings(node, resources));
    }

    static Steps.Selected local(StepNode node, Resources resources) {
        if (node.kind().equals(EXTRACT)) {
            known(node, List.of("main-text"));
            node.settings().finish();
            return new Steps.Selected(new MainText(), node.sources());
        }
        if (node.kind().equals(DECONTAMINATE)) {
            String variant = node.use() == null ? Decontamination.STANDARD : node.use();
            Decontamination made = Decontamination.of(variant, new RecipeSettings(node, resources));
            return new Steps.Selected(made.step(), node.sources());
        }
        Catalogue.Entry entry = entry(node, KINDS);
        if (entry.onTokens()) {
            throw node.mistake(entry.name() + " judges token ids: it belongs under token-steps");
        }
        return new Steps.Selected(entry.step(new RecipeSettings(node, resources)), node.sources());
    }

    private static void known(StepNode node, List<String> offered) {
        String use = node.settings().get("use").text();
        if (!offered.contains(use)) {
            throw node.mistake("no " + node.kind() + " is named " + use + Section.didYouMean(use, offered));
        }
    }

    static TokenJudge token(StepNode node, Resources resources) {
        Catalogue.Entry entry = entry(node, List.of(FILTER));
        if (!entry.onTokens()) {
            throw node.mistake(entry.name() + " judges texts: it belongs under steps");
        }
        if (!node.sources().isEmpty()) {
            throw node.settings().get("sources").mistake("a token step sees all sources");
        }
        return entry.tokenJudge(new RecipeSettings(node, resources));
    }

    private static Catalogue.Entry entry(StepNode node, List<String> kinds) {
        node.requireKind(kinds);
        String name = node.kind();
        if (node.kind().equals(FILTER)) {
            name = node.settings().get("use").text();
        } else if (node.kind().equals(MASK)) {
            known(node, List.of("pii"));
            name = MASK + "/" + node.use();
        } else if (node.use() != null) {
            throw node.mistake("expected settings such as {keep: [en]}, found " + node.use());
        }
        return Catalogue.entry(name, node.value().place());
    }
}

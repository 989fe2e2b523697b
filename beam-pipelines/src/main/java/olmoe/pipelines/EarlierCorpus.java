package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.dedup.substring.SubstringStep;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;

/// A corpus that was made before, or the release of one, with the keys and shingles of every document that reached its
/// matches, kept or not. A new corpus against it keeps what one corpus over both would keep of the new documents; the
/// earlier one is only read.
///
/// @param blocks its parts, marked as not this corpus' own
/// @param sourceNames in the order of its recipe
/// @param released whether it is a release, which carries a [MatchIndex] and not the work of its corpus
/// @param digest of its reproducible files
record EarlierCorpus(
        String where, Places places, List<Block> blocks, List<String> sourceNames, boolean released, String digest) {

    /// Its recipe, in a release.
    private static final String RELEASED_RECIPE = "reproduce/recipe.resolved.json";

    /// All that a recipe names, in its order.
    ///
    /// @throws ConfigurationException where one is no finished corpus or release, or was made with other steps
    ///     up to the last that compares
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
        boolean released = isRelease(folder);
        if (!released && !Files.isRegularFile(folder.resolve(Manifest.NAME))) {
            throw new ConfigurationException(where + ": expected a release with " + ReleaseIndex.NAME
                    + " or a corpus with " + Manifest.NAME + ", found none in " + folder);
        }
        Path file = folder.resolve(released ? RELEASED_RECIPE : CorpusBuild.RECIPE);
        Recipe recipe = Recipe.parse(Files.readString(file, StandardCharsets.UTF_8), file.toAbsolutePath());
        checkSteps(plan, recipe, where);
        checkLast(plan, where);
        MatchIndex.expect(
                where, "survivors", MatchIndex.text(plan.recipe().survivors()), MatchIndex.text(recipe.survivors()));
        if (released) {
            checkCarried(plan, folder, where);
        }
        return new EarlierCorpus(
                where,
                new Places(folder.toAbsolutePath().toString()),
                // a position that no block of its own has tells parts of equal names apart
                MatchIndex.blocks(CanonicalJson.read(folder.resolve(CorpusBuild.STATS)), -1 - number),
                recipe.sources().stream().map(source -> source.name()).toList(),
                released,
                released
                        ? ReleaseIndex.read(folder).digest()
                        : Manifest.read(folder).digest());
    }

    static boolean isRelease(Path folder) {
        return Files.isRegularFile(folder.resolve(ReleaseIndex.NAME));
    }

    /// A step may see other sources here than there: those of its own recipe.
    private static void checkSteps(CorpusPlan plan, Recipe other, String where) {
        int last = plan.matches().isEmpty()
                ? -1
                : plan.matches().get(plan.matches().size() - 1).ordinals().stream()
                        .mapToInt(Integer::intValue)
                        .max()
                        .orElseThrow();
        for (int i = 0; i <= last; i++) {
            JsonNode found = other.resolved().get("steps").path(i);
            MatchIndex.expect(
                    where,
                    "steps[" + i + "]",
                    forAllSources(plan.recipe().resolved().get("steps").get(i)),
                    found.isMissingNode() ? "none" : forAllSources(found));
        }
    }

    /// In one run over both, what the new documents repeat could leave old ones, too, before they reach the next match.
    private static void checkLast(CorpusPlan plan, String where) {
        for (MatchPhase phase : plan.matches()) {
            if (phase.sequential() instanceof SubstringStep
                    && phase.index() + 1 < plan.matches().size()) {
                throw new ConfigurationException(where + ": "
                        + phase.sequential().name()
                        + " would change the earlier texts: expected it as the last dedup step, found "
                        + plan.matches().get(phase.index() + 1).steps().get(0).name() + " after it");
            }
        }
    }

    private static String forAllSources(JsonNode step) {
        ObjectNode copy = step.deepCopy();
        copy.forEach(settings -> ((ObjectNode) settings).remove("sources"));
        return CanonicalJson.string(copy).trim().replaceAll("\n *", "");
    }

    private static void checkCarried(CorpusPlan plan, Path folder, String where) throws IOException {
        for (MatchPhase phase : plan.matches()) {
            if (phase.sequential() != null) {
                throw new ConfigurationException(
                        where + ": " + phase.sequential().name()
                                + " goes by the texts of all documents before, which no release carries: expected a corpus with"
                                + " its work, found a release");
            }
        }
        if (!Files.isRegularFile(folder.resolve(MatchIndex.FOLDER + MatchIndex.NAME))) {
            throw new ConfigurationException(where + ": expected a release that carries " + MatchIndex.FOLDER
                    + MatchIndex.NAME + ", as one does whose recipe says release: {index: olmoe}, found none in "
                    + folder);
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (ReleaseIndex.Listed file : ReleaseIndex.read(folder).files()) {
            if (file.path().startsWith(MatchIndex.FOLDER)) {
                String path = file.path().substring(MatchIndex.FOLDER.length());
                if (MatchIndex.isPath(path) && !path.equals(MatchIndex.NAME)) {
                    files.put(path, file.sha256());
                }
            }
        }
        MatchIndex.read(folder.resolve(MatchIndex.FOLDER))
                .check(plan, where + ": " + MatchIndex.FOLDER + MatchIndex.NAME, files);
    }

    int sources() {
        return sourceNames.size();
    }

    /// Place of a part's source in the earlier recipe.
    int priority(Block block) {
        return sourceNames.indexOf(block.source());
    }

    /// Where the files lie that a refinement left for the match after it.
    String folder(RefinePhase before) {
        return released ? MatchIndex.FOLDER + MatchIndex.Of.folder(before.index()) : before.folder();
    }

    /// Reads every file that a build against it reads, and holds it to its sum.
    ///
    /// @throws CheckException where one is another than was written
    void check(CorpusPlan plan) throws IOException {
        Map<String, String> sums = new HashMap<>();
        Path root = Path.of(places.root());
        if (released) {
            ReleaseIndex.read(root).files().forEach(file -> sums.put(file.path(), file.sha256()));
            check(RELEASED_RECIPE, sums);
            check(CorpusBuild.STATS, sums);
            check(MatchIndex.FOLDER + MatchIndex.NAME, sums);
        } else {
            Manifest.read(root).files().forEach(file -> sums.put(file.path(), file.sha256()));
            checkForm();
        }
        for (Block block : blocks) {
            check("ledger/" + block.place() + ".parquet", sums);
            for (MatchPhase phase : plan.matches()) {
                RefinePhase before = plan.refinements().get(phase.index());
                if (!released) {
                    sums.putAll(MatchIndex.sums(PartState.commit(places, before.path(block))));
                }
                for (String ending : phase.inputs(plan.dates() != null)) {
                    check(folder(before) + "/" + block.place() + ending, sums);
                }
                if (phase.sequential() != null) {
                    check(PartState.read(places, plan, phase.index(), block).textsPath(), sums);
                }
            }
        }
    }

    /// The parts of a corpus are of the form that this program writes.
    private void checkForm() throws IOException {
        CorpusPlan made = CorpusPlan.parse(new String(places.read(CorpusBuild.RECIPE), StandardCharsets.UTF_8), places);
        RefinePhase first = made.refinements().get(0);
        for (Block block : blocks) {
            MatchIndex.expect(
                    where,
                    first.path(block) + ": digest",
                    new PlanDigests(made).first(block.source()),
                    PartState.commit(places, first.path(block)).digest());
        }
    }

    private void check(String path, Map<String, String> sums) throws IOException {
        String expected = sums.get(path);
        if (expected == null || places.size(path) < 0) {
            throw new CheckException(where + ": " + path + ": expected the file, found none");
        }
        String found = Sha256.of(Path.of(places.root()).resolve(path));
        if (!found.equals(expected)) {
            throw new CheckException(where + ": " + path + ": sha256: expected " + expected + ", found " + found);
        }
    }
}

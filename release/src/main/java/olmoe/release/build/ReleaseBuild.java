package olmoe.release.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.Manifest;
import olmoe.release.recipe.Facts;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.cli.ConfigurationException;

/// Runs the stages of a recipe one after the other, leaving out what is done, and packs what they
/// made.
public final class ReleaseBuild {

    /// All sections of a recipe that a stage may read.
    private static final String[] SECTIONS = {
        "name",
        "version",
        "seed",
        "sources",
        "split-size",
        "window",
        "steps",
        "survivors",
        "split",
        "tokenizer",
        "token-steps",
        "tokens",
        "mix",
        "model",
        "training",
        "release"
    };

    private static final List<String> UNKNOWN = List.of("unknown", "noassertion", "none");

    private final Recipe recipe;
    private final Path run;
    private final OlmoeScript olmoe;
    private final List<Stage> stages;
    private final boolean allowBlanks;

    /// @param run folder of the run; the release is made in `release` below it
    /// @param parallelism of the corpus jobs, 0 for the command's own choice
    /// @param threads of training and validation, 0 for the command's own choice
    /// @param allowBlanks whether facts that nobody stated are left open in the documents
    public ReleaseBuild(Recipe recipe, Path run, OlmoeScript olmoe, int parallelism, int threads, boolean allowBlanks) {
        this.allowBlanks = allowBlanks;
        this.recipe = recipe;
        this.run = run.toAbsolutePath().normalize();
        this.olmoe = olmoe;
        this.stages = stages(parallelism, threads);
    }

    /// Runs what is missing.
    ///
    /// @return the release's folder
    public Path run() throws IOException {
        if (recipe.model() == null || recipe.training() == null) {
            throw new ConfigurationException(
                    recipe.file().getFileName() + ": expected sections model and training, which a release needs");
        }
        recipe.checkFiles();
        refuseBlanks();
        refuseUnknownLicenses();
        SortedMap<String, String> current = new TreeMap<>(recipe.inputs(SECTIONS));
        if (recipe.index() != null) {
            current.put("index.set", recipe.index());
        }
        SortedMap<String, Manifest> manifests = new TreeMap<>();
        for (Stage stage : stages) {
            Manifest manifest = stage.complete(current);
            if (manifest == null) {
                System.err.println(stage.name() + ": olmoe " + String.join(" ", stage.arguments()));
                olmoe.run(stage.arguments());
                manifest = Manifest.read(stage.folder());
            } else {
                System.err.println(stage.name() + ": nothing changed, " + stage.folder() + " stays");
            }
            manifests.put(stage.name(), manifest);
            current.put("manifest." + stage.name(), manifest.digest());
        }
        return new ReleasePacker(recipe, run, manifests, olmoe.home()).pack();
    }

    private void refuseBlanks() {
        String name = recipe.file().getFileName() + ": release.facts";
        Facts facts =
                recipe.facts() == null ? Facts.none() : Facts.read(recipe.file().resolveSibling(recipe.facts()));
        List<String> blanks = facts.blanks();
        for (String blank : blanks) {
            System.err.println("blank: " + blank + ": " + Facts.asked().get(blank));
        }
        if (!blanks.isEmpty() && !allowBlanks) {
            throw new ConfigurationException(name + ": expected an answer to each of "
                    + Facts.asked().size() + " questions, found " + blanks.size() + " blanks, the first "
                    + blanks.get(0) + "; answer them, or pass --allow-blanks");
        }
    }

    /// A release says on what terms each document may be used; that nobody knows is no answer.
    private void refuseUnknownLicenses() {
        for (Source source : recipe.sources()) {
            String spdx = source.license().spdx();
            if (UNKNOWN.contains(spdx.toLowerCase(Locale.ROOT))) {
                throw new ConfigurationException(recipe.file().getFileName() + ": source " + source.name()
                        + ": license.spdx: expected an SPDX identifier, or other with evidence, found " + spdx);
            }
        }
    }

    private List<Stage> stages(int parallelism, int threads) {
        String recipeFile = recipe.file().toString();
        Path corpus = run.resolve("corpus");
        Path model = run.resolve("model");
        Path validation = run.resolve("validation");
        List<Stage> all = new ArrayList<>();
        all.add(stage("corpus", corpus, "--parallelism", parallelism, "corpus", "build", recipeFile));
        if (recipe.index() != null) {
            Path index = run.resolve("index");
            List<String> arguments = List.of(
                    "corpus", "index", corpus.toString(), index.toString(), "--set", recipe.index(), "--manifest");
            all.add(new Stage("index", index, arguments, Set.of()));
        }
        all.add(stage(
                "model", model, "--threads", threads, "model", "train", recipeFile, "--corpus", corpus.toString()));
        all.add(stage(
                "validation",
                validation,
                "--threads",
                threads,
                "model",
                "validate",
                model.resolve("final").toString(),
                "--corpus",
                corpus.toString()));
        return all;
    }

    private Stage stage(String name, Path folder, String option, int value, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-o", folder.toString()));
        if (value > 0) {
            all.add(option + "=" + value);
        }
        boolean dated = name.equals("corpus") && recipe.survivors() != null;
        return new Stage(name, folder, List.copyOf(all), dated ? Set.of("recipe.survivors") : Set.of());
    }
}

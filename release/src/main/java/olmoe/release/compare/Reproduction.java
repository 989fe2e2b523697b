package olmoe.release.compare;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.build.Documents;
import olmoe.release.build.OlmoeScript;
import olmoe.release.build.Provenance;
import olmoe.release.build.ReleaseBuild;
import olmoe.release.format.AtomicFile;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.LinkedFile;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;

/// Makes a release again from its own recipe and the inputs that it names, and compares.
public final class Reproduction {

    private final Path release;
    private final ReleaseIndex stated;

    public Reproduction(Path release) throws IOException {
        this.release = release;
        this.stated = ReleaseIndex.read(release);
    }

    /// Puts recipe, facts and inputs into a folder, each input held to its sum.
    ///
    /// @param inputs folder to which the paths of the inputs are relative
    /// @return the recipe
    /// @throws CheckException when an input is not the one that was read
    public Path prepare(Path inputs, Path work) throws IOException {
        for (String stage : stated.madeFrom().keySet()) {
            if (stage.startsWith(Provenance.TAKEDOWN)) {
                throw new ConfigurationException(release + ": " + stated.version()
                        + " was made by a takedown from an older version; reproduce that one");
            }
        }
        SortedMap<String, String> named = new TreeMap<>();
        for (JsonNode source :
                CanonicalJson.read(release.resolve(Documents.STATS)).required("sources")) {
            source.required("inputs")
                    .forEach(input -> named.put(
                            input.required("path").asText(),
                            input.required("sha256").asText()));
        }
        for (Map.Entry<String, String> input : named.entrySet()) {
            Path from = inputs.resolve(input.getKey());
            if (!Files.isRegularFile(from)) {
                throw new ConfigurationException(inputs + ": expected the input " + input.getKey() + ", found none");
            }
            String found = Sha256.of(from);
            if (!found.equals(input.getValue())) {
                throw new CheckException(from + ": expected sha256 " + input.getValue() + ", found " + found
                        + "; it is not the input that the release was made from");
            }
            Path to = work.resolve(input.getKey());
            Files.createDirectories(to.getParent());
            if (!Files.exists(to)) {
                LinkedFile.make(from.toAbsolutePath(), to);
            }
        }
        Path recipe = work.resolve("recipe.yaml");
        AtomicFile.write(recipe, Files.readAllBytes(release.resolve("reproduce/recipe.yaml")));
        String facts = Recipe.read(recipe).facts();
        if (facts != null) {
            AtomicFile.write(work.resolve(facts), Files.readAllBytes(release.resolve(Documents.FACTS)));
        }
        return recipe;
    }

    /// Builds in `run` below the folder. Neither number changes a byte; 0 is the command's own choice.
    ///
    /// @param parallelism of the corpus jobs
    /// @param threads of training and validation
    public Path build(Path recipe, Path work, OlmoeScript olmoe, int parallelism, int threads) throws IOException {
        return new ReleaseBuild(Recipe.read(recipe), work.resolve("run"), olmoe, parallelism, threads, true).run();
    }

    /// The first file that differs, with what it comes from; nothing when the two are equal.
    public Optional<String> firstDifference(Path made) throws IOException {
        ReleaseIndex again = ReleaseIndex.read(made);
        if (again.digest().equals(stated.digest())) {
            return Optional.empty();
        }
        for (String stage : List.of("corpus", "model", "validation")) {
            Manifest old = Manifest.readFile(release.resolve(Provenance.file(stage)));
            Manifest now = Manifest.readFile(made.resolve(Provenance.file(stage)));
            Map<String, String> files = new TreeMap<>();
            now.files().forEach(file -> files.put(file.path(), file.sha256()));
            for (Manifest.Entry file : old.files()) {
                if (!file.sha256().equals(files.get(file.path()))) {
                    return Optional.of(stage + "/" + file.path() + ": expected sha256 " + file.sha256() + ", found "
                            + files.get(file.path()) + "; " + cause(old, now));
                }
            }
        }
        Map<String, String> files = new TreeMap<>();
        again.files().forEach(file -> files.put(file.path(), file.sha256()));
        for (ReleaseIndex.Listed file : stated.files()) {
            if (!file.sha256().equals(files.get(file.path()))) {
                return Optional.of(
                        file.path() + ": expected sha256 " + file.sha256() + ", found " + files.get(file.path())
                                + "; packed by olmoe " + stated.program() + ", now " + again.program());
            }
        }
        return Optional.of("the new release has files that the old one lacks");
    }

    private static String cause(Manifest old, Manifest now) {
        if (!old.version().equals(now.version())) {
            return "made by olmoe " + old.version() + ", now " + now.version();
        }
        for (Map.Entry<String, String> input : old.inputs().entrySet()) {
            if (!input.getValue().equals(now.inputs().get(input.getKey()))) {
                return input.getKey() + " is not what it was";
            }
        }
        return "inputs, recipe and version are the same, so the program does not make equal bytes here";
    }
}

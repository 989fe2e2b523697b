package olmoe.release.build;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.LinkedFile;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.ReleaseIndex.Listed;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;
import olmoe.release.measure.ShardMeasures;
import olmoe.release.metadata.SoftwareBom;
import olmoe.release.recipe.Facts;
import olmoe.release.recipe.Recipe;

/// Packs what the stages made into one folder that stands by itself. A stage hashed its files while it wrote
/// them; they are not read again here, and `verify` finds what changed since. The folder is made under another name and
/// renamed, so `release` is a
/// whole release or not there.
final class ReleasePacker {

    private final Recipe recipe;
    private final Path run;
    private final SortedMap<String, Manifest> manifests;
    private final Path packed;
    private final Path home;
    private final Licenses licenses;
    private final List<Listed> listed = new ArrayList<>();
    private final SortedMap<String, String> witnesses = new TreeMap<>();

    /// @param manifests of the stages, by name
    /// @param home root of the product, whose libraries are listed
    ReleasePacker(Recipe recipe, Path run, SortedMap<String, Manifest> manifests, Path home) {
        this.home = home;
        this.recipe = recipe;
        this.run = run;
        this.manifests = manifests;
        this.packed = run.resolve(".release.tmp");
        this.licenses = new Licenses(
                recipe,
                recipe.facts() == null ? Facts.none() : Facts.read(recipe.file().resolveSibling(recipe.facts())));
    }

    /// @return the release's folder
    Path pack() throws IOException {
        Path release = run.resolve("release");
        SortedMap<String, String> madeFrom = madeFrom();
        if (isUpToDate(release, madeFrom)) {
            System.err.println("release: nothing changed, " + release + " stays");
            return release;
        }
        delete(packed);
        for (Map.Entry<String, Manifest> stage : manifests.entrySet()) {
            for (Manifest.Entry file : stage.getValue().files()) {
                take(stage.getKey(), file);
            }
        }
        write("reproduce/recipe.yaml", "recipe", Files.readAllBytes(recipe.file()));
        write(Documents.RECIPE, "recipe", CanonicalJson.bytes(resolved()));
        for (Map.Entry<String, Manifest> stage : manifests.entrySet()) {
            write(Provenance.file(stage.getKey()), "manifest", stage.getValue().reproducibleBytes());
        }
        write("reproduce/commands.txt", "recipe", commands().getBytes(StandardCharsets.UTF_8));
        if (recipe.facts() != null) {
            write(Documents.FACTS, "recipe", Files.readAllBytes(recipe.file().resolveSibling(recipe.facts())));
        }
        Optional<ObjectNode> software = SoftwareBom.of(home);
        if (software.isPresent()) {
            write(SoftwareBom.PATH, "bill", CanonicalJson.bytes(software.get()));
        }
        write(
                ShardMeasures.PATH,
                "measure",
                CanonicalJson.bytes(ShardMeasures.of(packed, parts("data/"), parts("ledger/"))));
        for (Map.Entry<String, byte[]> document :
                Documents.render(packed, listed).entrySet()) {
            write(document.getKey(), Documents.role(document.getKey()), document.getValue());
        }
        ReleaseIndex index =
                new ReleaseIndex(recipe.name(), recipe.version(), Manifest.PROGRAM_VERSION, madeFrom, listed);
        Files.write(packed.resolve(ReleaseIndex.NAME), index.bytes());
        writeWitnesses();
        writeSums();
        Path before = run.resolve(".release.old");
        delete(before);
        if (Files.exists(release)) {
            Files.move(release, before, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(packed, release, StandardCopyOption.ATOMIC_MOVE);
        delete(before);
        System.err.println("release: " + listed.size() + " files in " + release);
        return release;
    }

    /// Whether it was made of the same and its documents still come out the same.
    private static boolean isUpToDate(Path release, SortedMap<String, String> madeFrom) throws IOException {
        if (!Files.isRegularFile(release.resolve(Sums.NAME))) {
            return false;
        }
        ReleaseIndex index = ReleaseIndex.read(release);
        if (!index.madeFrom().equals(madeFrom) || !index.program().equals(Manifest.PROGRAM_VERSION)) {
            return false;
        }
        for (Map.Entry<String, byte[]> document :
                Documents.render(release, index.files()).entrySet()) {
            Path file = release.resolve(document.getKey());
            if (!Files.exists(file) || !Arrays.equals(document.getValue(), Files.readAllBytes(file))) {
                return false;
            }
        }
        return true;
    }

    /// Parquet files below a folder, in path order.
    private List<String> parts(String folder) {
        return listed.stream()
                .map(Listed::path)
                .filter(path -> path.startsWith(folder) && path.endsWith(".parquet"))
                .sorted()
                .toList();
    }

    private SortedMap<String, String> madeFrom() throws IOException {
        SortedMap<String, String> made = new TreeMap<>();
        manifests.forEach((stage, manifest) -> made.put(stage, manifest.digest()));
        made.put("recipe", Sha256.of(recipe.file()));
        if (recipe.facts() != null) {
            made.put("facts", Sha256.of(recipe.file().resolveSibling(recipe.facts())));
        }
        return made;
    }

    /// The recipe as this build read it; its steps as the corpus stage resolved them.
    private ObjectNode resolved() throws IOException {
        ObjectNode all = recipe.resolved();
        var corpus = CanonicalJson.read(run.resolve("corpus/recipe.resolved.json"));
        all.set("steps", corpus.required("steps"));
        all.set("token-steps", corpus.required("token-steps"));
        return all;
    }

    private String commands() {
        return "# With olmoe " + Manifest.PROGRAM_VERSION + " and the inputs of governance/sources.json beside"
                + " recipe.yaml:\n"
                + "./olmoe release build recipe.yaml -o run\n"
                + "./olmoe release verify run/release\n"
                + "# RELEASE.json must come out with the same digest.\n";
    }

    private void take(String stage, Manifest.Entry file) throws IOException {
        Place place = Place.of(stage, file);
        if (place == null) {
            return;
        }
        Path from = run.resolve(stage).resolve(file.path());
        Path to = packed.resolve(place.path());
        Files.createDirectories(to.getParent());
        LinkedFile.make(from, to);
        if (Files.size(to) != file.size()) {
            throw new IOException(from + ": expected " + file.size() + " bytes as its manifest states, found "
                    + Files.size(to) + "; delete " + run.resolve(stage) + " and build again");
        }
        if (place.path().startsWith(ReleaseIndex.WITNESS_FOLDER)) {
            witnesses.put(place.path(), file.sha256());
        } else {
            list(place.path(), place.role(), file.size(), file.sha256());
        }
    }

    private void write(String path, String role, byte[] bytes) throws IOException {
        Path file = packed.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        list(path, role, bytes.length, Sha256.of(bytes));
    }

    private void list(String path, String role, long size, String sha256) throws IOException {
        if (!Sums.isPlain(path)) {
            throw new IOException(path + ": such a name cannot be listed in " + Sums.NAME);
        }
        listed.add(new Listed(path, size, sha256, role, licenses.of(path), MediaTypes.of(path)));
    }

    private void writeWitnesses() throws IOException {
        ObjectNode json = CanonicalJson.object();
        json.putObject("environment")
                .put("java", System.getProperty("java.vm.vendor") + " " + Runtime.version())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
                .put("processors", Runtime.getRuntime().availableProcessors());
        json.put("finished", Instant.now().toString());
        json.putArray("files");
        for (Map.Entry<String, String> witness : witnesses.entrySet()) {
            json.withArray("files")
                    .addObject()
                    .put("path", witness.getKey())
                    .put("size", Files.size(packed.resolve(witness.getKey())))
                    .put("sha256", witness.getValue());
        }
        byte[] bytes = CanonicalJson.bytes(json);
        Path file = packed.resolve(ReleaseIndex.WITNESS_NAME);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
        witnesses.put(ReleaseIndex.WITNESS_NAME, Sha256.of(bytes));
    }

    private void writeSums() throws IOException {
        SortedMap<String, String> sums = new TreeMap<>(witnesses);
        listed.forEach(file -> sums.put(file.path(), file.sha256()));
        sums.put(ReleaseIndex.NAME, Sha256.of(packed.resolve(ReleaseIndex.NAME)));
        Files.writeString(packed.resolve(Sums.NAME), Sums.render(sums));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(folder)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }
}

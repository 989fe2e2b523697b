package olmoe.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;

/// What was made of what, stage by stage, as in-toto statements with SLSA's provenance v1. Each names by
/// SHA-256 what it took: the corpus its input files, every later stage the manifests of those before. They
/// follow from the files of the release alone.
public final class Provenance {
    private Provenance() {}

    /// Where the stages' manifests stand in a release. Their digests are the `made-from` of RELEASE.json.
    public static final String MANIFESTS = "reproduce/manifests/";

    /// Stages of this name and a version wrote files of earlier stages anew.
    public static final String TAKEDOWN = "takedown-";

    private static final String RECIPE = "reproduce/recipe.yaml";
    private static final Map<String, String> WRITTEN = Map.of("recipe", RECIPE, "facts", Documents.FACTS);

    /// @return statements by stage; `release` is that of RELEASE.json
    public static SortedMap<String, ObjectNode> statements(Path root) throws IOException {
        ReleaseIndex index = ReleaseIndex.read(root);
        SortedMap<String, ObjectNode> statements = new TreeMap<>();
        for (String stage : index.madeFrom().keySet()) {
            if (isStage(stage)) {
                statements.put(stage, stage(root, stage, index));
            }
        }
        ObjectNode release = statement("release", index.program());
        subject(release, ReleaseIndex.NAME, Sha256.of(root.resolve(ReleaseIndex.NAME)));
        recipe(release, index);
        ArrayNode from = dependencies(release);
        for (Map.Entry<String, String> stage : index.madeFrom().entrySet()) {
            descriptor(from, file(stage.getKey()), stage.getValue());
        }
        statements.put("release", release);
        return statements;
    }

    /// Whether a name of `made-from` is that of a stage; the others are files that people wrote.
    public static boolean isStage(String name) {
        return !WRITTEN.containsKey(name);
    }

    /// Where the file stands in a release whose digest `made-from` states under this name: for a stage its
    /// manifest.
    public static String file(String name) {
        return WRITTEN.getOrDefault(name, MANIFESTS + name + ".json");
    }

    private static ObjectNode stage(Path root, String stage, ReleaseIndex index) throws IOException {
        Manifest manifest = Manifest.readFile(root.resolve(file(stage)));
        ObjectNode statement = statement(stage, manifest.version());
        subject(statement, file(stage), manifest.digest());
        for (Manifest.Entry entry : manifest.files()) {
            Place place = Place.of(stage, entry);
            if (place != null) {
                subject(statement, place.path(), entry.sha256());
            }
        }
        recipe(statement, index);
        ArrayNode from = dependencies(statement);
        descriptor(from, RECIPE, index.madeFrom().get("recipe"));
        if (stage.equals("corpus")) {
            JsonNode sources = CanonicalJson.read(root.resolve(Documents.STATS)).required("sources");
            SortedMap<String, String> inputs = new TreeMap<>();
            for (JsonNode source : sources) {
                for (JsonNode input : source.required("inputs")) {
                    inputs.put(
                            input.required("path").asText(),
                            input.required("sha256").asText());
                }
            }
            inputs.forEach((path, sha256) -> descriptor(from, path, sha256));
        }
        ObjectNode parameters =
                ((ObjectNode) statement.at("/predicate/buildDefinition")).putObject("internalParameters");
        manifest.inputs().forEach((name, digest) -> {
            if (name.startsWith("manifest.")) {
                descriptor(from, file(name.substring("manifest.".length())), digest);
            } else {
                parameters.put(name, digest);
            }
        });
        return statement;
    }

    private static ObjectNode statement(String stage, String version) {
        ObjectNode statement = CanonicalJson.object();
        statement
                .put("_type", "https://in-toto.io/Statement/v1")
                .put("predicateType", "https://slsa.dev/provenance/v1");
        statement.putArray("subject");
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition =
                predicate.putObject("buildDefinition").put("buildType", "urn:olmoe:stage:" + stage + ":1");
        definition.putObject("externalParameters");
        definition.putArray("resolvedDependencies");
        ObjectNode builder =
                predicate.putObject("runDetails").putObject("builder").put("id", "urn:olmoe:program");
        builder.putObject("version").put("olmoe", version);
        return statement;
    }

    private static void recipe(ObjectNode statement, ReleaseIndex index) {
        ((ObjectNode) statement.at("/predicate/buildDefinition/externalParameters"))
                .put("recipe", RECIPE)
                .put("name", index.name())
                .put("version", index.version());
    }

    private static ArrayNode dependencies(ObjectNode statement) {
        return (ArrayNode) statement.at("/predicate/buildDefinition/resolvedDependencies");
    }

    private static void subject(ObjectNode statement, String path, String sha256) {
        descriptor((ArrayNode) statement.get("subject"), path, sha256);
    }

    private static void descriptor(ArrayNode to, String path, String sha256) {
        to.addObject().put("name", path).putObject("digest").put("sha256", sha256);
    }
}

package olmoe.release.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;

/// sbom/software.cdx.json: the libraries that the program's modules run on, as CycloneDX 1.6, by the class paths of
/// its build, with the sum of each jar.
public final class SoftwareBom {
    private SoftwareBom() {}

    public static final String PATH = "sbom/software.cdx.json";

    private static final List<String> MODULES =
            List.of("beam-pipelines", "dedup", "filters", "model-smoke", "release", "tokenizer");

    /// @param home root of the product
    /// @return nothing where it was not built with Maven
    public static Optional<ObjectNode> of(Path home) throws IOException {
        TreeMap<String, TreeSet<String>> users = new TreeMap<>();
        TreeMap<String, Path> jars = new TreeMap<>();
        for (String module : MODULES) {
            Path list = home.resolve(module + "/target/classpath.txt");
            if (!Files.isRegularFile(list)) {
                continue;
            }
            for (String jar :
                    Files.readString(list, StandardCharsets.UTF_8).trim().split(File.pathSeparator)) {
                String purl = purl(Path.of(jar));
                if (purl != null) {
                    jars.put(purl, Path.of(jar));
                    users.computeIfAbsent(purl, p -> new TreeSet<>()).add(module);
                }
            }
        }
        if (jars.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode json = CanonicalJson.object();
        json.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        json.putObject("metadata")
                .putObject("component")
                .put("type", "application")
                .put("name", "olmoe")
                .put("version", Manifest.PROGRAM_VERSION);
        ArrayNode components = json.putArray("components");
        for (Map.Entry<String, Path> jar : jars.entrySet()) {
            String[] parts = jar.getKey().split("[/@?]"); // pkg:maven, group, name, version
            ObjectNode one = components.addObject().put("type", "library").put("bom-ref", jar.getKey());
            one.put("group", parts[1])
                    .put("name", parts[2])
                    .put("version", parts[3])
                    .put("purl", jar.getKey());
            one.putArray("hashes").addObject().put("alg", "SHA-256").put("content", Sha256.of(jar.getValue()));
            one.putArray("properties")
                    .addObject()
                    .put("name", "olmoe:modules")
                    .put("value", String.join(" ", users.get(jar.getKey())));
        }
        return Optional.of(json);
    }

    /// The package URL of a jar by its place in a Maven repository, or null for one that lies elsewhere.
    static String purl(Path jar) {
        int names = jar.getNameCount();
        int repository = -1;
        for (int i = 0; i < names; i++) {
            repository = jar.getName(i).toString().equals("repository") ? i : repository;
        }
        if (repository < 0 || names - repository < 5 || !jar.toString().endsWith(".jar")) {
            return null;
        }
        String version = jar.getName(names - 2).toString();
        String name = jar.getName(names - 3).toString();
        String group = jar.subpath(repository + 1, names - 3).toString().replace(File.separatorChar, '.');
        String file = jar.getFileName().toString();
        String rest = file.substring(0, file.length() - ".jar".length());
        String plain = name + "-" + version;
        if (!rest.startsWith(plain)) {
            return null;
        }
        String classifier = rest.substring(plain.length());
        return "pkg:maven/" + group + "/" + name + "@" + version
                + (classifier.isEmpty() ? "" : "?classifier=" + classifier.substring(1));
    }
}

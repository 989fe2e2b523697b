package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import olmoe.release.format.Column;
import olmoe.release.format.TableReader;
import olmoe.release.metadata.Croissant;
import olmoe.release.metadata.MachineLearningBom;
import olmoe.release.metadata.SpdxDocument;

/// What other programs read is what their formats ask for: Croissant with the files' own sums and columns,
/// CycloneDX and SPDX by their schemas and what these leave out, the heads of the cards with the rows that
/// are there, Parquet by a writer whose bytes can be made again.
final class FormatsCheck implements Check {

    private static final Pattern WRITER = Pattern.compile("parquet-mr version (\\d+)\\.(\\d+)\\..*");
    private static final List<String> CROISSANT = List.of(
            "@context",
            "@type",
            "conformsTo",
            "name",
            "description",
            "license",
            "url",
            "creator",
            "datePublished",
            "distribution",
            "recordSet",
            "version");

    @Override
    public String name() {
        return "formats";
    }

    @Override
    public String run(ReleaseFolder release, Findings findings) throws IOException {
        List<String> shards = release.between("data/", ".parquet");
        List<Shard> read = ReleaseFolder.each(shards, path -> Shard.of(release, path));
        read.forEach(shard -> shard.findings.forEach(findings::add));
        croissant(release, read, findings);
        JsonNode bom = release.json(MachineLearningBom.PATH);
        JsonSchemas.cyclonedx(bom, MachineLearningBom.PATH, findings);
        for (JsonNode component : bom.path("components")) {
            for (JsonNode file : component.path("components")) {
                String path = file.path("name").asText();
                findings.expect(
                        MachineLearningBom.PATH,
                        path,
                        release.digests().get(path),
                        file.at("/hashes/0/content").textValue());
            }
        }
        for (String software : release.between("sbom/", ".cdx.json")) {
            if (!software.equals(MachineLearningBom.PATH)) {
                JsonSchemas.cyclonedx(release.json(software), software, findings);
            }
        }
        spdx(release.json(SpdxDocument.PATH), findings);
        card(release, "README.md", read, findings);
        card(release, "model/README.md", List.of(), findings);
        return shards.size() + " shards, 2 bills of materials, 2 cards, 1 Croissant document";
    }

    private record Shard(String path, long rows, List<Column> columns, List<Finding> findings) {
        static Shard of(ReleaseFolder release, String path) throws IOException {
            List<Finding> findings = new ArrayList<>();
            try (TableReader table = new TableReader(Files.newByteChannel(release.resolve(path)), path)) {
                Matcher writer = WRITER.matcher(table.createdBy() == null ? "" : table.createdBy());
                if (!writer.matches()
                        || Integer.parseInt(writer.group(1)) == 1 && Integer.parseInt(writer.group(2)) < 18) {
                    findings.add(new Finding(
                            path, "created_by: expected parquet-mr 1.18 or newer, found " + table.createdBy()));
                }
                if (!table.hasPageIndex()) {
                    findings.add(new Finding(path, "a column chunk has no page index"));
                }
                return new Shard(path, table.rows(), table.columns(), findings);
            }
        }
    }

    private static void croissant(ReleaseFolder release, List<Shard> shards, Findings findings) throws IOException {
        JsonNode json = release.json(Croissant.PATH);
        for (String key : CROISSANT) {
            JsonNode value = json.path(key);
            if (value.isMissingNode() || value.isTextual() && value.textValue().isBlank()) {
                findings.add(Croissant.PATH, "expected " + key + ", found nothing");
            }
        }
        Set<String> files = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode file : json.path("distribution")) {
            String id = file.path("@id").asText();
            if (!ids.add(id) || id.contains(" ")) {
                findings.add(Croissant.PATH, "@id " + id + " stands twice or has a space");
            }
            if (file.path("@type").asText().equals("cr:FileObject")) {
                String path = file.path("contentUrl").asText();
                files.add(path);
                String found = release.digests().get(path);
                findings.expect(
                        Croissant.PATH,
                        path + ": sha256",
                        found,
                        file.path("sha256").textValue());
            }
        }
        for (Shard shard : shards) {
            if (!files.contains(shard.path)) {
                findings.add(Croissant.PATH, "has no distribution of " + shard.path);
            }
        }
        for (JsonNode set : json.path("recordSet")) {
            for (JsonNode field : set.path("field")) {
                String type = field.path("dataType").asText();
                String column = field.at("/source/extract/column").asText();
                if (!ids.contains(field.at("/source/fileSet/@id").asText())) {
                    findings.add(Croissant.PATH, field.path("@id").asText() + " is from a file set that is not there");
                }
                for (Shard shard : shards) {
                    boolean fits =
                            shard.columns.stream().anyMatch(one -> one.name().equals(column) && fits(one.type(), type));
                    if (!fits) {
                        findings.add(Croissant.PATH, column + ": " + shard.path + " has no such column of " + type);
                    }
                }
            }
        }
    }

    private static boolean fits(Column.Type column, String type) {
        return switch (column) {
            case STRING -> type.equals("sc:Text") || type.equals("sc:URL");
            case LONG, INT -> type.equals("sc:Integer");
            case DOUBLE -> type.equals("sc:Float");
            case BOOLEAN -> type.equals("sc:Boolean");
        };
    }

    /// The schema asks for no version; the profiles AI and Dataset do (spdx-3-model, AIPackage, DatasetPackage).
    private static void spdx(JsonNode json, Findings findings) {
        JsonSchemas.spdx(json, SpdxDocument.PATH, findings);
        Set<String> ids = new HashSet<>();
        json.path("@graph").forEach(element -> ids.add(element.path("spdxId").asText()));
        for (JsonNode element : json.path("@graph")) {
            String type = element.path("type").asText();
            List<String> required = type.equals("ai_AIPackage")
                    ? List.of(
                            "releaseTime",
                            "suppliedBy",
                            "software_downloadLocation",
                            "software_packageVersion",
                            "software_primaryPurpose")
                    : type.equals("dataset_DatasetPackage")
                            ? List.of(
                                    "builtTime",
                                    "originatedBy",
                                    "releaseTime",
                                    "software_downloadLocation",
                                    "software_packageVersion",
                                    "software_primaryPurpose",
                                    "dataset_datasetType")
                            : List.of();
            for (String key : required) {
                if (element.path(key).isMissingNode()) {
                    findings.add(
                            SpdxDocument.PATH, element.path("name").asText() + ": expected " + key + ", found nothing");
                }
            }
            if (type.equals("Relationship")) {
                element.path("to").forEach(to -> {
                    if (!ids.contains(to.asText())) {
                        findings.add(
                                SpdxDocument.PATH, "a relationship goes to " + to.asText() + ", which is not there");
                    }
                });
            }
        }
    }

    private static void card(ReleaseFolder release, String path, List<Shard> shards, Findings findings)
            throws IOException {
        String text = Files.readString(release.resolve(path), StandardCharsets.UTF_8);
        for (String open : List.of("[More Information Needed]", "TO" + "DO", "{{")) {
            if (text.contains(open)) {
                findings.add(path, "holds " + open);
            }
        }
        int end = text.indexOf("\n---\n");
        if (!text.startsWith("---\n") || end < 0) {
            findings.add(path, "expected a head between two lines ---, found none");
            return;
        }
        JsonNode head = new YAMLMapper().readTree(text.substring("---\n".length(), end + 1));
        for (JsonNode config : head.path("dataset_info")) {
            for (JsonNode split : config.path("splits")) {
                String name = split.path("name").asText();
                String source = config.path("config_name").asText();
                long rows = shards.stream()
                        .filter(shard -> shard.path.contains("/" + name + "/")
                                && (source.equals("all") || shard.path.startsWith("data/" + source + "/")))
                        .mapToLong(Shard::rows)
                        .sum();
                findings.expect(
                        path,
                        String.format(Locale.ROOT, "num_examples of %s, %s", source, name),
                        rows,
                        split.path("num_examples").asLong());
            }
        }
        for (Map.Entry<String, JsonNode> key : head.properties()) {
            if (key.getValue().isNull()) {
                findings.add(path, key.getKey() + " in the head is empty");
            }
        }
    }
}

package olmoe.release.build;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.card.DataCard;
import olmoe.release.card.Datasheet;
import olmoe.release.card.Measured;
import olmoe.release.card.ModelCard;
import olmoe.release.card.PublicSummary;
import olmoe.release.card.ReleaseReadme;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.ReleaseIndex.Listed;
import olmoe.release.log.EventFile;
import olmoe.release.log.MetricsTable;
import olmoe.release.measure.ShardMeasures;
import olmoe.release.metadata.Citation;
import olmoe.release.metadata.Croissant;
import olmoe.release.metadata.EvaluationResults;
import olmoe.release.metadata.MachineLearningBom;
import olmoe.release.metadata.Openness;
import olmoe.release.metadata.SpdxDocument;
import olmoe.release.recipe.Facts;
import olmoe.release.report.Report;

/// The files of a release that are rendered from its measured figures. Rendered again, they must come
/// out the same: so no document says what was not measured.
public final class Documents {
    private Documents() {}

    public static final String RECIPE = "reproduce/recipe.resolved.json";
    public static final String STATS = "stats/stats.json";
    /// What the index of the documents says of itself; Lucene's files lie among the witnesses.
    public static final String INDEX = "index/index.json";

    /// How the paths begin of what the next release needs of this one's matches.
    public static final String MATCHES = "index/match";

    public static final String TRAINING = "logs/training.json";
    public static final String METRICS = "logs/metrics.jsonl";
    public static final String VALIDATION = "eval/validation.json";

    /// What people stated, as it was written.
    public static final String FACTS = "reproduce/facts.yaml";

    /// Their role in RELEASE.json.
    public static final String DOCUMENT = "document";

    public static final String GOVERNANCE = "governance";

    /// @param root of the release
    /// @param files of RELEASE.json; those of the two roles above are left out
    /// @return bytes by path
    public static SortedMap<String, byte[]> render(Path root, List<Listed> files) throws IOException {
        Measured measured = measured(root, files);
        SortedMap<String, byte[]> documents = new TreeMap<>(Governance.render(measured));
        documents.put("README.md", utf8(ReleaseReadme.render(measured)));
        documents.put("cards/data-card.md", utf8(DataCard.render(measured)));
        documents.put("cards/datasheet.md", utf8(Datasheet.render(measured)));
        documents.put("cards/eu-public-summary.md", utf8(PublicSummary.render(measured)));
        documents.put("cards/eu-public-summary.json", CanonicalJson.bytes(PublicSummary.json(measured)));
        documents.put("model/README.md", utf8(ModelCard.render(measured)));
        documents.put("logs/" + EventFile.NAME, EventFile.of(measured.metrics()));
        documents.put(
                "logs/" + MetricsTable.NAME,
                MetricsTable.of(measured.recipe().path("name").asText(), measured.metrics()));
        documents.put(Citation.PATH, utf8(Citation.of(measured)));
        documents.put(EvaluationResults.PATH, utf8(EvaluationResults.of(measured)));
        documents.put(Croissant.PATH, CanonicalJson.bytes(Croissant.of(measured)));
        documents.put(MachineLearningBom.PATH, CanonicalJson.bytes(MachineLearningBom.of(measured)));
        documents.put(SpdxDocument.PATH, CanonicalJson.bytes(SpdxDocument.of(measured)));
        documents.put("index.html", utf8(Report.render(measured)));
        documents.put(Openness.PATH, utf8(Openness.of(measured, documents.keySet())));
        return documents;
    }

    /// The page with what a verification found.
    public static byte[] report(Path root, List<Listed> files, JsonNode verification) throws IOException {
        return utf8(Report.render(measured(root, files), verification));
    }

    /// Whether a file is one of those that [#render] makes.
    public static boolean isRendered(Listed file) {
        return file.role().equals(DOCUMENT) || file.role().equals(GOVERNANCE);
    }

    /// The role of a document that [#render] makes.
    static String role(String path) {
        return path.startsWith(GOVERNANCE) ? GOVERNANCE : DOCUMENT;
    }

    private static Measured measured(Path root, List<Listed> files) throws IOException {
        ArrayNode list = CanonicalJson.object().arrayNode();
        for (Listed file : files) {
            if (!isRendered(file)) {
                list.addObject()
                        .put("path", file.path())
                        .put("size", file.size())
                        .put("sha256", file.sha256());
            }
        }
        return new Measured(
                CanonicalJson.read(root.resolve(RECIPE)),
                CanonicalJson.read(root.resolve(STATS)),
                CanonicalJson.read(root.resolve(TRAINING)),
                metrics(root.resolve(METRICS)),
                CanonicalJson.read(root.resolve(VALIDATION)),
                list,
                CanonicalJson.read(root.resolve(ShardMeasures.PATH)),
                facts(root).json());
    }

    /// What the release's copy of the facts states; nothing where there is none.
    static Facts facts(Path root) {
        Path file = root.resolve(FACTS);
        return Files.isRegularFile(file) ? Facts.read(file) : Facts.none();
    }

    private static List<JsonNode> metrics(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            lines.add(CanonicalJson.read(line.getBytes(StandardCharsets.UTF_8), METRICS + ":" + (lines.size() + 1)));
        }
        return lines;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package olmoe.release.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeMap;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.card.SourceFigures;
import olmoe.release.format.CanonicalJson;

/// sbom/release.spdx.json: SPDX 3.0.1 as JSON-LD, with the profiles AI for the model and Dataset for each source.
public final class SpdxDocument {

    public static final String PATH = "sbom/release.spdx.json";

    private static final String CREATION = "_:creation";

    private final Measured measured;
    private final String base;
    private final ArrayNode graph;
    private final String created;

    private SpdxDocument(Measured measured) {
        this.measured = measured;
        this.base = "urn:olmoe:" + measured.digest() + "#";
        this.graph = CanonicalJson.object().arrayNode();
        String date = measured.fact("publication.date");
        this.created = (date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") ? date : "1970-01-01") + "T00:00:00Z";
    }

    public static ObjectNode of(Measured measured) {
        SpdxDocument document = new SpdxDocument(measured);
        document.write();
        ObjectNode json = CanonicalJson.object();
        json.put("@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
        json.set("@graph", document.graph);
        return json;
    }

    private void write() {
        String name = measured.recipeFigures().at("name").text();
        String version = measured.recipeFigures().at("version").text();
        ObjectNode creation = graph.addObject().put("type", "CreationInfo").put("@id", CREATION);
        creation.put("specVersion", "3.0.1").put("created", created);
        creation.putArray("createdBy").add(base + "provider");
        element("Organization", "provider").put("name", measured.fact("provider.name"));
        List<SourceFigures> sources = SourceFigures.of(measured);
        ObjectNode document = element("SpdxDocument", "document").put("name", name + " " + version);
        profiles(document);
        document.putArray("rootElement").add(base + "bom");
        ObjectNode bom = element("Bom", "bom").put("name", name + " " + version);
        profiles(bom);
        ArrayNode roots = bom.putArray("rootElement").add(base + "model");
        model(name, version);
        ObjectNode trained = relationship("trained-on", base + "model", "trainedOn");
        TreeMap<String, String> licenses = new TreeMap<>();
        for (SourceFigures source : sources) {
            dataset(source, version);
            roots.add(base + "data-" + source.name());
            trained.withArray("to").add(base + "data-" + source.name());
            licenses.put(source.spdx(), "license-" + licenses.size());
        }
        licenses.keySet().stream().toList().forEach(spdx -> {
            String id = "license-" + spdx.replaceAll("[^A-Za-z0-9.-]", "-");
            element("simplelicensing_LicenseExpression", id).put("simplelicensing_licenseExpression", expression(spdx));
            for (SourceFigures source : sources) {
                if (source.spdx().equals(spdx)) {
                    relationship("declared-" + source.name(), base + "data-" + source.name(), "hasDeclaredLicense")
                            .withArray("to")
                            .add(base + id);
                }
            }
        });
    }

    private static String expression(String spdx) {
        return spdx.equals("other") ? "LicenseRef-other" : spdx;
    }

    private void model(String name, String version) {
        Figures training = measured.trainingFigures();
        ObjectNode model = element("ai_AIPackage", "model").put("name", name + "-model");
        software(model, version, "model");
        model.put("suppliedBy", base + "provider");
        model.put(
                "ai_informationAboutTraining",
                training.at("tokens").count() + " tokens in "
                        + training.at("steps").count() + " steps; logs/metrics.jsonl");
        model.put("ai_limitation", "Trained on plain text alone; see model/README.md.");
        model.putArray("ai_typeOfModel").add("mixture-of-experts transformer, OLMoE");
        model.putArray("ai_domain").add("text");
        ArrayNode metrics = model.putArray("ai_metric");
        entry(
                metrics,
                "held-out cross-entropy, nats a token",
                training.at("validation").at("loss-after"));
        entry(
                metrics,
                "unigram baseline, nats a token",
                training.at("baselines").at("unigram"));
        entry(metrics, "bigram baseline, nats a token", training.at("baselines").at("bigram"));
        ArrayNode hyper = model.putArray("ai_hyperparameter");
        training.at("shape").members().forEach((key, value) -> {
            if (value.node().isNumber()) {
                entry(hyper, key, value);
            }
        });
    }

    private void dataset(SourceFigures source, String version) {
        ObjectNode data =
                element("dataset_DatasetPackage", "data-" + source.name()).put("name", source.name());
        software(data, version, "data");
        data.put("builtTime", created).putArray("originatedBy").add(base + "provider");
        data.putArray("dataset_datasetType").add("text");
        data.put("dataset_datasetSize", source.textBytes().total());
        data.put("dataset_datasetAvailability", "directDownload");
        data.put("dataset_intendedUse", measured.fact("intended-use"));
        data.put("dataset_dataCollectionProcess", measured.fact("collection.crawler"));
        ArrayNode steps = data.putArray("dataset_dataPreprocessing");
        for (Figures step : measured.statsFigures().at("steps").elements()) {
            steps.add(step.at("step").text());
        }
        data.put(
                "comment",
                source.documents().total() + " documents, " + source.tokens().total() + " tokens; licence stated in: "
                        + source.evidence());
    }

    private void software(ObjectNode element, String version, String purpose) {
        element.put("software_packageVersion", version).put("software_primaryPurpose", purpose);
        String url = measured.fact("publication.url");
        element.put("software_downloadLocation", url.contains(":") ? url : "urn:olmoe:not-published");
        element.put("releaseTime", created);
    }

    private ObjectNode relationship(String id, String from, String type) {
        return element("Relationship", id).put("from", from).put("relationshipType", type);
    }

    private ObjectNode element(String type, String id) {
        return graph.addObject().put("type", type).put("spdxId", base + id).put("creationInfo", CREATION);
    }

    private static void profiles(ObjectNode element) {
        ArrayNode profiles = element.putArray("profileConformance");
        List.of("core", "software", "ai", "dataset", "simpleLicensing").forEach(profiles::add);
    }

    private static void entry(ArrayNode to, String key, Figures value) {
        to.addObject()
                .put("type", "DictionaryEntry")
                .put("key", key)
                .put("value", Numbers.significant(value.number(), 6));
    }
}

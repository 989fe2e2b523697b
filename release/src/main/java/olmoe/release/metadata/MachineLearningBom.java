package olmoe.release.metadata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import olmoe.release.card.Figures;
import olmoe.release.card.Measured;
import olmoe.release.card.Numbers;
import olmoe.release.card.SourceFigures;
import olmoe.release.format.CanonicalJson;

/// sbom/ml-bom.cdx.json: the model and its datasets as CycloneDX 1.6 components, with the sums of their files.
public final class MachineLearningBom {
    private MachineLearningBom() {}

    public static final String PATH = "sbom/ml-bom.cdx.json";

    public static ObjectNode of(Measured measured) {
        List<SourceFigures> sources = SourceFigures.of(measured);
        String name = measured.recipeFigures().at("name").text();
        String version = measured.recipeFigures().at("version").text();
        ObjectNode json = CanonicalJson.object();
        json.put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        json.put("serialNumber", "urn:uuid:" + uuid(measured.digest()));
        ObjectNode subject = json.putObject("metadata").putObject("component");
        subject.put("type", "application")
                .put("bom-ref", "release")
                .put("name", name)
                .put("version", version);
        ArrayNode components = json.putArray("components");
        model(components.addObject(), measured, sources, name, version);
        for (SourceFigures source : sources) {
            dataset(components.addObject(), measured, source, version);
        }
        ArrayNode dependencies = json.putArray("dependencies");
        ObjectNode release = dependencies.addObject().put("ref", "release");
        release.putArray("dependsOn").add("model");
        ArrayNode trained = dependencies.addObject().put("ref", "model").putArray("dependsOn");
        sources.forEach(source -> trained.add("data-" + source.name()));
        return json;
    }

    private static void model(
            ObjectNode model, Measured measured, List<SourceFigures> sources, String name, String version) {
        Figures training = measured.trainingFigures();
        model.put("type", "machine-learning-model").put("bom-ref", "model").put("name", name + "-model");
        model.put("version", version);
        hashes(model, measured, "model/", ".safetensors");
        ObjectNode card = model.putObject("modelCard");
        ObjectNode parameters = card.putObject("modelParameters");
        parameters.putObject("approach").put("type", "self-supervised");
        parameters.put("task", "text-generation").put("architectureFamily", "mixture-of-experts transformer");
        parameters.put("modelArchitecture", "OLMoE");
        ArrayNode datasets = parameters.putArray("datasets");
        sources.forEach(source -> datasets.addObject().put("ref", "data-" + source.name()));
        parameters.putArray("inputs").addObject().put("format", "token ids");
        parameters.putArray("outputs").addObject().put("format", "logits over the vocabulary");
        ArrayNode metrics = card.putObject("quantitativeAnalysis").putArray("performanceMetrics");
        metric(
                metrics,
                "held-out cross-entropy after training, nats a token",
                training.at("validation").at("loss-after"));
        metric(
                metrics,
                "held-out cross-entropy before training, nats a token",
                training.at("validation").at("loss-before"));
        metric(
                metrics,
                "unigram baseline, nats a token",
                training.at("baselines").at("unigram"));
        metric(
                metrics,
                "bigram baseline, nats a token",
                training.at("baselines").at("bigram"));
        ObjectNode considerations = card.putObject("considerations");
        considerations.putArray("useCases").add(measured.fact("intended-use"));
        considerations.putArray("technicalLimitations").add("Trained on plain text alone; see model/README.md.");
        ArrayNode properties = model.putArray("properties");
        property(
                properties,
                "olmoe:parameters",
                training.at("parameters").at("total").count());
        property(
                properties,
                "olmoe:active-parameters",
                training.at("parameters").at("active").count());
        property(properties, "olmoe:training-tokens", training.at("tokens").count());
    }

    private static void dataset(ObjectNode data, Measured measured, SourceFigures source, String version) {
        data.put("type", "data").put("bom-ref", "data-" + source.name()).put("name", source.name());
        data.put("version", version);
        license(data, source.spdx());
        hashes(data, measured, "data/" + source.name() + "/", ".parquet");
        ObjectNode content =
                data.putArray("data").addObject().put("type", "dataset").put("name", source.name());
        content.putObject("contents").put("url", "data/" + source.name() + "/");
        content.put("classification", "public").put("description", "licence stated in: " + source.evidence());
        content.putArray("sensitiveData").add(measured.fact("personal-data"));
        content.putObject("governance")
                .putArray("owners")
                .addObject()
                .putObject("organization")
                .put("name", measured.fact("provider.name"));
        ArrayNode properties = data.putArray("properties");
        property(properties, "olmoe:documents", source.documents().total());
        property(properties, "olmoe:tokens", source.tokens().total());
        property(properties, "olmoe:text-bytes", source.textBytes().total());
    }

    /// One hash for many files is that of their lines as SHA256SUMS holds them; the files are listed too.
    private static void hashes(ObjectNode component, Measured measured, String folder, String end) {
        StringBuilder lines = new StringBuilder();
        ArrayNode files = CanonicalJson.object().arrayNode();
        for (Figures file : measured.fileFigures().elements()) {
            String path = file.at("path").text();
            if (path.startsWith(folder) && path.endsWith(end)) {
                String sha256 = file.at("sha256").text();
                lines.append(sha256).append("  ").append(path).append('\n');
                ObjectNode one = files.addObject().put("type", "file").put("name", path);
                one.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
            }
        }
        component
                .putArray("hashes")
                .addObject()
                .put("alg", "SHA-256")
                .put("content", olmoe.release.format.Sha256.of(lines.toString()));
        component.set("components", files);
    }

    /// SPDX's identifiers go to `id`, what it does not know to `name`.
    private static void license(ObjectNode component, String spdx) {
        component
                .putArray("licenses")
                .addObject()
                .putObject("license")
                .put(spdx.matches("[A-Za-z0-9.+-]+") && !spdx.equals("other") ? "id" : "name", spdx);
    }

    private static void metric(ArrayNode metrics, String type, Figures value) {
        metrics.addObject().put("type", type).put("value", Numbers.significant(value.number(), 6));
    }

    private static void property(ArrayNode properties, String name, long value) {
        properties.addObject().put("name", name).put("value", Long.toString(value));
    }

    /// Version 8 of RFC 9562 with bits of a digest.
    static String uuid(String digest) {
        return digest.substring(0, 8) + "-" + digest.substring(8, 12) + "-8" + digest.substring(13, 16) + "-a"
                + digest.substring(17, 20) + "-" + digest.substring(20, 32);
    }
}

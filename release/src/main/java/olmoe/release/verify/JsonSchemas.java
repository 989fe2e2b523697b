package olmoe.release.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import olmoe.release.format.CanonicalJson;

/// The schemas of CycloneDX 1.6 and SPDX 3.0.1, from the libraries that publish them; nothing is fetched.
final class JsonSchemas {
    private JsonSchemas() {}

    private static final int MOST = 5;

    private static final String CYCLONEDX = "http://cyclonedx.org/schema/";
    private static final String SPDX = "https://spdx.org/schema/3.0.1/spdx-json-schema.json";

    /// Loaded once, by the first document that is held to it.
    private static final class Bills {
        static final Schema SCHEMA = load(
                SpecificationVersion.DRAFT_7,
                CYCLONEDX + "bom-1.6.schema.json",
                Map.of(
                        CYCLONEDX + "bom-1.6.schema.json", "/bom-1.6.schema.json",
                        CYCLONEDX + "spdx.schema.json", "/spdx.schema.json",
                        CYCLONEDX + "jsf-0.82.schema.json", "/jsf-0.82.schema.json"));
    }

    /// SPDX's schema tries every class for every element, and what does not fit costs the square of its
    /// number. So each class has a schema of its own: the same with that class alone.
    private static final class Elements {
        static final JsonNode WHOLE = json("/resources/schema-v3.0.1.json");
        static final Map<String, Schema> BY_CLASS = new ConcurrentHashMap<>();

        static Schema of(String type) {
            return BY_CLASS.computeIfAbsent(type, t -> {
                ObjectNode one = WHOLE.deepCopy();
                ((ObjectNode) one.get("$defs")).putObject("AnyClass").put("$ref", "#/$defs/" + t);
                String id = SPDX + "?class=" + t;
                return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(id), one);
            });
        }
    }

    static void cyclonedx(JsonNode document, String path, Findings findings) {
        validate(Bills.SCHEMA, document, path, findings);
    }

    static void spdx(JsonNode document, String path, Findings findings) {
        ObjectNode one = CanonicalJson.object();
        one.set("@context", document.path("@context"));
        for (JsonNode element : document.path("@graph")) {
            String type = element.path("type").asText();
            if (Elements.WHOLE.at("/$defs/" + type).isMissingNode()) {
                findings.add(path, "an element is of no class of SPDX: " + type);
                continue;
            }
            one.putArray("@graph").add(element);
            validate(Elements.of(type), one, path, findings);
        }
    }

    private static Schema load(SpecificationVersion draft, String id, Map<String, String> resources) {
        return SchemaRegistry.withDefaultDialect(
                        draft,
                        builder -> builder.schemas(
                                wanted -> resources.containsKey(wanted) ? read(resources.get(wanted)) : null))
                .getSchema(SchemaLocation.of(id), json(resources.get(id)));
    }

    private static void validate(Schema schema, JsonNode document, String path, Findings findings) {
        List<Error> errors = schema.validate(document);
        for (Error error : errors.subList(0, Math.min(MOST, errors.size()))) {
            findings.add(path, "against its schema: " + error.getInstanceLocation() + ": " + error.getMessage());
        }
    }

    private static JsonNode json(String resource) {
        try {
            JsonNode schema = new ObjectMapper().readTree(read(resource)); // SPDX's has keys that stand twice
            annotations(schema);
            return schema;
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /// Takes out what says nothing of validity and what the validator warns of.
    private static void annotations(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            object.remove("meta:enum");
            if (object.path("deprecated").isBoolean()) {
                object.remove("deprecated");
            }
        }
        schema.forEach(JsonSchemas::annotations);
    }

    private static String read(String resource) {
        try (InputStream in = JsonSchemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}

package olmoe.release.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import olmoe.release.format.CanonicalJson;

/// A signed in-toto statement as DSSE wraps it (secure-systems-lab/dsse, envelope.md and protocol.md).
///
/// @param payload the statement's bytes, as they were signed
public record Envelope(byte[] payload, byte[] signature) {

    private static final String TYPE = "application/vnd.in-toto+json";

    public static Envelope sign(JsonNode statement, SigningKey key) {
        byte[] payload = CanonicalJson.bytes(statement);
        return new Envelope(payload, key.sign(preAuthentication(payload)));
    }

    public boolean isSignedBy(VerificationKey key) {
        return key.verifies(preAuthentication(payload), signature);
    }

    /// @param name of the document, for messages
    public JsonNode statement(String name) throws IOException {
        return CanonicalJson.read(payload, name + ": payload");
    }

    public ObjectNode json() {
        ObjectNode json = CanonicalJson.object();
        json.put("payloadType", TYPE).put("payload", Base64.getEncoder().encodeToString(payload));
        json.putArray("signatures")
                .addObject()
                .put("keyid", "")
                .put("sig", Base64.getEncoder().encodeToString(signature));
        return json;
    }

    /// @param name of the document, for messages
    public static Envelope of(JsonNode json, String name) throws IOException {
        if (!TYPE.equals(json.path("payloadType").textValue())) {
            throw new IOException(name + ": payloadType: expected " + TYPE + ", found " + json.get("payloadType"));
        }
        if (json.path("signatures").size() != 1) {
            throw new IOException(name + ": signatures: expected one, found "
                    + json.path("signatures").size());
        }
        return new Envelope(bytes(json.path("payload"), name), bytes(json.at("/signatures/0/sig"), name));
    }

    private static byte[] bytes(JsonNode node, String name) throws IOException {
        try {
            return Base64.getDecoder().decode(node.asText());
        } catch (IllegalArgumentException e) {
            throw new IOException(name + ": expected base64, found " + node, e);
        }
    }

    /// What is signed: type and payload, each with its length before it.
    private static byte[] preAuthentication(byte[] payload) {
        byte[] head =
                ("DSSEv1 " + TYPE.length() + " " + TYPE + " " + payload.length + " ").getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}

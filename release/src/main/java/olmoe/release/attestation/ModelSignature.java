package olmoe.release.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.PathOrder;
import olmoe.release.format.Sums;

/// A signature over all files of a folder, as the OpenSSF Model Signing specification v1.0 has it, method
/// `key`: a Sigstore bundle around a DSSE envelope around a list of files with their SHA-256.
///
/// @param hint fingerprint of the key that signed, as the bundle states it; null in bundles of before v1.1
/// @param digests of the files, by path relative to the folder
/// @param ignored paths below which files are not covered
public record ModelSignature(Envelope envelope, String hint, SortedMap<String, String> digests, List<String> ignored) {

    private static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private static final String STATEMENT = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE = "https://model_signing/signature/v1.0";

    /// What the specification leaves out of every folder.
    private static final List<String> ALWAYS_IGNORED = List.of(".git", ".gitattributes", ".github", ".gitignore");

    /// The bundle's bytes.
    ///
    /// @param name of the folder
    /// @param digests of its files; at least one
    /// @param ignored beside what is always ignored
    public static byte[] sign(String name, Map<String, String> digests, List<String> ignored, SigningKey key) {
        SortedMap<String, String> sorted = new TreeMap<>(PathOrder.CODE_POINTS);
        sorted.putAll(digests);
        ObjectNode statement = CanonicalJson.object();
        statement.put("_type", STATEMENT).put("predicateType", PREDICATE);
        ObjectNode subject = statement.putArray("subject").addObject().put("name", name);
        subject.putObject("digest").put("sha256", root(sorted));
        ObjectNode predicate = statement.putObject("predicate");
        ArrayNode resources = predicate.putArray("resources");
        for (Map.Entry<String, String> file : sorted.entrySet()) {
            resources
                    .addObject()
                    .put("name", file.getKey())
                    .put("algorithm", "sha256")
                    .put("digest", file.getValue());
        }
        ObjectNode serialization = predicate.putObject("serialization");
        serialization.put("method", "files").put("hash_type", "sha256").put("allow_symlinks", false);
        ArrayNode left = serialization.putArray("ignore_paths");
        ALWAYS_IGNORED.forEach(left::add);
        ignored.forEach(left::add);
        return bundle(Envelope.sign(statement, key), key.verification().fingerprint());
    }

    private static byte[] bundle(Envelope envelope, String hint) {
        ObjectNode bundle = CanonicalJson.object().put("mediaType", BUNDLE);
        ObjectNode material = bundle.putObject("verificationMaterial");
        material.putObject("publicKey").put("hint", hint);
        material.putArray("tlogEntries");
        bundle.set("dsseEnvelope", envelope.json());
        return CanonicalJson.bytes(bundle);
    }

    /// The bundle as this program writes it.
    public byte[] bytes() {
        return bundle(envelope, hint);
    }

    /// Reads a bundle; whose it is and whether the files are those is not yet asked.
    ///
    /// @param name of the bundle, for messages
    /// @throws IOException when it is not one of this method over whole files by SHA-256
    public static ModelSignature read(byte[] bytes, String name) throws IOException {
        JsonNode bundle = CanonicalJson.read(bytes, name);
        expect(name, "mediaType", BUNDLE, bundle.path("mediaType"));
        JsonNode material = bundle.path("verificationMaterial").path("publicKey");
        if (!material.isObject()) {
            throw new IOException(name + ": expected a signature by key, found "
                    + bundle.path("verificationMaterial").properties().stream()
                            .map(Map.Entry::getKey)
                            .toList());
        }
        Envelope envelope = Envelope.of(bundle.path("dsseEnvelope"), name);
        JsonNode statement = envelope.statement(name);
        expect(name, "_type", STATEMENT, statement.path("_type"));
        expect(name, "predicateType", PREDICATE, statement.path("predicateType"));
        JsonNode serialization = statement.at("/predicate/serialization");
        expect(name, "serialization.method", "files", serialization.path("method"));
        expect(name, "serialization.hash_type", "sha256", serialization.path("hash_type"));
        if (serialization.path("allow_symlinks").asBoolean(true)) {
            throw new IOException(name + ": serialization.allow_symlinks: expected false; links are not followed here");
        }
        List<String> ignored = new ArrayList<>(ALWAYS_IGNORED);
        serialization.path("ignore_paths").forEach(path -> ignored.add(path.asText()));
        SortedMap<String, String> digests = new TreeMap<>(PathOrder.CODE_POINTS);
        for (JsonNode resource : statement.at("/predicate/resources")) {
            String path = resource.path("name").asText();
            expect(name, path, "sha256", resource.path("algorithm"));
            if (!Sums.isPlain(path) || digests.put(path, resource.path("digest").asText()) != null) {
                throw new IOException(name + ": " + path + " is no path of its own inside the folder");
            }
        }
        String stated = statement.at("/subject/0/digest/sha256").asText();
        if (digests.isEmpty() || !stated.equals(root(digests))) {
            throw new IOException(name + ": the digest of all its files is not the one that it states");
        }
        return new ModelSignature(
                envelope,
                material.path("hint").textValue(),
                Collections.unmodifiableSortedMap(digests),
                List.copyOf(ignored));
    }

    public boolean isSignedBy(VerificationKey key) {
        return (hint == null || hint.equals(key.fingerprint())) && envelope.isSignedBy(key);
    }

    /// Whether a file of the folder lies outside of what the signature covers.
    public boolean ignores(String path) {
        return ignored.stream().anyMatch(left -> path.equals(left) || path.startsWith(left + "/"));
    }

    /// SHA-256 over the digests in the order of their paths.
    private static String root(SortedMap<String, String> digests) {
        try {
            MessageDigest all = MessageDigest.getInstance("SHA-256");
            for (String digest : digests.values()) {
                all.update(HexFormat.of().parseHex(digest));
            }
            return HexFormat.of().formatHex(all.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        } catch (IllegalArgumentException e) {
            return "a digest is not hexadecimal";
        }
    }

    private static void expect(String name, String key, String expected, JsonNode found) throws IOException {
        if (!expected.equals(found.textValue())) {
            throw new IOException(name + ": " + key + ": expected " + expected + ", found " + found);
        }
    }
}

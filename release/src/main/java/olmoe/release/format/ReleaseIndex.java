package olmoe.release.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// RELEASE.json: every reproducible file of a release, and one digest for all of them. What tells of
/// one run only is listed in witness/witness.json.
///
/// @param program version of the program that packed it
/// @param madeFrom digests of the stages' manifests, by stage
/// @param files in path order
public record ReleaseIndex(
        String name, String version, String program, SortedMap<String, String> madeFrom, List<Listed> files) {

    /// Its name in the root of a release.
    public static final String NAME = "RELEASE.json";

    /// Where files stand that may differ between equal runs.
    public static final String WITNESS_FOLDER = "witness/";

    /// The list of those files and what the run stood on.
    public static final String WITNESS_NAME = WITNESS_FOLDER + "witness.json";

    /// Where signatures stand. They sign the sums of all other files, so they have none themselves.
    public static final String ATTESTATIONS = "attestations/";

    private static final int SCHEMA = 1;

    /// @param role `data`, `ledger`, `stats`, `tokens`, `tokenizer`, `model`, `checkpoint`, `log`,
    ///     `evaluation`, `governance`, `document` or `recipe`
    /// @param license SPDX identifier, or `NOASSERTION`
    public record Listed(String path, long size, String sha256, String role, String license, String mediaType) {}

    public ReleaseIndex {
        madeFrom = Collections.unmodifiableSortedMap(new TreeMap<>(madeFrom));
        files = files.stream().sorted(Comparator.comparing(Listed::path)).toList();
    }

    /// Names the reproducible set: SHA-256 over its lines as SHA256SUMS holds them.
    public String digest() {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach(file -> digests.put(file.path(), file.sha256()));
        return Sha256.of(Sums.render(digests));
    }

    public byte[] bytes() {
        ObjectNode json = CanonicalJson.object();
        json.put("schema", SCHEMA).put("name", name).put("version", version).put("digest", digest());
        json.putObject("program").put("name", "olmoe").put("version", program);
        ObjectNode made = json.putObject("made-from");
        madeFrom.forEach(made::put);
        for (Listed file : files) {
            json.withArray("files")
                    .addObject()
                    .put("path", file.path())
                    .put("size", file.size())
                    .put("sha256", file.sha256())
                    .put("role", file.role())
                    .put("license", file.license())
                    .put("media-type", file.mediaType());
        }
        return CanonicalJson.bytes(json);
    }

    /// @param folder root of the release
    /// @throws IOException when it is not what [#bytes()] writes for its content
    public static ReleaseIndex read(Path folder) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(NAME));
        JsonNode json = CanonicalJson.read(bytes, NAME);
        try {
            if (json.required("schema").intValue() != SCHEMA) {
                throw new IOException(NAME + ": schema: expected " + SCHEMA + ", found " + json.get("schema"));
            }
            List<Listed> files = new ArrayList<>();
            for (JsonNode file : json.required("files")) {
                files.add(new Listed(
                        text(file, "path"),
                        file.required("size").longValue(),
                        text(file, "sha256"),
                        text(file, "role"),
                        text(file, "license"),
                        text(file, "media-type")));
            }
            SortedMap<String, String> madeFrom = new TreeMap<>();
            for (Map.Entry<String, JsonNode> stage : json.required("made-from").properties()) {
                madeFrom.put(stage.getKey(), text(json.get("made-from"), stage.getKey()));
            }
            ReleaseIndex index = new ReleaseIndex(
                    text(json, "name"),
                    text(json, "version"),
                    text(json.required("program"), "version"),
                    madeFrom,
                    files);
            if (!Arrays.equals(bytes, index.bytes())) {
                throw new IOException(NAME + ": not in canonical form, or its digest is not that of its files");
            }
            return index;
        } catch (IllegalArgumentException e) {
            throw new IOException(NAME + ": " + e.getMessage(), e);
        }
    }

    private static String text(JsonNode json, String key) throws IOException {
        String text = json.required(key).textValue();
        if (text == null) {
            throw new IOException(NAME + ": " + key + ": expected text, found " + json.get(key));
        }
        return text;
    }
}

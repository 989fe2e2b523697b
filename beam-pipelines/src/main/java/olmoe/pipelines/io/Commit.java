package olmoe.pipelines.io;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;

/// Says that a part is complete, and what it was made of. Whoever reads a part reads this first and
/// then only the files that it names.
///
/// @param digest of everything that decides the part's bytes but the input itself: steps and form
/// @param inputs what was read, the file of documents first; empty where only parts were read
/// @param files written, in the order in which they were begun
/// @param counts what was counted on the way
public record Commit(String digest, List<Input> inputs, List<File> files, ObjectNode counts) {

    /// @param bytes of the whole file
    /// @param modified tag by which a later run sees without reading that the input is the same
    /// @param sha256 of the whole file, in its first block; null in the others
    public record Input(String path, long bytes, long modified, String sha256) {}

    public record File(String path, long bytes, String sha256) {}

    public byte[] bytes() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("digest", digest);
        for (Input input : inputs) {
            ObjectNode in = json.withArray("inputs")
                    .addObject()
                    .put("path", input.path())
                    .put("bytes", input.bytes())
                    .put("modified", input.modified());
            if (input.sha256() != null) {
                in.put("sha256", input.sha256());
            }
        }
        ArrayNode list = json.putArray("files");
        for (File file : files) {
            list.addObject().put("path", file.path()).put("bytes", file.bytes()).put("sha256", file.sha256());
        }
        json.set("counts", counts);
        return CanonicalJson.bytes(json);
    }

    public static Commit parse(byte[] bytes, String name) throws IOException {
        JsonNode json = CanonicalJson.read(bytes, name);
        List<Input> inputs = new ArrayList<>();
        for (JsonNode in : json.path("inputs")) {
            inputs.add(new Input(
                    in.get("path").textValue(),
                    in.get("bytes").longValue(),
                    in.get("modified").longValue(),
                    in.path("sha256").textValue()));
        }
        List<File> files = new ArrayList<>();
        for (JsonNode file : json.get("files")) {
            files.add(new File(
                    file.get("path").textValue(),
                    file.get("bytes").longValue(),
                    file.get("sha256").textValue()));
        }
        return new Commit(json.get("digest").textValue(), inputs, files, (ObjectNode) json.get("counts"));
    }

    /// Stands for the bytes of all files: what later phases depend on, whenever and from where the
    /// input was read.
    public String identity() {
        StringBuilder all = new StringBuilder(digest);
        for (File file : files) {
            all.append('\n').append(file.path()).append(' ').append(file.sha256());
        }
        return Sha256.of(all.toString());
    }

    /// The one file whose path ends so.
    ///
    /// @throws IllegalArgumentException where the part wrote none
    public File file(String suffix) {
        return files.stream()
                .filter(file -> file.path().endsWith(suffix))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the part has no file " + suffix + ": " + files));
    }
}

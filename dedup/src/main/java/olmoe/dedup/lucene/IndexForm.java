package olmoe.dedup.lucene;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import olmoe.tokenizer.cli.ConfigurationException;

/// What an index says of itself, in `index.json` beside Lucene's files.
///
/// @param parameters form of the parameter set that its signatures were made with
/// @param keys digest of the keys of all documents that it was made from, those without shingles too
/// @param digest of its content: keys, URLs, minima and shingles, whatever the order of documents and
///     Lucene's random ids are
record IndexForm(int version, String parameters, long documents, String keys, String digest) {
    static final int VERSION = 1;
    static final String FILE = "index.json";

    /// Warns that this Lucene is older than the JDK; held so that its level stays.
    private static final Logger PROVIDER =
            Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static void silenceLucene() {
        PROVIDER.setLevel(Level.SEVERE);
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    /// @throws ConfigurationException where the folder has no index, or one of another form
    static IndexForm read(Path folder, String parameters) throws IOException {
        silenceLucene();
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException(folder + ": expected an index with " + FILE + ", found none");
        }
        JsonNode json = JSON.readTree(file.toFile());
        IndexForm form = new IndexForm(
                json.path("version").asInt(),
                json.path("parameters").asText(),
                json.path("documents").asLong(),
                json.path("keys").asText(),
                json.path("digest").asText());
        if (form.version() != VERSION) {
            throw new ConfigurationException(file + ": version: expected " + VERSION + ", found " + form.version());
        }
        if (!form.parameters().equals(parameters)) {
            throw new ConfigurationException(
                    file + ": parameters: expected " + parameters + ", found " + form.parameters());
        }
        return form;
    }

    void write(Path folder) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("digest", digest)
                .put("documents", documents)
                .put("keys", keys)
                .put("parameters", parameters)
                .put("version", version);
        Files.writeString(folder.resolve(FILE), json.toPrettyString() + "\n");
    }
}

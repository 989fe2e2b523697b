package olmoe.pipelines.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;

/// A pinned list of inputs, as a JSON file: what is collected, and that it is what it was.
///
/// @param schema 1
public record InputList(int schema, List<Item> inputs) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    /// @param source name of the recipe's source that it belongs to
    /// @param origin as [Origin#parse] reads it
    /// @param file its name in the folder of inputs
    /// @param evidence file in the same folder that holds the licence text, or null where the input has it
    public record Item(
            String source,
            Kind kind,
            String origin,
            String file,
            long bytes,
            String sha256,
            String license,
            String evidence) {

        public Item {
            if (source == null || kind == null || origin == null || file == null || sha256 == null || license == null) {
                throw new IllegalArgumentException(
                        "an input has source, kind, origin, file, bytes, sha256, license and maybe evidence");
            }
        }

        /// @throws CheckException when the file is another than the list says
        private void check(Path path) throws IOException {
            if (!Files.isRegularFile(path)) {
                throw new ConfigurationException(path + ": expected " + origin + ", found no file");
            }
            String found = Sha256.hex(path);
            if (!found.equals(sha256)) {
                throw new CheckException(path + ": sha256: expected " + sha256 + ", found " + found);
            }
        }
    }

    /// @throws ConfigurationException when the file is no such list
    public static InputList read(Path file) throws IOException {
        try {
            InputList list = JSON.readValue(Files.readAllBytes(file), InputList.class);
            if (list.schema() != 1) {
                throw new ConfigurationException(file + ": schema: expected 1, found " + list.schema());
            }
            return list;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new ConfigurationException(file + ":" + line + ": " + e.getOriginalMessage(), e);
        }
    }

    /// Checks every input, then collects them one after the other.
    public void collect(Path from, Path to, long splitBytes, Instant date, Report report) throws IOException {
        for (Item item : inputs) {
            item.check(from.resolve(item.file()));
        }
        for (Item item : inputs) {
            Path evidence = item.evidence() == null ? null : from.resolve(item.evidence());
            Collector collector = new Collector(item.source(), item.kind(), item.license(), evidence, splitBytes, date);
            Path input = from.resolve(item.file());
            report.collected(input, collector.collect(input, Origin.parse(item.origin()), to));
        }
    }

    /// Is told of each input when its files are written.
    public interface Report {
        void collected(Path input, Collector.Collected collected) throws IOException;
    }
}

package olmoe.model.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import olmoe.release.log.EventFile;
import olmoe.release.log.MetricsTable;

/// The lines of `metrics.jsonl` for two programs that draw curves, beside it.
final class MetricsFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private MetricsFiles() {}

    /// @param run name of the run in the table
    static void write(Path folder, String run) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(MetricsLog.FILE), StandardCharsets.UTF_8)) {
            lines.add(JSON.readTree(line));
        }
        write(folder.resolve(MetricsTable.NAME), MetricsTable.of(run, lines));
        write(folder.resolve(EventFile.NAME), EventFile.of(lines));
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

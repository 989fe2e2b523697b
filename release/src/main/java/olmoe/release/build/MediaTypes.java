package olmoe.release.build;

import java.util.Map;

/// Media types by the end of a name.
final class MediaTypes {
    private MediaTypes() {}

    private static final Map<String, String> TYPES = Map.of(
            "parquet", "application/vnd.apache.parquet",
            "json", "application/json",
            "jsonl", "application/jsonl",
            "gz", "application/gzip",
            "md", "text/markdown",
            "html", "text/html",
            "txt", "text/plain",
            "yaml", "application/yaml");

    static String of(String path) {
        return TYPES.getOrDefault(path.substring(path.lastIndexOf('.') + 1), "application/octet-stream");
    }
}

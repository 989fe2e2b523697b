package olmoe.pipelines.collect;

import java.nio.file.Path;

/// One finished output file.
///
/// @param records documents in it; a WARC file has its warcinfo record besides
/// @param sha256 of the file, as hex digits
public record Part(Path path, long records, long bytes, String sha256) {}

package olmoe.release.verify;

/// One thing that does not hold.
///
/// @param file path inside the release
public record Finding(String file, String message) {}

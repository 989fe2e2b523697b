package olmoe.filters;

/// What was fetched, before a text was taken from it.
///
/// @param body the HTTP body with transfer and content encodings undone
/// @param contentType the Content-Type header with its parameters, or null where there was none
public record Page(byte[] body, String contentType) {}

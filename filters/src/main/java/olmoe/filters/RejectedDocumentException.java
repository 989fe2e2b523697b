package olmoe.filters;

/// This one document cannot be read. It is counted as rejected, with this message as reason, and the
/// run goes on.
public final class RejectedDocumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RejectedDocumentException(String reason) {
        super(reason);
    }

    public RejectedDocumentException(String reason, Throwable cause) {
        super(reason, cause);
    }
}

package olmoe.tokenizer.cli;

/// A mistake of the caller, found before any work starts: usage, recipe, missing file. The message
/// is one line, `file:line: key: expected, found` where there is a file. Exit status 2.
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }

    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}

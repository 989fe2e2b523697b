package olmoe.filters.rule.code;

/// The source is no Python.
final class PythonSyntaxException extends Exception {
    private static final long serialVersionUID = 1;

    PythonSyntaxException(String message) {
        super(message, null, false, false);
    }
}

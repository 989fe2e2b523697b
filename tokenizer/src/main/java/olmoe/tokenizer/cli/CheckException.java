package olmoe.tokenizer.cli;

/// A check did not hold: the work was done, its answer is no. Exit status 3.
public final class CheckException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CheckException(String message) {
        super(message);
    }
}

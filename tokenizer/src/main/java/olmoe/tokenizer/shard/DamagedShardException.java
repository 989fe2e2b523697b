package olmoe.tokenizer.shard;

/// An artefact of the token side is not what it says it is: file, place, expected, found.
public final class DamagedShardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DamagedShardException(String message) {
        super(message);
    }

    public DamagedShardException(String message, Throwable cause) {
        super(message, cause);
    }

    static void unless(boolean holds, String message) {
        if (!holds) {
            throw new DamagedShardException(message);
        }
    }
}

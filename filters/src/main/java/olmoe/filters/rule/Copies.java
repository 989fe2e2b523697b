package olmoe.filters.rule;

import olmoe.tokenizer.text.Spans;

/// The second and later copies of what a list holds more than once.
public record Copies(long count, long characters) {

    public Copies(Spans pieces) {
        this(pieces, pieces.ids());
    }

    private Copies(Spans pieces, int[] ids) {
        this(ids.length - pieces.distinct(), charactersOfCopies(pieces, ids));
    }

    private static long charactersOfCopies(Spans pieces, int[] ids) {
        long characters = 0;
        int seen = 0; // ids count up in order of first occurrence
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == seen) {
                seen++;
            } else {
                characters += pieces.length(i);
            }
        }
        return characters;
    }
}

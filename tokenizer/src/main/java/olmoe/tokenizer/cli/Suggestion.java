package olmoe.tokenizer.cli;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// The known word that a mistyped one probably meant.
public final class Suggestion {
    private Suggestion() {}

    /// `, did you mean x?`, or nothing where no known word is near.
    public static String of(String word, Collection<String> known) {
        return nearest(word, known)
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse("");
    }

    /// The known word that fewest edits lead to, if they are few for its length; of equals the first in
    /// the order of the alphabet.
    public static Optional<String> nearest(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.max(2, word.length() / 3) + 1;
        for (String candidate : new TreeSet<>(known)) {
            int edits = edits(word, candidate);
            if (edits < least) {
                least = edits;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /// Levenshtein's: insertions, deletions and replacements.
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

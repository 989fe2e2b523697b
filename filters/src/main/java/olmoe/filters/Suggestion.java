package olmoe.filters;

import java.util.Collection;

/// The known word that a mistyped one probably meant.
final class Suggestion {
    private static final int MOST_EDITS = 3;

    private Suggestion() {}

    /// `, did you mean x?`, or nothing where no known word is near.
    static String of(String word, Collection<String> known) {
        String nearest = null;
        int least = Math.min(MOST_EDITS, word.length() / 2) + 1;
        for (String candidate : known) {
            int edits = edits(word, candidate);
            if (edits < least) {
                least = edits;
                nearest = candidate;
            }
        }
        return nearest == null ? "" : ", did you mean " + nearest + "?";
    }

    /// Levenshtein distance.
    private static int edits(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

package olmoe.dedup.bloom;

import java.util.List;

/// What becomes of a document.
///
/// @param dropped whether it leaves as a whole
/// @param cuts paragraphs that leave, in order, none where the document leaves
/// @param contained n-grams that were known
/// @param ngrams all that were asked for
public record Decision(boolean dropped, List<Cut> cuts, long contained, long ngrams) {

    /// @param start in code points
    /// @param end after the last code point
    /// @param score share of the paragraph that was known, as its mode counts it
    public record Cut(int start, int end, double score) {}

    public Decision {
        cuts = List.copyOf(cuts);
    }

    /// The text without the cuts. Cuts of a mode that reports spans beyond the text end with it.
    public String apply(String text) {
        int[] points = text.codePoints().toArray();
        StringBuilder kept = new StringBuilder(text.length());
        int at = 0;
        for (Cut cut : cuts) {
            append(kept, points, at, cut.start());
            at = Math.max(at, cut.end());
        }
        append(kept, points, at, points.length);
        return kept.toString();
    }

    private static void append(StringBuilder kept, int[] points, int from, int to) {
        for (int i = from; i < to; i++) {
            kept.appendCodePoint(points[i]);
        }
    }
}

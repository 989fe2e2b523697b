package olmoe.filters.rule.code;

import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// What StarCoder, RedPajama and dolma measure on the lines and characters of a file: Python's splitlines, isalnum and
/// isalpha, lengths in code points. All are 0 for an empty text.
///
/// @param mean length of lines without their ends
/// @param meanWithEnds the text's length by the number of lines, as RedPajama has it
/// @param alphanumeric share of all characters
/// @param alphabetic characters
record LineMeasures(int lines, int longest, double mean, double meanWithEnds, double alphanumeric, long alphabetic) {
    private static final CodePoints TABLE = CodePoints.unicode14();

    static LineMeasures of(TextView text) {
        Spans lines = text.splitLines();
        int longest = 0;
        for (int i = 0; i < lines.size(); i++) {
            longest = Math.max(longest, lines.length(i));
        }
        long alphanumeric = 0;
        long alphabetic = 0;
        for (int c : text.codePoints()) {
            alphanumeric += TABLE.isAlphanumeric(c) ? 1 : 0;
            alphabetic += TABLE.isLetter(c) ? 1 : 0;
        }
        int count = lines.size();
        return new LineMeasures(
                count,
                longest,
                count == 0 ? 0 : (double) lines.totalLength() / count,
                count == 0 ? 0 : (double) text.length() / count,
                text.length() == 0 ? 0 : (double) alphanumeric / text.length(),
                alphabetic);
    }
}

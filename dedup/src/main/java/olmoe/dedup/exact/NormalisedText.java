package olmoe.dedup.exact;

import olmoe.tokenizer.text.CodePoints;

/// A text as its words alone: runs of letters, marks and numbers (Unicode 16) in lower case, one space
/// between them. Copies that differ in case, punctuation and white space have the same one.
public final class NormalisedText {
    private static final CodePoints TABLE = CodePoints.unicode16();

    private NormalisedText() {}

    public static String of(String text) {
        StringBuilder words = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (TABLE.isLetter(c) || TABLE.isMark(c) || TABLE.isNumber(c)) {
                if (gap && words.length() > 0) {
                    words.append(' ');
                }
                gap = false;
                words.appendCodePoint(TABLE.lower(c));
            } else {
                gap = true;
            }
        }
        return words.toString();
    }
}

package olmoe.tokenizer.text;

/// The default word boundaries of UAX #29, revision 45, without tailoring; over Unicode 16 equal to uniseg
/// 0.10.1, over 17 to unicode-segmentation 1.13. Linear in the length of the text.
final class Segmenter {
    private final CodePoints table;
    private final int[] text;
    private int at;
    private WordBreak current;
    // of the two characters before, ignored ones left out (WB4)
    private WordBreak previous;
    private WordBreak beforePrevious;
    private int regionalIndicators; // in a row, before the current character

    private Segmenter(int[] text, CodePoints table) {
        this.text = text;
        this.table = table;
    }

    static Spans segments(int[] text, CodePoints table) {
        Spans.Collector pieces = new Spans.Collector(text, text.length * 2 / 5);
        if (text.length > 0) {
            new Segmenter(text, table).collect(pieces);
        }
        return pieces.spans();
    }

    private void collect(Spans.Collector pieces) {
        int start = 0;
        WordBreak neighbour = null;
        for (at = 0; at < text.length; at++) {
            int c = text[at];
            if (c == ' ' && neighbour == WordBreak.ALETTER || isAsciiLetter(c) && neighbour == WordBreak.WSEGSPACE) {
                pieces.add(start, at); // no rule joins them
                start = at;
                beforePrevious = neighbour;
                neighbour = c == ' ' ? WordBreak.WSEGSPACE : WordBreak.ALETTER;
                previous = neighbour;
                regionalIndicators = 0;
                continue;
            }
            current = table.wordBreak(c);
            if (current == WordBreak.ALETTER && neighbour == WordBreak.ALETTER) { // WB5, most of most texts
                beforePrevious = current;
                continue;
            }
            if (at > 0 && isBoundary(neighbour)) {
                pieces.add(start, at);
                start = at;
            }
            neighbour = current;
            if (!isIgnored(current)) {
                regionalIndicators = current == WordBreak.REGIONAL_INDICATOR ? regionalIndicators + 1 : 0;
                beforePrevious = previous;
                previous = current;
            }
        }
        pieces.add(start, text.length);
    }

    private static boolean isAsciiLetter(int c) {
        return c < 0x80 && (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    /// @param neighbour the character before the current one, ignored or not
    private boolean isBoundary(WordBreak neighbour) {
        if (neighbour == WordBreak.CR && current == WordBreak.LF) {
            return false; // WB3
        }
        if (isNewline(neighbour) || isNewline(current)) {
            return true; // WB3a, WB3b
        }
        if (neighbour == WordBreak.ZWJ && table.isExtendedPictographic(text[at])) {
            return false; // WB3c
        }
        if (neighbour == WordBreak.WSEGSPACE && current == WordBreak.WSEGSPACE) {
            return false; // WB3d
        }
        if (isIgnored(current)) {
            return false; // WB4
        }
        return !isJoined();
    }

    private boolean isJoined() {
        if (previous == null) {
            return false;
        }
        return switch (current) {
            case ALETTER, HEBREW_LETTER ->
                isLetter(previous) // WB5
                        || previous == WordBreak.NUMERIC // WB10
                        || previous == WordBreak.EXTENDNUMLET // WB13b
                        || isInnerOfWord(previous) && isLetter(beforePrevious) // WB7
                        || isQuotedHebrew(); // WB7c
            case NUMERIC ->
                previous == WordBreak.NUMERIC // WB8
                        || isLetter(previous) // WB9
                        || previous == WordBreak.EXTENDNUMLET // WB13b
                        || isInnerOfNumber(previous) && beforePrevious == WordBreak.NUMERIC; // WB11
            case KATAKANA -> previous == WordBreak.KATAKANA || previous == WordBreak.EXTENDNUMLET; // WB13, WB13b
            case EXTENDNUMLET ->
                isLetter(previous)
                        || previous == WordBreak.NUMERIC
                        || previous == WordBreak.KATAKANA
                        || previous == WordBreak.EXTENDNUMLET; // WB13a
            case SINGLE_QUOTE ->
                previous == WordBreak.HEBREW_LETTER // WB7a
                        || startsInnerOfWord()
                        || startsInnerOfNumber();
            case MIDNUMLET -> startsInnerOfWord() || startsInnerOfNumber();
            case MIDLETTER -> startsInnerOfWord();
            case MIDNUM -> startsInnerOfNumber();
            case DOUBLE_QUOTE -> previous == WordBreak.HEBREW_LETTER && next() == WordBreak.HEBREW_LETTER; // WB7b
            case REGIONAL_INDICATOR -> regionalIndicators % 2 == 1; // WB15, WB16
            default -> false;
        };
    }

    private boolean startsInnerOfWord() {
        return isLetter(previous) && isLetter(next()); // WB6
    }

    private boolean startsInnerOfNumber() {
        return previous == WordBreak.NUMERIC && next() == WordBreak.NUMERIC; // WB12
    }

    private boolean isQuotedHebrew() {
        return current == WordBreak.HEBREW_LETTER
                && previous == WordBreak.DOUBLE_QUOTE
                && beforePrevious == WordBreak.HEBREW_LETTER;
    }

    /// The next character that is not ignored, or null.
    private WordBreak next() {
        for (int i = at + 1; i < text.length; i++) {
            WordBreak next = table.wordBreak(text[i]);
            if (!isIgnored(next)) {
                return next;
            }
        }
        return null;
    }

    private static boolean isLetter(WordBreak value) {
        return value == WordBreak.ALETTER || value == WordBreak.HEBREW_LETTER;
    }

    private static boolean isInnerOfWord(WordBreak value) {
        return value == WordBreak.MIDLETTER || value == WordBreak.MIDNUMLET || value == WordBreak.SINGLE_QUOTE;
    }

    private static boolean isInnerOfNumber(WordBreak value) {
        return value == WordBreak.MIDNUM || value == WordBreak.MIDNUMLET || value == WordBreak.SINGLE_QUOTE;
    }

    private static boolean isNewline(WordBreak value) {
        return value == WordBreak.CR || value == WordBreak.LF || value == WordBreak.NEWLINE;
    }

    private static boolean isIgnored(WordBreak value) {
        return value == WordBreak.EXTEND || value == WordBreak.FORMAT || value == WordBreak.ZWJ;
    }
}

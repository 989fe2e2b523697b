package olmoe.filters.rule.dclm;

import olmoe.filters.Edit;
import olmoe.filters.rule.Rewrite;
import olmoe.tokenizer.text.Spans;
import olmoe.tokenizer.text.TextView;

/// A phrase of ASCII that is taken out of short lines, whatever their case.
final class LinePhrase {
    private final String phrase;
    private final Place place;

    enum Place {
        ANYWHERE,
        AT_THE_START,
        AT_THE_END
    }

    /// @param phrase in lower case; `.` stands for any character
    LinePhrase(String phrase, Place place) {
        this.phrase = phrase;
        this.place = place;
    }

    /// Takes the phrase and one white space beside it out of lines of at most `mostWords` words. Of those a line
    /// that has nothing but white space then, or had before, goes as a whole. The text is stripped, and a
    /// document of which nothing is left is dropped.
    Edit.Edited remove(TextView view, int mostWords) {
        int[] text = view.codePoints();
        Rewrite rewrite = new Rewrite(view);
        long removed = 0;
        Spans lines = view.betweenNewlines();
        for (int i = 0; i < lines.size(); i++) {
            int from = lines.start(i);
            int to = lines.end(i);
            if (to > from && LineSteps.words(text, from, to, mostWords + 1) <= mostWords) {
                removed += removeFromLine(text, from, to, rewrite);
            }
        }
        return LineSteps.edited(rewrite.stripped(LineSteps.TABLE), "removed-phrases", removed);
    }

    private long removeFromLine(int[] text, int from, int to, Rewrite rewrite) {
        if (isBlankWithoutPhrase(text, from, to)) {
            rewrite.omit(from, Math.min(to + 1, text.length));
            return 1;
        }
        long removed = 0;
        for (int at = next(text, from, from, to); at >= 0; at = next(text, from, at, to)) {
            int end = end(text, from, at, to);
            rewrite.omit(at, end);
            at = end;
            removed++;
        }
        return removed;
    }

    private boolean isBlankWithoutPhrase(int[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int end = end(text, from, at, to);
            if (end > at) {
                at = end;
            } else if (LineSteps.TABLE.isSpace(text[at])) {
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    /// Where the phrase begins, with its white space, at `at` or later, or -1.
    private int next(int[] text, int from, int at, int to) {
        int first = place == Place.AT_THE_END ? Math.max(at, to - phrase.length() - 1) : at;
        int last = place == Place.AT_THE_START ? from : to - phrase.length();
        for (int start = first; start <= last; start++) {
            if (end(text, from, start, to) > start) {
                return start;
            }
        }
        return -1;
    }

    /// The end of the phrase and its white space if it begins at `at`, or `at`.
    private int end(int[] text, int from, int at, int to) {
        if (place == Place.AT_THE_START) {
            int end = at == from ? endOfPhrase(text, at, to) : at;
            return end > at && end < to && LineSteps.TABLE.isSpace(text[end]) ? end + 1 : end;
        }
        int start = LineSteps.TABLE.isSpace(text[at]) ? at + 1 : at;
        int end = endOfPhrase(text, start, to);
        if (end == start) {
            return at;
        }
        return place == Place.AT_THE_END && end < to ? at : end;
    }

    private int endOfPhrase(int[] text, int at, int to) {
        if (to - at < phrase.length() || folded(text[at]) != phrase.charAt(0)) {
            return at;
        }
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if (c != '.' && c != folded(text[at + i])) {
                return at;
            }
        }
        return at + phrase.length();
    }

    /// The ASCII letter that Python's re.IGNORECASE takes a character for.
    static int folded(int c) {
        return c < 0x80
                ? c >= 'A' && c <= 'Z' ? c + 32 : c
                : c == 'ı' ? 'i' : c == 'ſ' ? 's' : LineSteps.TABLE.lower(c);
    }
}

package olmoe.tokenizer.text.spacy;

import it.unimi.dsi.fastutil.ints.IntArrayList;

/// Cuts what stands between white space into tokens as spaCy's Tokenizer does: prefixes and suffixes
/// are taken off one by one until nothing more comes off or a special case is left; what is left is a
/// special case, a URL, or cut at infixes.
///
/// A long text costs time in proportion to its length.
final class Splitter {
    private static final int LONGEST_HYPHEN = 3;
    private static final int LOWER_OR_QUOTE = EnglishRules.LOWER | EnglishRules.QUOTE;
    private static final int UPPER_OR_QUOTE = EnglishRules.UPPER | EnglishRules.QUOTE;
    private static final String DIGITS = "0123456789";

    private final EnglishRules rules = EnglishRules.rules();
    private final boolean withSpecials;
    private final IntArrayList suffixEnds = new IntArrayList();

    /// @param withSpecials whether special cases are cut in their own way
    Splitter(boolean withSpecials) {
        this.withSpecials = withSpecials;
    }

    /// @param ends takes where the tokens end, in order
    void split(int[] text, int from, int to, IntArrayList ends) {
        int start = from;
        int end = to;
        suffixEnds.clear();
        while (start < end && !isSpecial(text, start, end)) {
            int prefix = prefix(text, start, end);
            if (prefix > 0 && isSpecial(text, start + prefix, end)) {
                start += prefix;
                ends.add(start);
                break;
            }
            int suffix = suffix(text, start + prefix, end);
            if (suffix > 0 && isSpecial(text, start, end - suffix)) {
                suffixEnds.add(end);
                end -= suffix;
                break;
            }
            if (prefix == 0 && suffix == 0) {
                break;
            }
            if (prefix > 0) {
                start += prefix;
                ends.add(start);
            }
            if (suffix > 0) {
                suffixEnds.add(end);
                end -= suffix;
            }
        }
        if (start < end) {
            splitRest(text, start, end, ends);
        }
        for (int i = suffixEnds.size() - 1; i >= 0; i--) {
            ends.add(suffixEnds.getInt(i));
        }
    }

    private boolean isSpecial(int[] text, int from, int to) {
        return withSpecials && from < to && rules.special(text, from, to) >= 0;
    }

    private void splitRest(int[] text, int from, int to, IntArrayList ends) {
        int special = withSpecials ? rules.special(text, from, to) : -1;
        if (special >= 0) {
            for (int end : rules.specialEnds(special)) {
                ends.add(from + end);
            }
            return;
        }
        if (!UrlPattern.matches(text, from, to)) {
            splitAtInfixes(text, from, to, ends);
        }
        if (ends.isEmpty() || ends.getInt(ends.size() - 1) != to) {
            ends.add(to);
        }
    }

    /// An infix at the very beginning is not cut off.
    private void splitAtInfixes(int[] text, int from, int to, IntArrayList ends) {
        int start = from;
        int at = from;
        while (at < to) {
            int infix = infix(text, from, at, to);
            if (infix > 0 && at > from) {
                if (at > start) {
                    ends.add(at);
                }
                start = at + infix;
                ends.add(start);
            }
            at += Math.max(1, infix);
        }
    }

    private int prefix(int[] text, int from, int to) {
        int c = text[from];
        if (rules.is(EnglishRules.PREFIX, c)) {
            return 1;
        }
        return switch (c) {
            case '.' -> dots(text, from, to);
            case '+' -> from + 1 < to && isDigit(text[from + 1]) ? 0 : 1;
            case 'U' -> from + 2 < to && text[from + 1] == 'S' && text[from + 2] == '$' ? 3 : 0;
            case 'A', 'C' -> from + 1 < to && text[from + 1] == '$' ? 2 : 0;
            default -> 0;
        };
    }

    /// The longest one; what stands before `from` is not looked at.
    private int suffix(int[] text, int from, int to) {
        if (from == to) {
            return 0;
        }
        int last = text[to - 1];
        int before = to - 2 >= from ? text[to - 2] : -1;
        if (last == '.') {
            return dotSuffix(text, from, to);
        }
        if (last == '…' && before == '…' || (last == 's' || last == 'S') && (before == '\'' || before == '’')) {
            return 2;
        }
        if (rules.is(EnglishRules.UNIT_END, last)) {
            for (int length = rules.longestUnit(); length > 0; length--) {
                int start = to - length;
                if (start > from && isDigit(text[start - 1]) && rules.isUnit(text, start, to)) {
                    return length;
                }
            }
        }
        return rules.is(EnglishRules.SUFFIX, last) || last == '+' && before >= 0 && isDigit(before) ? 1 : 0;
    }

    private int dotSuffix(int[] text, int from, int to) {
        int start = to - 1;
        while (start > from && text[start - 1] == '.') {
            start--;
        }
        if (to - start > 1) {
            return to - start;
        }
        if (start == from) {
            return 0;
        }
        int before = text[start - 1];
        int second = start - 2 >= from ? text[start - 2] : -1;
        boolean cut = rules.is(EnglishRules.BEFORE_DOT, before)
                || second >= 0 && rules.is(EnglishRules.UPPER, before) && rules.is(EnglishRules.UPPER, second)
                || second == '°' && "FfCcKk".indexOf(before) >= 0;
        return cut ? 1 : 0;
    }

    /// The length of the infix that begins at `at`, or 0.
    private int infix(int[] text, int from, int at, int to) {
        int c = text[at];
        if (c == '…' || rules.is(EnglishRules.ICON, c)) {
            return 1;
        }
        int before = at > from ? text[at - 1] : -1;
        int after = at + 1 < to ? text[at + 1] : -1;
        switch (c) {
            case '.' -> {
                int dots = dots(text, at, to);
                return dots > 0 ? dots : between(before, "", LOWER_OR_QUOTE, after, UPPER_OR_QUOTE) ? 1 : 0;
            }
            case ',' -> {
                return between(before, "", EnglishRules.ALPHA, after, EnglishRules.ALPHA) ? 1 : 0;
            }
            case ':', '<', '>', '=', '/' -> {
                return between(before, DIGITS, EnglishRules.ALPHA, after, EnglishRules.ALPHA) ? 1 : 0;
            }
            case '+', '*', '^' -> {
                return isSum(before, after) ? 1 : 0;
            }
            case '-', '–', '—', '~' -> {
                return c == '-' && isSum(before, after) ? 1 : hyphen(text, from, at, to);
            }
            default -> {
                return 0;
            }
        }
    }

    private boolean between(int before, String orBefore, int left, int after, int right) {
        return before >= 0
                && after >= 0
                && (rules.is(left, before) || orBefore.indexOf(before) >= 0)
                && rules.is(right, after);
    }

    private static boolean isSum(int before, int after) {
        return before >= 0 && isDigit(before) && (after == '-' || after >= 0 && isDigit(after));
    }

    /// `-`, `--`, `---`, `–`, `—`, `——` or `~` between letters; a digit may stand before.
    private int hyphen(int[] text, int from, int at, int to) {
        int c = text[at];
        int most = c == '-' ? LONGEST_HYPHEN : c == '—' ? 2 : 1;
        int length = 1;
        while (length < most && at + length < to && text[at + length] == c) {
            length++;
        }
        int before = at > from ? text[at - 1] : -1;
        int after = at + length < to ? text[at + length] : -1;
        return between(before, DIGITS, EnglishRules.ALPHA, after, EnglishRules.ALPHA) ? length : 0;
    }

    /// The length of a run of at least two full stops, or 0.
    private static int dots(int[] text, int from, int to) {
        int end = from;
        while (end < to && text[end] == '.') {
            end++;
        }
        return end - from > 1 ? end - from : 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

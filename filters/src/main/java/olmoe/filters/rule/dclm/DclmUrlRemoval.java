package olmoe.filters.rule.dclm;

import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.rule.Rewrite;
import olmoe.filters.rule.WordList;
import olmoe.filters.rule.WordTrie;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// Takes URLs and IPv4 addresses out of the text. Step 6 of DCLM-Baseline's list, mlfoundations/dclm at
/// 361714b.
///
/// A URL is a name of up to 256 characters that ends with a full stop and a top-level domain of IANA's list in
/// lower case, perhaps with http, https or ftp before and a path after; it goes with up to ten white space
/// characters before it. **URLs only go from a text that begins with a top-level domain in any case**, such as
/// `This`, which begins with `th`: the reference tests its list at the first place alone. Addresses always go.
/// A document of which nothing is left is dropped.
public record DclmUrlRemoval() implements Edit {
    private static final CodePoints TABLE = CodePoints.unicode14();
    private static final WordTrie DOMAINS =
            new WordTrie(WordList.builtin(DclmUrlRemoval.class, "iana-tlds.txt").words());
    private static final int MOST_SPACE = 10;
    private static final int LONGEST_NAME = 256;
    private static final String[] SCHEMES = {"http://", "https://", "ftp://"};

    @Override
    public String name() {
        return "url-removal/dclm";
    }

    @Override
    public Edited edit(Document document, TextView text) {
        long urls = 0;
        TextView left = text;
        if (beginsWithDomain(text.codePoints())) {
            Rewrite rewrite = new Rewrite(text);
            urls = removeUrls(text.codePoints(), rewrite);
            left = text.after(rewrite.text());
        }
        Rewrite rewrite = new Rewrite(left);
        long addresses = removeAddresses(left.codePoints(), rewrite);
        String result = rewrite.text();
        return LineSteps.edited(result, Map.of("removed-urls", urls, "removed-addresses", addresses));
    }

    private static boolean beginsWithDomain(int[] text) {
        int[] start = new int[Math.min(64, text.length)];
        for (int i = 0; i < start.length; i++) {
            start[i] = LinePhrase.folded(text[i]);
        }
        return DOMAINS.longest(start, 0, start.length, end -> true) > 0;
    }

    private static long removeUrls(int[] text, Rewrite rewrite) {
        long removed = 0;
        int from = 0; // what is before has been looked at or removed
        int runStart = -1;
        for (int at = 0; at <= text.length; at++) {
            if (at < text.length && isOfName(text[at])) {
                runStart = runStart < 0 ? at : runStart;
            } else if (runStart >= 0) {
                int end = removeUrl(text, from, runStart, at, rewrite);
                if (end > 0) {
                    removed++;
                    from = end;
                    at = end - 1;
                }
                runStart = -1;
            }
        }
        return removed;
    }

    /// Removes the first URL whose name begins in the run `runStart..runEnd`, with its path.
    ///
    /// @return its end, or 0 where there is none
    private static int removeUrl(int[] text, int from, int runStart, int runEnd, Rewrite rewrite) {
        int start = runStart;
        int dot = lastDot(text, start, runEnd);
        if (dot < 0) {
            // no name begins with the run; in a long run one may begin later
            for (int at = runStart + LONGEST_NAME + 1; at < runEnd && dot < 0; at++) {
                if (endOfDomain(text, at) > 0) {
                    dot = at;
                    start = at - LONGEST_NAME;
                }
            }
            if (dot < 0) {
                return 0;
            }
            dot = lastDot(text, start, runEnd);
        }
        int end = endOfDomain(text, dot);
        while (end < text.length && isOfPath(text[end])) {
            end++;
        }
        if (start == runStart) {
            start = beforeScheme(text, from, start);
            start = beforeSpace(text, from, start);
        }
        rewrite.omit(start, end);
        return end;
    }

    /// The last full stop before a domain that a name from `start` can reach, or -1.
    private static int lastDot(int[] text, int start, int runEnd) {
        for (int at = Math.min(start + LONGEST_NAME, runEnd - 1); at > start; at--) {
            if (text[at] == '.' && endOfDomain(text, at) > 0) {
                return at;
            }
        }
        return -1;
    }

    /// Where the domain after a full stop ends, or -1.
    private static int endOfDomain(int[] text, int dot) {
        return text[dot] == '.' ? DOMAINS.longest(text, dot + 1, text.length, end -> isWordBorder(text, end)) : -1;
    }

    private static boolean isWordBorder(int[] text, int at) {
        return TABLE.isWord(text[at - 1]) != (at < text.length && TABLE.isWord(text[at]));
    }

    private static long removeAddresses(int[] text, Rewrite rewrite) {
        long removed = 0;
        int from = 0;
        for (int at = 0; at < text.length; at++) {
            if (!isAsciiDigit(text[at]) || at > 0 && TABLE.isWord(text[at - 1])) {
                continue;
            }
            int end = endOfAddress(text, at);
            if (end < 0) {
                continue;
            }
            while (end < text.length && isOfPath(text[end])) {
                end++;
            }
            int start = beforeScheme(text, from, at);
            if (start < at && start > 0 && TABLE.isWord(text[start - 1])) {
                start = at;
            }
            start = beforeSpace(text, from, start);
            rewrite.omit(start, end);
            removed++;
            from = end;
            at = end - 1;
        }
        return removed;
    }

    /// The end of four numbers with full stops between, as far as they must go, or -1.
    private static int endOfAddress(int[] text, int at) {
        for (int part = 0; part < 3; part++) {
            int end = at;
            while (end < text.length && end - at < 4 && isAsciiDigit(text[end])) {
                end++;
            }
            int digits = end - at;
            if (digits < 1 || digits > 3 || digits == 3 && text[at] > '2' || end == text.length || text[end] != '.') {
                return -1;
            }
            at = end + 1;
        }
        return at < text.length && isAsciiDigit(text[at]) ? at + 1 : -1;
    }

    private static int beforeScheme(int[] text, int from, int at) {
        for (String scheme : SCHEMES) {
            int start = at - scheme.length();
            if (start >= from && holds(text, start, scheme)) {
                return start;
            }
        }
        return at;
    }

    private static int beforeSpace(int[] text, int from, int at) {
        int start = at;
        while (start > from && at - start < MOST_SPACE && TABLE.isSpace(text[start - 1])) {
            start--;
        }
        return start;
    }

    private static boolean holds(int[] text, int at, String part) {
        for (int i = 0; i < part.length(); i++) {
            if (text[at + i] != part.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfName(int c) {
        return isAsciiAlphanumeric(c) || c < 0x80 && "-@:%._+~#=".indexOf(c) >= 0;
    }

    private static boolean isOfPath(int c) {
        return isAsciiAlphanumeric(c) || c < 0x80 && "-()@:%_+.~#?&/=".indexOf(c) >= 0;
    }

    private static boolean isAsciiAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isAsciiDigit(c);
    }

    private static boolean isAsciiDigit(int c) {
        return c >= '0' && c <= '9';
    }
}

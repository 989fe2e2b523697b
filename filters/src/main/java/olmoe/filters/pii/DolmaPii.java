package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.TextView;

/// dolma's e-mail, phone and IP rules (`pii_regex_with_counts_fast_v2`) and what its mixers do with them:
/// more than 5 drop the document, fewer are replaced, white space and punctuation around them included, by
/// a mask between spaces.
///
/// The patterns are its own, found in one pass: an address ends at white space, so one at the end of the
/// text is missed; a number needs white space before it. A text with more than 10,000 question marks
/// passes. Of spans that overlap the first is replaced.
///
/// @param maxSpans how many a document may have
public record DolmaPii(int maxSpans) implements Edit {
    private static final int MOST_QUESTION_MARKS = 10_000;
    private static final CodePoints UNICODE = CodePoints.unicode14();

    @Override
    public String name() {
        return "pii/dolma";
    }

    @Override
    public Edited edit(Document document, TextView view) {
        String text = document.text();
        List<PiiSpan> spans = find(text);
        Map<String, Object> values = Map.of("pii", (long) spans.size());
        if (spans.size() > maxSpans) {
            return new Edited(text, new Verdict.Drop("pii", spans.size(), maxSpans, values));
        }
        spans.sort(Comparator.comparingInt(PiiSpan::start));
        List<PiiSpan> apart = new ArrayList<>();
        int end = 0;
        for (PiiSpan span : spans) {
            if (span.start() >= end) {
                apart.add(span);
                end = span.end();
            }
        }
        return new Edited(MaskPii.masked(text, apart, " "), new Verdict.Keep(values));
    }

    /// By paragraph: e-mails, phones, IPs.
    public static List<PiiSpan> find(String text) {
        List<PiiSpan> spans = new ArrayList<>();
        if (text.chars().filter(c -> c == '?').count() > MOST_QUESTION_MARKS) {
            return spans;
        }
        for (int start = 0; start < text.length(); ) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            emails(text, start, end, spans);
            phones(text, start, end, spans);
            ips(text, start, end, spans);
            start = end;
        }
        return spans;
    }

    /// `[.\s@,?!;:)(]*([^\s@]+@[^\s@,?!;:)(]+?)[.\s@,?!;:)(]?\s`.
    private static void emails(String text, int from, int to, List<PiiSpan> spans) {
        int last = from;
        for (int at = nextAt(text, from, to); at < to; at = nextAt(text, at + 1, to)) {
            int local = at;
            while (local > last && !isSpace(text, local - 1) && text.charAt(local - 1) != '@') {
                local--;
            }
            int domain = at + 1;
            while (domain < to && !isSpace(text, domain) && !isMark(text.charAt(domain))) {
                domain++;
            }
            int end = emailEnd(text, at, domain, to);
            if (local == at || end < 0) {
                continue;
            }
            int start = local;
            while (start > last
                    && (isSpace(text, start - 1) || isMark(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
                start--;
            }
            boolean dotted =
                    text.substring(at + 1, domainEnd(text, at, domain, to)).indexOf('.') >= 0;
            if (dotted && !(at - local == 1 && text.charAt(local) == '(')) {
                spans.add(new PiiSpan(PiiType.EMAIL_ADDRESS, start, end));
            }
            last = end;
        }
    }

    /// Not String.indexOf, which would look through the rest of the text for each line.
    private static int nextAt(String text, int from, int to) {
        int at = from;
        while (at < to && text.charAt(at) != '@') {
            at++;
        }
        return at;
    }

    /// The domain gives its last full stop away where white space follows.
    private static int domainEnd(String text, int at, int domain, int to) {
        boolean stop = domain < to && isSpace(text, domain) && domain > at + 2 && text.charAt(domain - 1) == '.';
        return stop ? domain - 1 : domain;
    }

    private static int emailEnd(String text, int at, int domain, int to) {
        if (domain == at + 1 || domain >= to) {
            return -1;
        }
        if (isSpace(text, domain)) {
            boolean stop = domainEnd(text, at, domain, to) < domain;
            return !stop && domain + 1 < to && isSpace(text, domain + 1) ? domain + 2 : domain + 1;
        }
        return domain + 1 < to && isSpace(text, domain + 1) ? domain + 2 : -1;
    }

    /// `\s+\(?(\d{3})\)?[-. ]*(\d{3})[-. ]?(\d{4})`.
    private static void phones(String text, int from, int to, List<PiiSpan> spans) {
        int last = from;
        int at = from;
        while (at < to) {
            if (!isSpace(text, at)) {
                at++;
                continue;
            }
            int start = at;
            while (at < to && isSpace(text, at)) {
                at++;
            }
            int i = at < to && text.charAt(at) == '(' ? at + 1 : at;
            i = digits(text, i, to, 3);
            if (i > 0 && i < to && text.charAt(i) == ')') {
                i++;
            }
            while (i > 0 && i < to && isJoint(text.charAt(i))) {
                i++;
            }
            i = digits(text, i, to, 3);
            if (i > 0 && i < to && isJoint(text.charAt(i))) {
                i++;
            }
            i = digits(text, i, to, 4);
            if (i > 0) {
                spans.add(new PiiSpan(PiiType.PHONE_NUMBER, Math.max(start, last), i));
                last = i;
                at = i;
            }
        }
    }

    private static boolean isJoint(char c) {
        return c == '-' || c == '.' || c == ' ';
    }

    /// @return the end of n digits, or -1
    private static int digits(String text, int from, int to, int n) {
        if (from < 0) {
            return -1;
        }
        int i = from;
        for (int k = 0; k < n; k++) {
            if (i >= to || UNICODE.category(text.codePointAt(i)) != Character.DECIMAL_DIGIT_NUMBER) {
                return -1;
            }
            i += Character.charCount(text.codePointAt(i));
        }
        return i;
    }

    /// `(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)`.
    private static void ips(String text, int from, int to, List<PiiSpan> spans) {
        for (int i = from; i < to; i++) {
            int end = i;
            for (int part = 0; part < 4 && end >= 0; part++) {
                int digits = octet(text, end, to, part == 3);
                end = digits == 0 ? -1 : end + digits;
                if (part < 3 && end >= 0) {
                    end = end < to && text.charAt(end) == '.' ? end + 1 : -1;
                }
            }
            if (end >= 0) {
                spans.add(new PiiSpan(PiiType.IP_ADDRESS, i, end));
                i = end - 1;
            }
        }
    }

    /// @return how many digits; of the last part as many as fit, of others as many as a full stop follows
    private static int octet(String text, int from, int to, boolean last) {
        int n = 0;
        int value = 0;
        int fitting = 0;
        while (n < 3 && from + n < to && text.charAt(from + n) >= '0' && text.charAt(from + n) <= '9') {
            value = 10 * value + text.charAt(from + n) - '0';
            n++;
            fitting = value <= 255 ? n : fitting;
        }
        return last ? fitting : n == fitting ? n : 0;
    }

    private static boolean isMark(char c) {
        return "@,?!;:)(".indexOf(c) >= 0;
    }

    private static boolean isSpace(String text, int i) {
        return UNICODE.isSpace(text.charAt(i));
    }
}

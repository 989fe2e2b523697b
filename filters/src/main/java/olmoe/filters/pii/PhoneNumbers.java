package olmoe.filters.pii;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Telephone numbers. Some forms are told by themselves: `+` or `00` and a country's code, an area code in
/// parentheses, three, three and four digits, a leading 0 and groups. Other digits count where a word near
/// them speaks of a telephone.
///
/// Groups like those of a date, a social security number or thousands are none.
final class PhoneNumbers {
    private static final int MOST_DIGITS = 16;
    private static final int MOST_GROUPS = 7;
    private static final int LOOK_BACK = 32;
    private static final int LOOK_AHEAD = 10;

    private static final Pattern WORD = Pattern.compile(
            "\\b(?:(?:tele|smart)?(?:phone|fon|fono|foon|fone)s?|tel|tlf|puh|mobile?|"
                    + "m[o\u00f3]vil|cell(?:ular|phone)?|handy|gsm|fax|desk|office|whats ?app|sms|hotline|helpline|dial(?:ing)?|"
                    + "call(?:ed|ing)?|ring|text(?:ed|ing)?|answering|reach(?:ed)?|contact|messages?|numbers?|extension)\\b");

    private final Characters text;
    private final String whole;
    private final int[] groups = new int[MOST_GROUPS];
    private final char[] separators = new char[MOST_GROUPS];
    private final StringBuilder digits = new StringBuilder();
    private int groupCount;
    private boolean plus;
    private boolean area;
    private int end;

    private PhoneNumbers(String text) {
        this.text = new Characters(text);
        this.whole = text;
    }

    static List<PiiSpan> in(String text) {
        return new PhoneNumbers(text).find();
    }

    private List<PiiSpan> find() {
        List<PiiSpan> found = new ArrayList<>();
        int i = 0;
        while (i < whole.length()) {
            boolean starts = text.isDigit(i)
                    || text.at(i) == '+' && text.isDigit(i + 1)
                    || text.at(i) == '(' && (text.isDigit(i + 1) || text.at(i + 1) == '+');
            if (!starts) {
                i++;
                continue;
            }
            boolean fits = read(i) && !isJoined(i);
            if (fits && isPhone(i)) {
                extension();
                found.add(new PiiSpan(PiiType.PHONE_NUMBER, i, end));
            }
            i = Math.max(i + 1, end);
        }
        return found;
    }

    /// Takes digits in groups as far as they go.
    ///
    /// @return whether they could be a number
    private boolean read(int from) {
        digits.setLength(0);
        groupCount = 0;
        plus = false;
        area = false;
        boolean fits = true;
        boolean open = false;
        char separator = 0;
        int i = from;
        end = from;
        while (true) {
            if (text.at(i) == '(' && !open) {
                open = true;
                i++;
            }
            if (text.at(i) == '+' && digits.isEmpty()) {
                plus = true;
                i++;
            }
            int start = i;
            while (text.isDigit(i)) {
                if (digits.length() <= MOST_DIGITS) {
                    digits.append(text.at(i));
                }
                i++;
            }
            if (i == start) {
                return fits && groupCount > 0;
            }
            fits &= groupCount < MOST_GROUPS && digits.length() <= MOST_DIGITS;
            if (fits) {
                groups[groupCount] = i - start;
                separators[groupCount++] = separator;
            }
            if (open) {
                if (text.at(i) != ')') {
                    end = i;
                    return false;
                }
                open = false;
                area |= groupCount <= 2;
                i++;
            }
            end = i;
            separator = 0;
            if (isSeparator(text.at(i))) {
                separator = text.at(i);
                i++;
            }
        }
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '-' || c == '.' || c == '/' || c == '\u00a0' || c == '\u2011' || c == '\u2013';
    }

    /// Whether it is a piece of something longer: a price, a name, a decimal fraction.
    private boolean isJoined(int from) {
        char before = text.at(from - 1);
        char after = text.at(end);
        boolean joinedBefore = text.isWord(from - 1)
                || "$\u20ac\u00a3\u00a5#@=&/_".indexOf(before) >= 0
                || (before == '.' || before == ',' || before == '-' || before == ':') && text.isDigit(from - 2);
        boolean joinedAfter = text.isWord(end) && !isExtension(end)
                || after == '%'
                || after == '_'
                || (after == ',' || after == ':') && text.isDigit(end + 1);
        return joinedBefore || joinedAfter;
    }

    private boolean isPhone(int from) {
        int n = digits.length();
        if (plus) {
            return n >= 8 && n <= 15;
        }
        if (looksLikeDate() || hasShape(3, 2, 4)) {
            return false;
        }
        boolean international = n > 2 && digits.indexOf("00") == 0 && digits.charAt(2) != '0';
        if (international && n >= 11 && n <= 16 && groupCount > 1) {
            return true;
        }
        if (area && groupCount > 1) {
            return n >= 7 && n <= 12 && (groups[0] <= 5 || n == groups[0]);
        }
        if (hasShape(3, 3, 4) || hasShape(1, 3, 3, 4) && digits.charAt(0) == '1') {
            return digits.charAt(n - 10) >= '2' || digits.charAt(n - 10) == '0';
        }
        boolean trunk = n > 1 && digits.charAt(0) == '0' && digits.charAt(1) != '0';
        if (trunk && n >= 9 && n <= 12 && groupCount > 1 && isEven() && groups[0] <= 5) {
            return true;
        }
        return n >= 7 && n <= 12 && groupCount <= 5 && isEven() && isNearWord(from);
    }

    /// One separator all through, and no group of one digit after the first.
    private boolean isEven() {
        for (int i = 1; i < groupCount; i++) {
            if (groups[i] < 2 || i > 1 && separators[i] != separators[1]) {
                return false;
            }
        }
        return true;
    }

    private boolean hasShape(int... shape) {
        if (groupCount != shape.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (groups[i] != shape[i]) {
                return false;
            }
        }
        return isEven();
    }

    private boolean looksLikeDate() {
        return groupCount == 3
                && separators[1] == separators[2]
                && (groups[0] == 4 && groups[1] <= 2 && groups[2] <= 2
                        || groups[0] <= 2 && groups[1] <= 2 && (groups[2] == 4 || groups[2] == 2));
    }

    private boolean isNearWord(int from) {
        String before = whole.substring(Math.max(0, from - LOOK_BACK), from);
        String after = whole.substring(end, Math.min(whole.length(), end + LOOK_AHEAD));
        return WORD.matcher(before.toLowerCase(Locale.ROOT)).find()
                || WORD.matcher(after.toLowerCase(Locale.ROOT)).find();
    }

    private boolean isExtension(int i) {
        return (text.at(i) == 'x' || text.at(i) == 'X') && text.isDigit(i + 1);
    }

    /// `x123`, ` ext. 123`.
    private void extension() {
        int i = end;
        i += text.at(i) == ' ' ? 1 : 0;
        if (!isExtension(i)) {
            if (!whole.regionMatches(true, i, "ext", 0, 3)) {
                return;
            }
            i += 2;
        }
        i++;
        i += text.at(i) == '.' ? 1 : 0;
        i += text.at(i) == ' ' ? 1 : 0;
        int start = i;
        while (i - start < 6 && text.isDigit(i)) {
            i++;
        }
        if (i > start && !text.isWord(i)) {
            end = i;
        }
    }
}

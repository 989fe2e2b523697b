package olmoe.filters.rule.dolma.secrets;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import olmoe.filters.rule.dolma.secrets.Line.Chars;

/// Secrets of known length that are given to a name of a known service, in any case: `[`, a quotation mark, the name,
/// the mark and `]`, then one of `=`, `:`, `:=`, `=>`, `::` or spaces, and the secret with or without a mark.
enum AssignedSecrets {
    CLOUDANT_PASSWORD(Kind.CLOUDANT, cloudant(), Chars.HEX, 64, false),
    CLOUDANT_KEY(Kind.CLOUDANT, cloudant(), Chars.LETTERS, 24, false),
    IBM_CLOUD(
            Kind.IBM_CLOUD,
            joined(
                    union(
                            joined(List.of("ibm"), Dash.ANY, List.of("cloud"), Dash.ANY, List.of("iam")),
                            joined(List.of("cloud"), Dash.ANY, List.of("iam")),
                            joined(List.of("ibm"), Dash.ANY, List.of("cloud", "iam")),
                            List.of("ibm", "iam", "cloud", "")),
                    Dash.ANY,
                    List.of("api", ""),
                    Dash.ANY,
                    List.of("key", "pwd", "password", "pass", "token")),
            Chars.URL_SAFE,
            44,
            true),
    IBM_STORAGE(
            Kind.IBM_STORAGE,
            joined(
                    union(
                            joined(List.of("ibm", ""), Dash.ANY, List.of("cos"), Dash.ANY, List.of("hmac", "")),
                            List.of("")),
                    Dash.ANY,
                    joined(List.of("secret"), Dash.ANY, List.of("access", ""), Dash.ANY, List.of("key"))),
            Chars.HEX,
            48,
            true),
    SOFTLAYER(
            Kind.SOFTLAYER,
            joined(
                    List.of("softlayer", "sl"),
                    Dash.ANY,
                    List.of("api", ""),
                    Dash.ANY,
                    List.of("key", "pwd", "password", "pass", "token")),
            Chars.SMALL_DIGITS,
            64,
            false);

    private static final int LONGEST_NAME = 48;

    private final Kind kind;
    private final Set<String> names;
    private final Chars chars;
    private final int length;
    private final boolean whole;

    /// @param whole whether no character of the secret's may come after it
    AssignedSecrets(Kind kind, Iterable<String> names, Chars chars, int length, boolean whole) {
        this.kind = kind;
        this.names = Set.copyOf(union(names));
        this.chars = chars;
        this.length = length;
        this.whole = whole;
    }

    static void find(Line line, Finds finds) {
        int[] after = new int[values().length];
        int end = line.from();
        for (int i = line.from(); i < line.to(); i++) {
            if (!isNamed(line.at(i)) || line.isWord(i - 1)) {
                continue;
            }
            end = Math.max(i, end);
            while (end < line.to() && isNamed(line.at(end))) {
                end++;
            }
            int value = end - i <= LONGEST_NAME ? value(line, end) : -1;
            if (value >= 0) {
                String name = folded(line, i, end);
                for (AssignedSecrets secret : values()) {
                    if (i >= after[secret.ordinal()] && secret.names.contains(name) && secret.stands(line, value)) {
                        finds.add(secret.kind, value, value + secret.length);
                        after[secret.ordinal()] = value + secret.length;
                    }
                }
            }
        }
    }

    private boolean stands(Line line, int value) {
        return line.holdsAnyCase(value, chars, length) && !(whole && chars.hasAnyCase(line.at(value + length)));
    }

    /// Where the value would begin that is given to a name which ends here, or -1.
    private static int value(Line line, int name) {
        int i = name + (line.isQuote(name) ? 1 : 0);
        i += line.at(i) == ']' ? 1 : 0;
        int operator = afterBlanks(line, i);
        int c = line.at(operator);
        int next = line.at(operator + 1);
        int end;
        if (c == '=') {
            end = operator + (next == '>' ? 2 : 1);
        } else if (c == ':') {
            end = operator + (next == '=' || next == ':' ? 2 : 1);
        } else if (operator > i) {
            end = operator;
        } else {
            return -1;
        }
        int value = afterBlanks(line, end);
        return line.isQuote(value) ? value + 1 : value;
    }

    private static int afterBlanks(Line line, int i) {
        int end = i;
        while (line.at(end) == ' ') {
            end++;
        }
        return end;
    }

    private static boolean isNamed(int c) {
        return c == '_' || c == '-' || Chars.LETTERS.hasAnyCase(c);
    }

    private static String folded(Line line, int from, int to) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to; i++) {
            name.appendCodePoint(Line.folded(line.at(i)));
        }
        return name.toString();
    }

    private static Set<String> cloudant() {
        return joined(
                List.of("cloudant", "cl", "clou"),
                Dash.ANY,
                List.of("api", ""),
                List.of("key", "pwd", "pw", "password", "pass", "token"));
    }

    @SafeVarargs
    private static Set<String> union(Iterable<String>... sets) {
        Set<String> all = new LinkedHashSet<>();
        for (Iterable<String> set : sets) {
            set.forEach(all::add);
        }
        return all;
    }

    /// Every text of one part from each set, one after the other.
    @SafeVarargs
    private static Set<String> joined(Iterable<String>... parts) {
        Set<String> all = Set.of("");
        for (Iterable<String> part : parts) {
            Set<String> longer = new LinkedHashSet<>();
            for (String begun : all) {
                part.forEach(end -> longer.add(begun + end));
            }
            all = longer;
        }
        return all;
    }

    /// What stands between the parts of a name.
    private static final class Dash {
        private static final List<String> ANY = List.of("_", "-", "");
    }
}

package olmoe.filters.rule.dolma.secrets;

import java.util.List;
import java.util.function.IntPredicate;

/// What is given to, or compared with, a name that holds a word such as `password`, by the patterns that detect-secrets
/// has for YAML: dolma calls every document so. Each pattern gives its first match in a line. Values go on up to a
/// quotation mark or the line's end, so they need none.
final class NamedSecrets {
    private static final List<List<String>> WORDS = List.of(
            List.of("api", "key"),
            List.of("auth", "key"),
            List.of("service", "key"),
            List.of("account", "key"),
            List.of("db", "key"),
            List.of("database", "key"),
            List.of("priv", "key"),
            List.of("private", "key"),
            List.of("client", "key"),
            List.of("db", "pass"),
            List.of("database", "pass"),
            List.of("key", "pass"),
            List.of("password", ""),
            List.of("passwd", ""),
            List.of("pwd", ""),
            List.of("secret", ""),
            List.of("contraseña", ""),
            List.of("contrasena", ""));
    private static final int MOST_BETWEEN = 50; // characters between a name and its quoted value

    private final Line line;
    private final Finds finds;
    private final LastBacktick plain = new LastBacktick(i -> true);
    private final LastBacktick beforeSemicolon;
    private final LastBacktick beforeComparison;
    private final int[] nextQuotes; // from each character on

    private NamedSecrets(Line line, Finds finds) {
        this.line = line;
        this.finds = finds;
        this.beforeSemicolon = new LastBacktick(i -> line.at(i + 1) == ';');
        this.beforeComparison = new LastBacktick(i -> isComparedWithName(i + 1));
        this.nextQuotes = new int[line.to() - line.from() + 1];
        for (int i = line.to(), quote = i; i >= line.from(); i--) {
            quote = line.isQuote(i) ? i : quote;
            nextQuotes[i - line.from()] = quote;
        }
    }

    static void find(Line line, Finds finds) {
        for (int i = line.from(); i < line.to(); i++) {
            if (isName(line, i, true)) {
                new NamedSecrets(line, finds).find(i);
                return;
            }
        }
    }

    private void find(int first) {
        compared();
        boolean colon = false;
        boolean equal = false;
        boolean semicolon = false;
        for (int i = first; i < line.to() && !(colon && equal && semicolon); i++) {
            if (isName(line, i, true)) {
                int end = line.afterWord(i);
                int closed = end;
                while (closed < end + 2 && (line.at(closed) == ']' || line.isQuote(closed))) {
                    closed++;
                }
                colon = colon || line.at(closed) == ':' && value(line.afterSpace(closed + 1));
                equal = equal || assigned(line.afterSpace(closed));
                semicolon = semicolon || beforeSemicolon(end);
                i = end - 1; // another place in the same word has the same after it
            }
        }
    }

    /// `=`, `==`, `===`, `!=` or `!==`, and a value.
    private boolean assigned(int i) {
        int end = i + (line.at(i) == '!' ? 1 : 0);
        int first = end;
        while (line.at(end) == '=') {
            end++;
        }
        int equals = end - first;
        boolean operator = first == i ? equals >= 1 && equals <= 3 : equals == 1 || equals == 2;
        return operator && value(line.afterSpace(end));
    }

    /// A value in quotes, or without any.
    private boolean value(int i) {
        int quote = line.at(i);
        boolean quoted = line.isQuote(i) || quote == '`';
        int start = quoted ? i + 1 : i;
        if (!line.isWord(start)) {
            return false;
        }
        int end = nextQuote(start);
        if (quoted && quote != '`') {
            return line.at(end) == quote && canEnd(end - 1) && found(start, end);
        }
        if (quoted) {
            end = plain.before(end);
            return end > start && found(start, end);
        }
        while (!canEnd(end - 1)) {
            end--;
        }
        return found(start, end);
    }

    /// A value in quotes before a semicolon, somewhere after a name.
    private boolean beforeSemicolon(int name) {
        for (int i = name; i <= name + MOST_BETWEEN && i < line.to(); i++) {
            if (line.isSpace(i)) {
                return quotedBeforeSemicolon(line.afterSpace(i));
            }
            if (quotedBeforeSemicolon(i)) {
                return true;
            }
        }
        return false;
    }

    private boolean quotedBeforeSemicolon(int i) {
        int quote = line.at(i);
        int start = i + 1;
        if (!line.isQuote(i) && quote != '`' || !line.isWord(start)) {
            return false;
        }
        int end = nextQuote(start);
        if (quote == '`') {
            end = beforeSemicolon.before(end);
            return end > start && found(start, end);
        }
        return line.at(end) == quote && canEnd(end - 1) && line.at(end + 1) == ';' && found(start, end);
    }

    /// A value in quotes, an operator and a name.
    private void compared() {
        for (int i = line.from(); i < line.to(); i++) {
            int quote = line.at(i);
            int start = i + 1;
            if ((line.isQuote(i) || quote == '`') && line.isWord(start)) {
                int end = nextQuote(start);
                if (quote == '`') {
                    end = beforeComparison.before(end);
                    if (end > start && found(start, end)) {
                        return;
                    }
                } else if (line.at(end) == quote && canEnd(end - 1) && isComparedWithName(end + 1)) {
                    found(start, end);
                    return;
                }
            }
        }
    }

    private boolean isComparedWithName(int i) {
        int operator = line.afterSpace(i);
        int end = operator;
        while (line.at(end) == '=' || line.at(end) == '!') {
            end++;
        }
        if (end - operator < 2 || end - operator > 3) {
            return false;
        }
        int name = line.afterSpace(end);
        int after = line.afterWord(name);
        for (int k = name; k < after; k++) {
            if (isName(line, k, false)) {
                return true;
            }
        }
        return false;
    }

    private boolean found(int start, int end) {
        finds.add(Kind.KEYWORD, start, end);
        return true;
    }

    /// The offset of the next quotation mark, or the line's end.
    private int nextQuote(int i) {
        return nextQuotes[i - line.from()];
    }

    private boolean canEnd(int i) {
        int c = line.at(i);
        return c != ',' && c != '`' && c != '"' && c != '\'';
    }

    /// The last of the backticks between two quotation marks that can close a value.
    private final class LastBacktick {
        private final IntPredicate closes;
        private int searched = -1; // the mark or end before which `last` stands
        private int last;

        LastBacktick(IntPredicate closes) {
            this.closes = closes;
        }

        int before(int mark) {
            if (mark != searched) {
                searched = mark;
                last = mark - 1;
                while (last > line.from()
                        && !line.isQuote(last)
                        && !(line.at(last) == '`' && canEnd(last - 1) && closes.test(last))) {
                    last--;
                }
                last = line.at(last) == '`' ? last : -1;
            }
            return last;
        }
    }

    private static boolean isName(Line line, int i, boolean anyCase) {
        int c = line.at(i);
        if (c < 'A' || !anyCase && c < 'a') {
            return false;
        }
        for (List<String> word : WORDS) {
            String head = word.get(0);
            if (anyCase ? line.holdsAnyCase(i, head) : line.holds(i, head)) {
                int end = i + head.length();
                end += !word.get(1).isEmpty() && line.at(end) == '_' ? 1 : 0;
                if (anyCase ? line.holdsAnyCase(end, word.get(1)) : line.holds(end, word.get(1))) {
                    return true;
                }
            }
        }
        return false;
    }
}

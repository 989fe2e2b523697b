package olmoe.filters.rule.dolma.secrets;

/// Comments with which a line says that its secrets are none, such as `# pragma: allowlist secret`, and with which a
/// line says so of the next.
final class Allowlist {
    private static final String PRAGMA = "pragma:";

    private Allowlist() {}

    static boolean allows(Line line) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.at(i) == 'p' && line.holds(i, PRAGMA)) {
                int after = i + PRAGMA.length();
                int list = line.at(after) == ' ' ? after + 1 : after;
                boolean known = line.holds(list, "allowlist") || line.holds(list, "whitelist");
                int secret = list + "allowlist".length();
                if (known && isSecret(line, secret) && comments(line, i, secret + 7, line.from() - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// @param line the one before, with the white space at its end
    static boolean allowsNext(Line line) {
        for (int i = line.from(); i < line.to(); i++) {
            if (line.at(i) == 'p' && line.holds(i, PRAGMA)) {
                int after = i + PRAGMA.length();
                int list = line.at(after) == ' ' ? after + 1 : after;
                int next = list + "allowlist".length();
                boolean known = line.holds(list, "allowlist")
                        && isBlankOrDash(line, next)
                        && line.holds(next + 1, "nextline")
                        && isSecret(line, next + 9);
                int first = line.from();
                while (isBlank(line, first)) {
                    first++;
                }
                if (known && comments(line, i, next + 16, first)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isSecret(Line line, int i) {
        return isBlankOrDash(line, i) && line.holds(i + 1, "secret");
    }

    private static boolean isBlankOrDash(Line line, int i) {
        return line.at(i) == ' ' || line.at(i) == '-';
    }

    private static boolean isBlank(Line line, int i) {
        return line.at(i) == ' ' || line.at(i) == '\t';
    }

    /// Whether a comment opens before the pragma and, where its syntax has an end, ends with the line.
    ///
    /// @param rest what follows the pragma
    /// @param opens where it must, or a place before the line where it need not
    private static boolean comments(Line line, int pragma, int rest, int opens) {
        int end = pragma;
        while (line.at(end - 1) == ' ') {
            end--;
        }
        int markup = end;
        while (isBlank(line, markup - 1) || line.at(markup - 1) == '#') {
            markup--;
        }
        return opened(line, end, "#", opens)
                || opened(line, end, "//", opens)
                || opened(line, end, "'", opens)
                || opened(line, end, "--", opens)
                || opened(line, end, "/*", opens) && closed(line, rest, "*/")
                || opened(line, markup, "<!--", opens) && closed(line, rest, "-->");
    }

    private static boolean opened(Line line, int end, String mark, int opens) {
        int start = end - mark.length();
        return line.holds(start, mark) && (opens < line.from() || start == opens);
    }

    /// Whether the mark is the last thing in the line but blanks.
    private static boolean closed(Line line, int rest, String mark) {
        int last = line.to();
        while (isBlank(line, last - 1)) {
            last--;
        }
        int start = last - mark.length();
        return start >= rest && line.holds(start, mark);
    }
}

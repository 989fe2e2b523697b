package olmoe.filters.rule.cleaner;

import olmoe.filters.rule.WhiteSpace;

/// Blank lines of a cleaned text.
final class Lines {
    private Lines() {}

    /// Lines without white space at their ends, never two blank ones together, none at the start and the end.
    static String squeezed(String text) {
        StringBuilder squeezed = new StringBuilder(text.length());
        int blank = 0;
        for (String line : text.split("\n", -1)) {
            String stripped = WhiteSpace.stripTrailing(line);
            if (stripped.isEmpty()) {
                blank++;
                continue;
            }
            if (squeezed.length() > 0) {
                squeezed.append(blank > 0 ? "\n\n" : "\n");
            }
            squeezed.append(stripped);
            blank = 0;
        }
        return squeezed.toString();
    }
}

package olmoe.release.metadata;

import olmoe.release.card.Measured;

/// CITATION.cff, version 1.2.0 of its format.
public final class Citation {
    private Citation() {}

    public static final String PATH = "CITATION.cff";

    public static String of(Measured measured) {
        String name = measured.recipeFigures().at("name").text();
        StringBuilder text = new StringBuilder("cff-version: 1.2.0\n");
        line(text, "message", "If you use this release, please cite it with its version and digest.");
        line(text, "type", "dataset");
        line(text, "title", name);
        line(text, "version", measured.recipeFigures().at("version").text());
        text.append("authors:\n  - name: ")
                .append(quoted(measured.fact("provider.name")))
                .append('\n');
        String date = measured.fact("publication.date");
        if (isDate(date)) {
            text.append("date-released: ").append(date).append('\n');
        }
        String url = measured.fact("publication.url");
        if (isAddress(url)) {
            line(text, "url", url);
        }
        text.append("identifiers:\n  - type: other\n    value: ")
                .append(quoted("sha256:" + measured.digest()))
                .append("\n    description: \"digest of the content\"\n");
        return text.toString();
    }

    /// Facts are free text; only what has this form goes where a format asks for a date.
    static boolean isDate(String fact) {
        return fact.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    }

    static boolean isAddress(String fact) {
        return fact.matches("https?://.*");
    }

    private static void line(StringBuilder text, String key, String value) {
        text.append(key).append(": ").append(quoted(value)).append('\n');
    }

    /// A double-quoted YAML scalar on one line.
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c < ' ' || c == 127) {
                quoted.append(' ');
            } else {
                quoted.append(c == '"' || c == '\\' ? "\\" : "").appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}

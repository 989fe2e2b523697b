package olmoe.release.card;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Markdown text with holes. `{{stats/schema}}` is the figure at that place of a measured document,
/// `{{@sources}}` a block that the caller renders. The words stand in the template and the figures in
/// the documents, so no template holds a number.
final class Template {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([^{}]+)}}");

    private final String name;
    private final String text;

    private Template(String name, String text) {
        this.name = name;
        this.text = text;
    }

    static Template named(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            return new Template(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /// Fills every hole. A figure that is not there is a `CheckException` naming its JSON pointer; a
    /// block that the template or the caller does not know is a mistake of ours.
    String render(Measured measured, Map<String, String> blocks) {
        TreeSet<String> unused = new TreeSet<>(blocks.keySet());
        StringBuilder rendered = new StringBuilder();
        Matcher hole = HOLE.matcher(text);
        int end = 0;
        while (hole.find()) {
            rendered.append(text, end, hole.start());
            end = hole.end();
            String key = hole.group(1);
            if (key.startsWith("@")) {
                String block = blocks.get(key.substring(1));
                if (block == null) {
                    throw new IllegalStateException(name + ": nobody renders " + key);
                }
                unused.remove(key.substring(1));
                rendered.append(block);
            } else {
                rendered.append(figure(measured, key));
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalStateException(name + " has no place for " + unused);
        }
        return rendered.append(text, end, text.length()).toString();
    }

    private String figure(Measured measured, String place) {
        String[] path = place.split("/");
        Figures figure = switch (path[0]) {
            case "recipe" -> measured.recipeFigures();
            case "stats" -> measured.statsFigures();
            case "training" -> measured.trainingFigures();
            case "validation" -> measured.validationFigures();
            default -> throw new IllegalStateException(name + ": no document " + place);
        };
        for (int i = 1; i < path.length; i++) {
            figure = figure.at(path[i]);
        }
        return value(figure);
    }

    /// A figure by its type: a count in groups, a measure with four decimals, a text escaped.
    static String value(Figures figure) {
        JsonNode node = figure.node();
        if (node.isIntegralNumber()) {
            return Numbers.count(node.longValue());
        }
        if (node.isNumber()) {
            return Numbers.fixed(figure.number(), 4);
        }
        return node.isBoolean() ? (node.booleanValue() ? "yes" : "no") : Markdown.text(figure.text());
    }
}

package olmoe.filters.rule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import olmoe.filters.Catalogue;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.Verdict;
import olmoe.tokenizer.text.TextView;

/// Short forms for tests of rules.
public final class Rules {
    private Rules() {}

    /// The catalogue's rule with its defaults.
    public static Step rule(String name) {
        return rule(name, Map.of());
    }

    public static Step rule(String name, Map<String, ?> settings) {
        return Catalogue.entry(name, "").step(Settings.of(settings));
    }

    /// The path of a new file that goes when the tests end.
    public static String file(String content) {
        try {
            Path file = Files.createTempFile("list", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(file, content).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Document document(String text) {
        return document(text, null);
    }

    public static Document document(String text, String url) {
        return new Document(new DocumentKey(0, 0), "", url, "", null, text, Map.of(), "{}");
    }

    public static Document withMetadata(String metadata) {
        return new Document(new DocumentKey(0, 0), "", null, "", null, "", Map.of(), metadata);
    }

    public static Steps.Applied apply(Step rule, String text) {
        return Steps.apply(rule, document(text), TextView.of(text));
    }

    public static Verdict judge(Step rule, String text) {
        return apply(rule, text).verdict();
    }

    public static boolean keeps(Step rule, String text) {
        return judge(rule, text) instanceof Verdict.Keep;
    }

    /// The reason of a drop, or `keep`.
    public static String reason(Step rule, String text) {
        return judge(rule, text) instanceof Verdict.Drop drop ? drop.reason() : "keep";
    }

    public static double value(Step rule, String text, String name) {
        return ((Number) judge(rule, text).values().get(name)).doubleValue();
    }

    /// The text that an edit leaves.
    public static String edited(Step rule, String text) {
        return apply(rule, text).document().text();
    }
}

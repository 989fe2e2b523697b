package olmoe.filters.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import olmoe.filters.Attribute;
import olmoe.filters.Catalogue;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `olmoe filter explain`.
@Command(
        name = "explain",
        description =
                "Says what a rule does, where it comes from, its settings with their defaults, and how to use it.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "a rule, see filter list")
    private String name;

    @Override
    public Integer call() {
        Catalogue.Entry entry = Catalogue.entry(name, "");
        System.out.println(entry.name());
        line(does(entry.kind()), entry.summary());
        line("source", entry.source());
        entry.limits().forEach((key, value) -> line("setting", key + ": " + value));
        attributes(entry);
        line(entry.onTokens() ? "token-steps" : "steps", "- " + recipe(entry));
        return 0;
    }

    static String does(Catalogue.Kind kind) {
        return switch (kind) {
            case JUDGE, TOKENS -> "drops";
            case EDIT -> "changes";
            case ANNOTATE -> "measures";
        };
    }

    /// Those of a rule that can be made without a file; of others nothing is said.
    private static void attributes(Catalogue.Entry entry) {
        if (entry.onTokens() || needsFile(entry)) {
            return;
        }
        Step step = entry.step(Settings.none());
        if (!step.requires().isEmpty()) {
            line("needs", String.join(", ", step.requires()) + ", from a rule before it");
        }
        List<String> provides = step.provides().stream().map(Attribute::name).toList();
        if (!provides.isEmpty()) {
            line("gives", String.join(", ", provides));
        }
    }

    private static boolean needsFile(Catalogue.Entry entry) {
        try {
            entry.step(Settings.none());
            return false;
        } catch (ConfigurationException e) {
            return true;
        }
    }

    /// As a recipe has it, with the files that it cannot do without.
    private static String recipe(Catalogue.Entry entry) {
        String name = entry.name();
        if (name.equals("language")) {
            return "language: {keep: [en]}";
        }
        if (name.startsWith("mask/")) {
            return name.replace("/", ": ");
        }
        String files = entry.limits().entrySet().stream()
                .filter(limit -> String.valueOf(limit.getValue()).matches("an? .*"))
                .map(limit -> ", " + limit.getKey() + ": {path: …, sha256: …}")
                .collect(Collectors.joining());
        return files.isEmpty() ? "filter: " + name : "filter: {use: " + name + files + "}";
    }

    private static void line(String what, String text) {
        System.out.println("  " + what + " ".repeat(13 - what.length()) + text);
    }
}

package olmoe.filters.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import olmoe.filters.Catalogue;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe filter run`.
@Command(
        name = "run",
        description = {
            "Reads lines {\"id\",\"text\",\"source\",\"url\",\"metadata\"} and writes those that every rule keeps,",
            "as they came, with the text that the rules leave. Only text must be there. Rules run in the order given."
        },
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "rules, see filter list")
    private List<String> names;

    @Option(names = "--all", description = "measures every rule on every document, also after a drop")
    private boolean all;

    @Option(names = "--verdicts", paramLabel = "FILE", description = "one line a document and rule")
    private Path verdicts;

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "a tokenizer.json, for rules on tokens")
    private Path tokenizer;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting of the rule as a recipe would have it, lists with commas, files as paths; with"
                    + " several rules RULE:KEY=VALUE")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "the same as --set model=FILE")
    private String model;

    @Override
    public Integer call() throws IOException {
        List<NamedRule> rules = rules();
        OutputStream kept = new BufferedOutputStream(System.out, 1 << 16);
        if (verdicts == null) {
            run(rules, kept, OutputStream.nullOutputStream());
        } else {
            writeVerdicts(rules, kept);
        }
        return 0;
    }

    private void run(List<NamedRule> rules, OutputStream kept, OutputStream rows) throws IOException {
        FilterRun run = new FilterRun(rules, all, kept, new VerdictLines(rows));
        run.read(System.in);
        kept.flush();
        run.summary().forEach(System.err::println);
    }

    private void writeVerdicts(List<NamedRule> rules, OutputStream kept) throws IOException {
        Path file = verdicts.toAbsolutePath();
        if (!Files.isDirectory(file.getParent()) || Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ConfigurationException("--verdicts: expected a file in an existing folder, found " + verdicts);
        }
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
        try {
            try (OutputStream rows = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                run(rules, kept, rows);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private List<NamedRule> rules() throws IOException {
        List<Catalogue.Entry> entries = new ArrayList<>();
        for (String name : names) {
            entries.add(Catalogue.entry(name, ""));
        }
        Encoder encoder = null;
        if (entries.stream().anyMatch(Catalogue.Entry::onTokens)) {
            if (tokenizer == null) {
                throw new ConfigurationException(
                        "--tokenizer: expected a tokenizer.json for rules on tokens, found none");
            }
            encoder = Tokenizer.read(tokenizer).encoder();
        }
        if (model != null) {
            settings.add("model=" + model);
        }
        GivenSettings given = new GivenSettings(names, settings);
        List<NamedRule> rules = new ArrayList<>();
        Set<String> provided = new HashSet<>();
        for (Catalogue.Entry entry : entries) {
            rules.add(
                    entry.onTokens()
                            ? onTokens(entry, given.of(entry.name()), encoder)
                            : onText(entry, given.of(entry.name()), provided));
        }
        return rules;
    }

    /// @param provided attributes that the rules before give; this one's are added
    private static NamedRule onText(Catalogue.Entry entry, Settings settings, Set<String> provided) {
        Step step = entry.step(settings);
        if (!provided.containsAll(step.requires())) {
            throw new ConfigurationException(
                    entry.name() + ": needs the attributes " + step.requires() + ", which no rule before it gives");
        }
        step.provides().forEach(attribute -> provided.add(attribute.name()));
        return new NamedRule(entry.name(), (document, text) -> Steps.apply(step, document, text));
    }

    private static NamedRule onTokens(Catalogue.Entry entry, Settings settings, Encoder encoder) {
        TokenJudge judge = entry.tokenJudge(settings);
        return new NamedRule(
                entry.name(),
                (document, text) -> new Steps.Applied(document, judge.judge(encoder.encode(text.text()))));
    }
}

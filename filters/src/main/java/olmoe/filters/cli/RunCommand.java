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
import olmoe.filters.InOrder;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Settings;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
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

    @Option(
            names = "--sidecar",
            paramLabel = "FILE",
            description = "what the rules measured, a line a document, as dolma's attributes; implies --all")
    private Path sidecar;

    @Option(
            names = "--experiment",
            paramLabel = "NAME",
            description = "before the names in --sidecar (default: ${DEFAULT-VALUE})")
    private String experiment = "olmoe";

    @Option(names = "--tokenizer", paramLabel = "FILE", description = "a tokenizer.json for all rules that take one")
    private Path tokenizer;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "a setting of the rule as a recipe would have it, lists with commas, files as paths; with"
                    + " several rules RULE:KEY=VALUE")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--model", paramLabel = "FILE", description = "a model for all rules that take one")
    private Path model;

    @Option(
            names = "--in-order",
            paramLabel = "SEED",
            description = "rules that choose among documents draw for one after the other, as the program that they"
                    + " reproduce does with this seed, and not by the document")
    private Long seed;

    private boolean draws;

    @Override
    public Integer call() throws IOException {
        List<NamedRule> rules = rules();
        OutputStream kept = new BufferedOutputStream(System.out, 1 << 16);
        writing("--verdicts", verdicts, rows -> writing("--sidecar", sidecar, lines -> run(rules, kept, rows, lines)));
        return 0;
    }

    private void run(List<NamedRule> rules, OutputStream kept, OutputStream rows, OutputStream lines)
            throws IOException {
        SidecarLines beside = sidecar == null ? null : new SidecarLines(lines, experiment);
        FilterRun run = new FilterRun(rules, all || beside != null, kept, new VerdictLines(rows), beside);
        run.read(System.in);
        kept.flush();
        run.summary().forEach(System.err::println);
    }

    private interface Work {
        void to(OutputStream out) throws IOException;
    }

    /// Does work that writes a file, which appears when the work is done; without a file it writes nowhere.
    private static void writing(String option, Path wanted, Work work) throws IOException {
        if (wanted == null) {
            work.to(OutputStream.nullOutputStream());
            return;
        }
        Path file = wanted.toAbsolutePath();
        if (!Files.isDirectory(file.getParent()) || Files.exists(file) && !Files.isRegularFile(file)) {
            throw new ConfigurationException(option + ": expected a file in an existing folder, found " + wanted);
        }
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                work.to(out);
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
        GivenSettings given = new GivenSettings(names, settings);
        file("model", model, entries, given);
        boolean onTokens = entries.stream().anyMatch(Catalogue.Entry::onTokens);
        if (onTokens && tokenizer == null) {
            throw new ConfigurationException("--tokenizer: expected a tokenizer.json for rules on tokens, found none");
        }
        if (!onTokens || entries.stream().anyMatch(entry -> has(entry, "tokenizer"))) {
            file("tokenizer", tokenizer, entries, given);
        }
        Encoder encoder = onTokens ? Tokenizer.read(tokenizer).encoder() : null;
        List<NamedRule> rules = new ArrayList<>();
        Set<String> provided = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            Settings own = given.of(names.get(i));
            rules.add(
                    entries.get(i).onTokens()
                            ? onTokens(entries.get(i), own, encoder)
                            : onText(entries.get(i), own, provided));
        }
        if (seed != null && !draws) {
            throw new ConfigurationException("--in-order: none of these rules draws, found " + names);
        }
        return rules;
    }

    /// Gives a file to every rule that takes it.
    private void file(String key, Path file, List<Catalogue.Entry> entries, GivenSettings given) {
        if (file == null) {
            return;
        }
        if (entries.stream().noneMatch(entry -> has(entry, key))) {
            throw new ConfigurationException("--" + key + ": none of these rules takes one, found " + file);
        }
        for (int i = 0; i < names.size(); i++) {
            if (has(entries.get(i), key)) {
                given.add(names.get(i), key, file.toString());
            }
        }
    }

    private static boolean has(Catalogue.Entry entry, String key) {
        return entry.limits().containsKey(key);
    }

    /// @param provided attributes that the rules before give; this one's are added
    private NamedRule onText(Catalogue.Entry entry, Settings settings, Set<String> provided) {
        Step step = drawing(entry.step(settings));
        if (!provided.containsAll(step.requires())) {
            throw new ConfigurationException(
                    entry.name() + ": needs the attributes " + step.requires() + ", which no rule before it gives");
        }
        step.provides().forEach(attribute -> provided.add(attribute.name()));
        return new NamedRule(entry.name(), (document, text) -> Steps.apply(step, document, text));
    }

    private Step drawing(Step step) {
        if (seed == null || !(step instanceof InOrder rule)) {
            return step;
        }
        if (seed < 0) {
            throw new ConfigurationException("--in-order: expected a seed from 0 on, found " + seed);
        }
        draws = true;
        return rule.inOrder(seed);
    }

    private static NamedRule onTokens(Catalogue.Entry entry, Settings settings, Encoder encoder) {
        TokenJudge judge = entry.tokenJudge(settings);
        return new NamedRule(
                entry.name(), (document, text) -> new Steps.Applied(document, judge.judge(ids(encoder, text))));
    }

    private static int[] ids(Encoder encoder, TextView text) {
        try {
            return encoder.encode(text.text());
        } catch (IllegalArgumentException e) {
            throw new RejectedDocumentException("unpaired surrogate", e);
        }
    }
}

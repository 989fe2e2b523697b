package olmoe.pipelines;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.dedup.bloom.Decision;
import olmoe.filters.Annotate;
import olmoe.filters.Document;
import olmoe.filters.Edit;
import olmoe.filters.Outcome;
import olmoe.filters.RejectedDocumentException;
import olmoe.filters.Step;
import olmoe.filters.Steps;
import olmoe.filters.TokenJudge;
import olmoe.filters.Verdict;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Format;
import olmoe.pipelines.io.HashingChannel;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.pipelines.io.RecordSink;
import olmoe.pipelines.io.Sidecars;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.TableReader;
import olmoe.release.recipe.Source;
import olmoe.release.recipe.TokensPlan;
import olmoe.tokenizer.TokenIds;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;

/// Says what became of a document and why: its ledger row or its place in the data, and every step run
/// again on the input record with every value measured. Without the input it says so and leaves it at
/// the ledger.
public final class Explain {
    /// Characters of a text that are shown.
    private static final int BEGINNING = 160;

    private static final String TABLE = ".parquet";

    private final Path corpus;
    private final PrintStream out;
    private final CorpusPlan plan;
    private Block block; // of the record that was read last

    /// @param corpus folder with a manifest
    public Explain(Path corpus, PrintStream out) throws IOException {
        this.corpus = corpus;
        this.out = out;
        Path recipe = corpus.resolve(CorpusBuild.RECIPE);
        if (!Files.isRegularFile(recipe)) {
            throw new ConfigurationException(
                    corpus + ": expected a corpus with " + CorpusBuild.RECIPE + ", found none");
        }
        this.plan = CorpusPlan.parse(
                Files.readString(recipe, StandardCharsets.UTF_8),
                new Places(corpus.toAbsolutePath().normalize().toString()));
    }

    /// What the corpus says of one record.
    private record Found(String key, String url, String file, Ledger.Entry ledger) {}

    /// @param wanted a document key or a URL; a URL may stand for several documents
    /// @throws CheckException where the corpus knows no such document
    public void explain(String wanted) throws IOException {
        List<Found> found = find(corpus, wanted);
        if (found.isEmpty()) {
            throw new CheckException("no document of this corpus has the key or URL " + wanted);
        }
        for (Found document : found) {
            explain(document);
        }
    }

    /// @param folder a corpus or a release
    private static List<Found> find(Path folder, String wanted) throws IOException {
        List<Found> found = new ArrayList<>();
        Set<String> elsewhere = new HashSet<>(); // places of parts, `source/part`, that the index rules out
        List<String> tables = tables(folder);
        for (String file : tables) {
            if (file.startsWith("ledger/")) {
                String place = file.substring("ledger/".length(), file.length() - TABLE.length());
                if (!mayHold(folder, place, wanted)) {
                    elsewhere.add(place);
                    continue;
                }
                for (Ledger.Entry entry : Ledger.read(FileChannel.open(folder.resolve(file)), file)) {
                    if (wanted.equals(entry.key()) || wanted.equals(entry.url())) {
                        found.add(new Found(entry.key(), entry.url(), file, entry));
                    }
                }
            }
        }
        for (String file : tables) {
            if (file.startsWith("data/") && !elsewhere.contains(place(file))) {
                try (TableReader table = new TableReader(FileChannel.open(folder.resolve(file)), file, "key", "url")) {
                    for (Object[] row = table.next(); row != null; row = table.next()) {
                        if (wanted.equals(row[0]) || wanted.equals(row[1])) {
                            found.add(new Found((String) row[0], (String) row[1], file, null));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static List<String> tables(Path folder) throws IOException {
        Stream<String> paths = EarlierCorpus.isRelease(folder)
                ? ReleaseIndex.read(folder).files().stream().map(ReleaseIndex.Listed::path)
                : Manifest.read(folder).files().stream().map(Manifest.Entry::path);
        return paths.filter(path -> path.endsWith(TABLE)).toList();
    }

    /// Where there is no index, every part may.
    private static boolean mayHold(Path folder, String place, String wanted) throws IOException {
        Path keys = folder.resolve(PartWriter.FOLDER + "/" + place + PartWriter.KEYS);
        return !Files.isRegularFile(keys) || KeyIndex.mayHold(keys, wanted);
    }

    /// `source/part` of `data/source/split/part.parquet`, or of one of a part's several shards.
    private static String place(String data) {
        String[] names = data.split("/");
        String part = TokensPlan.partOf(names[3].substring(0, names[3].length() - TABLE.length()));
        return names[1] + "/" + part;
    }

    private void explain(Found found) throws IOException {
        out.println("document " + found.key() + (found.url() == null ? "" : "  " + found.url()));
        Ledger.Entry entry = found.ledger();
        if (entry == null) {
            out.println("kept, in " + found.file());
        } else {
            out.println(entry.outcome() + " by " + entry.step() + ": " + entry.reason() + amounts(entry) + ", row "
                    + entry.row() + " of part " + entry.part());
            if (entry.keptKey() != null) {
                out.println("duplicate of " + entry.matchedKey() + ", similarity " + number(entry.similarity())
                        + "; the document that stays is " + entry.keptKey());
            }
        }
        if (found.key() == null) {
            out.println();
            return;
        }
        try {
            Document document = input(found);
            if (document == null) {
                out.println("the input has changed: it no longer holds this document");
            } else {
                rerun(document, entry);
            }
        } catch (FileNotFoundException | NoSuchFileException e) {
            out.println("the input is not here, so the steps cannot be run again: " + e.getMessage());
        }
        out.println();
    }

    private static String amounts(Ledger.Entry entry) {
        if (entry.value() == null) {
            return "";
        }
        return " " + number(entry.value()) + (entry.limit() == null ? "" : " against " + number(entry.limit()));
    }

    /// The record as it was read, from the input file that the part is named after.
    private Document input(Found found) throws IOException {
        String source = found.file().split("/")[1];
        Path run = corpus.resolve(CorpusBuild.RUN);
        if (!Files.isRegularFile(run)) {
            throw new NoSuchFileException(run.toString());
        }
        String relative = CanonicalJson.read(run).get("inputs").textValue();
        Inputs inputs = Inputs.of(
                relative.contains("://") ? relative : corpus.resolve(relative).toString());
        Source declared = plan.recipe().sources().get(plan.priority(source));
        for (String path : inputs.files(declared).keySet()) {
            for (Block block : plan.blocks(declared, path, inputs)) {
                if (found.file().contains("/" + block.part() + ".")) {
                    this.block = block;
                    return read(block, inputs, found.key());
                }
            }
        }
        return null;
    }

    private Document read(Block block, Inputs inputs, String key) throws IOException {
        RecordSink sink = new RecordSink() {
            @Override
            public void document(Document document) throws IOException {
                if (document.key().toString().equals(key)) {
                    throw new Reached(document);
                }
            }

            @Override
            public void rejected(String reason, long position) {}

            @Override
            public void other(String kind) {}
        };
        try (HashingChannel in = new HashingChannel(inputs.open(block));
                Sidecars sidecars = plan.sidecars(block, inputs)) {
            Format.read(in, plan.reading(block, inputs, sidecars), sink);
        } catch (Reached e) {
            return e.document;
        }
        return null;
    }

    /// Ends the reading of an input at the wanted document.
    private static final class Reached extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Document document;

        Reached(Document document) {
            super("reached", null);
            this.document = document;
        }
    }

    private void rerun(Document document, Ledger.Entry left) throws IOException {
        out.println();
        for (RefinePhase phase : plan.refinements()) {
            for (int ordinal : phase.matched()) {
                String name = plan.stepName(ordinal);
                boolean dropped = left != null
                        && left.phase() == phase.before().number()
                        && left.step().equals(name);
                if (dropped) {
                    line(name, "dropped: " + left.reason() + amounts(left), Map.of());
                    beginnings(document, left, phase);
                    return;
                }
                if (phase.before().sequential() != null) {
                    document = withoutCuts(document, phase);
                } else {
                    line(name, "kept", Map.of());
                }
            }
            for (Steps.Selected selected : phase.steps().steps()) {
                if (!selected.sees(document)) {
                    continue;
                }
                document = run(selected.step(), document);
                if (document == null) {
                    return;
                }
            }
        }
        if (!plan.tokenSteps().isEmpty()) {
            Tokenizer tokenizer = Tokenizer.read(corpus.resolve(Write.TOKENIZER));
            TokenIds ids = new TokenIds();
            tokenizer.encoder().encodeDocument(document.text(), ids);
            for (TokenJudge step : plan.tokenSteps()) {
                verdict(step.name(), step.judge(ids.toArray()));
            }
        }
    }

    /// Takes from a text what the sequential step before a phase has taken, and says how much.
    private Document withoutCuts(Document document, RefinePhase phase) throws IOException {
        String name = phase.before().sequential().name();
        Places places = new Places(corpus.toAbsolutePath().normalize().toString());
        try {
            Rows rows = PartState.read(places, plan, phase.index() - 1, block).rows();
            for (int i = 0; i < rows.size(); i++) {
                if (rows.key(i).equals(document.key())) {
                    List<Decision.Cut> cuts =
                            Cuts.read(places, phase.before(), block).of(rows.row(i));
                    String left = new Decision(false, cuts, 0, 0).apply(document.text());
                    line(name, "kept, " + cuts.size() + " passages cut", Map.of());
                    return document.withText(left);
                }
            }
            throw new IOException("no row of " + document.key());
        } catch (FileNotFoundException | NoSuchFileException e) {
            line(name, "kept; what it cut is not here, so what follows is of the uncut text", Map.of());
            return document;
        }
    }

    /// How both texts of a pair begin, as the match saw them.
    private void beginnings(Document document, Ledger.Entry left, RefinePhase after) throws IOException {
        out.println("    begins    " + beginning(document.text()) + dated(document));
        if (left.matchedKey() == null) {
            return;
        }
        List<Found> found = find(corpus, left.matchedKey());
        if (found.isEmpty()) {
            out.println("    the other " + earlier(left.matchedKey()));
            return;
        }
        Document other = input(found.get(0));
        for (RefinePhase phase : plan.refinements().subList(0, after.index())) {
            if (other != null && phase.steps().run(other) instanceof Outcome.Kept kept) {
                other = kept.document();
            } else {
                other = null;
            }
        }
        out.println("    the other "
                + (other == null ? "is no longer in the input" : beginning(other.text()) + dated(other)));
    }

    /// What an earlier corpus or release says of a document of its own. The text of one that it dropped is not in a
    /// release: there its shingles are what a document is compared with.
    private String earlier(String key) throws IOException {
        Path recipe = corpus.resolve(CanonicalJson.read(corpus.resolve(CorpusBuild.RUN))
                .get("inputs")
                .textValue());
        for (String path : plan.recipe().against()) {
            Path folder = recipe.resolve(path).normalize();
            for (Found found : Files.isDirectory(folder) ? find(folder, key) : List.<Found>of()) {
                if (found.ledger() != null) {
                    return "was read for " + path + " and dropped there by "
                            + found.ledger().step() + ", " + found.file() + " row "
                            + found.ledger().row()
                            + "; its keys are there, its text is not";
                }
                try (TableReader table =
                        new TableReader(FileChannel.open(folder.resolve(found.file())), found.file(), "key", "text")) {
                    Object[] row = table.next();
                    while (!key.equals(row[0])) {
                        row = table.next();
                    }
                    return "is in " + path + ", " + found.file() + ": " + beginning((String) row[1]);
                }
            }
        }
        return "is in an earlier corpus that is not here: "
                + String.join(", ", plan.recipe().against());
    }

    /// What decided which of the two stays, where dates do.
    private String dated(Document document) {
        if (plan.dates() == null) {
            return "";
        }
        boolean readable = plan.dates().place(document) != SurvivalDates.NONE;
        return readable ? ", dated " + plan.dates().stated(document).asText() : ", without a date";
    }

    private static String beginning(String text) {
        StringBuilder begin = new StringBuilder();
        int[] points = text.codePoints().limit(BEGINNING + 1L).toArray();
        for (int i = 0; i < Math.min(points.length, BEGINNING); i++) {
            begin.appendCodePoint(points[i] < ' ' ? ' ' : points[i]);
        }
        return begin + (points.length > BEGINNING ? " …" : "");
    }

    /// Runs a step and prints what it says; null where it takes the document out of the run.
    private Document run(Step step, Document document) {
        try {
            Steps.Applied applied = Steps.apply(step, document, TextView.of(document.text()));
            if (step instanceof Edit && applied.verdict() instanceof Verdict.Keep) {
                int before = document.page() == null
                        ? document.text().length()
                        : document.page().body().length;
                String lengths = before + " to " + applied.document().text().length() + " characters";
                line(step.name(), lengths, applied.verdict().values());
            } else if (step instanceof Annotate) {
                line(step.name(), "measured", applied.verdict().values());
            } else {
                verdict(step.name(), applied.verdict());
            }
            return applied.verdict() instanceof Verdict.Drop ? null : applied.document();
        } catch (RejectedDocumentException e) {
            line(step.name(), "rejected: " + e.getMessage(), Map.of());
            return null;
        }
    }

    private void verdict(String name, Verdict verdict) {
        String outcome = "kept";
        if (verdict instanceof Verdict.Drop) {
            Verdict.Drop drop = (Verdict.Drop) verdict;
            outcome = "dropped: " + drop.reason() + " " + number(drop.value()) + " against " + number(drop.limit());
        }
        line(name, outcome, verdict.values());
    }

    private void line(String step, String outcome, Map<String, Object> values) {
        out.println(step + ": " + outcome);
        new TreeMap<>(values).forEach((name, value) -> {
            out.println("    " + name + " = " + (value instanceof Double ? number((Double) value) : value));
        });
    }

    private static String number(double value) {
        return CanonicalJson.number(value);
    }
}

package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.KillPoint;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;
import org.apache.beam.sdk.Pipeline;

/// Drives the jobs of one corpus in order. What is complete is not done again: a job gets only the
/// parts whose commit record is missing or of something else.
public final class CorpusBuild {
    static final String RECIPE = "recipe.resolved.json";

    /// Where this run's inputs are, seen from the corpus folder; for explaining, not for the release.
    static final String RUN = "work/run.json";

    static final String STATS = "stats/stats.json";
    private static final String ORDER = "tokens/" + TrainingOrder.ORDER_FILE;
    private static final String INDICES = "tokens/" + TrainingOrder.INDICES_FILE;

    private final CorpusPlan plan;
    private final Recipe recipe;
    private final Inputs inputs;
    private final Places places;
    private final Jobs jobs;
    private final Progress progress;
    private final List<EarlierCorpus> earlier = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();
    private final TreeSet<String> resources = new TreeSet<>();

    /// @param inputs what the recipe's patterns are relative to
    /// @param places folder of the corpus
    public CorpusBuild(CorpusPlan plan, Inputs inputs, Places places, Jobs jobs) {
        this.plan = plan;
        this.recipe = plan.recipe();
        this.inputs = inputs;
        this.places = places;
        this.jobs = jobs;
        this.progress = new Progress(System.err);
    }

    /// Makes the corpus, or what is missing of it.
    ///
    /// @throws IllegalStateException where a sum does not hold or too much of a source was rejected
    public void run() throws IOException {
        SortedMap<String, String> made = recipe.inputs(
                inputs::files,
                "sources",
                "split-size",
                "window",
                "steps",
                "split",
                "tokenizer",
                "token-steps",
                "tokens",
                "mix",
                "seed");
        if (recipe.survivors() != null) {
            made.putAll(recipe.inputs("survivors"));
        }
        for (Source source : recipe.sources()) {
            if (!source.attributes().isEmpty()) {
                made.put("attributes." + source.name(), Source.digest(inputs.sidecars(source)));
            }
        }
        earlier.addAll(EarlierCorpus.of(plan));
        for (int i = 0; i < earlier.size(); i++) {
            made.put("against." + i, earlier.get(i).digest());
        }
        if (places.size(Manifest.NAME) >= 0
                && Manifest.parse(json(Manifest.NAME), Manifest.NAME).inputs().equals(made)) {
            progress.say(
                    "nothing to do, " + places.root() + "/" + Manifest.NAME + " is of this recipe and these inputs");
            return;
        }
        jobs.checkReadable(inputs);
        jobs.checkShared(places);
        for (EarlierCorpus corpus : earlier) {
            corpus.check(plan);
        }
        places.delete(Manifest.NAME);
        resources.addAll(plan.resources().store(places));
        cut();
        for (RefinePhase phase : plan.refinements()) {
            refine(phase);
            if (phase.index() < plan.matches().size()) {
                match(plan.matches().get(phase.index()));
            }
        }
        String tokenizer = new TokenizerStage(plan, places, progress).run(blocks);
        write(tokenizer);
        publish(made);
    }

    private void cut() throws IOException {
        for (Source source : recipe.sources()) {
            for (String path : inputs.files(source).keySet()) {
                blocks.addAll(plan.blocks(source, path, inputs));
            }
        }
        progress.say(blocks.size() + " parts from " + recipe.sources().size() + " sources");
    }

    private void refine(RefinePhase phase) throws IOException {
        Map<Block, String> digests = new HashMap<>();
        for (Block block : blocks) {
            digests.put(block, refinedDigest(phase, block));
        }
        PhaseProgress.Completed completed =
                block -> completed(phase.path(block), digests.get(block), phase.first() ? block : null);
        List<Block> missing = missing(completed);
        run(
                "refine " + phase.index(),
                missing,
                completed,
                pipeline ->
                        Refine.build(pipeline, missing, new Refine.RefinePart(plan, phase.index(), places, inputs)));
        Map<String, Accounting> sources = new LinkedHashMap<>();
        for (Block block : blocks) {
            Accounting part =
                    Accounting.parse(commit(phase.path(block)).counts().get("steps"));
            sources.computeIfAbsent(block.source(), s -> new Accounting()).add(part);
        }
        for (Source source : recipe.sources()) {
            checkRejects(phase, source, sources.get(source.name()));
        }
    }

    private String refinedDigest(RefinePhase phase, Block block) throws IOException {
        if (phase.first()) {
            return new PlanDigests(plan).first(block.source());
        }
        return new PlanDigests(plan)
                .later(
                        phase,
                        commit(plan.refinements().get(phase.index() - 1).path(block)),
                        commit(phase.before().path(block)));
    }

    private void checkRejects(RefinePhase phase, Source source, Accounting accounting) throws IOException {
        Accounting.Counts reading = accounting.at(Accounting.READING);
        long rejected = 0;
        TreeMap<String, Long> reasons = new TreeMap<>();
        for (Accounting.Counts counts : accounting.steps().values()) {
            rejected += counts.rejected();
            if (counts.rejected() > 0) {
                counts.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
            }
        }
        if (rejected > source.maxRejectShare() * reading.read() && rejected > 0 && reading.read() > 0) {
            throw new IllegalStateException("source " + source.name() + ": " + rejected + " of " + reading.read()
                    + " records rejected, more than max-reject-share " + source.maxRejectShare() + " allows; reasons "
                    + reasons + ", the first in " + firstReject(phase, source));
        }
    }

    /// `input/a.warc.gz: damaged-warc at 977`, and the ledger where the others stand.
    private String firstReject(RefinePhase phase, Source source) throws IOException {
        for (Block block : blocks) {
            String ledger = phase.path(block) + PartState.LEDGER;
            if (block.source().equals(source.name())) {
                for (Ledger.Entry entry : Ledger.read(places.open(ledger), ledger)) {
                    if (entry.outcome().equals(Ledger.REJECTED)) {
                        String at = entry.value() == null
                                ? ""
                                : " at " + entry.value().longValue();
                        return block.path() + ": " + entry.reason() + at + "; all in " + phase.folder() + "/"
                                + source.name() + "/*" + PartState.LEDGER;
                    }
                }
            }
        }
        throw new IllegalStateException("source " + source.name() + " has rejects but no ledger row of one");
    }

    private void match(MatchPhase phase) throws IOException {
        List<Commit> before = new ArrayList<>();
        for (Block block : blocks) {
            before.add(commit(plan.refinements().get(phase.index()).path(block)));
        }
        if (plan.dates() != null && phase.sequential() == null) {
            long undated = before.stream()
                    .mapToLong(part -> part.counts().get(SurvivalDates.UNDATED).longValue())
                    .sum();
            progress.say("match " + phase.index() + ": the " + plan.dates().first() + " of a source stays; " + undated
                    + " documents have no date that can be read and come last");
        }
        String digest = new PlanDigests(plan).match(phase, before, earlier);
        PhaseProgress.Completed completed = block -> completed(phase.path(block), digest, null);
        MatchParts parts = new MatchParts(plan, phase.index(), blocks, places, earlier);
        // one missing part or another corpus can change every group
        List<Block> all = missing(completed).isEmpty() ? List.of() : blocks;
        run("match " + phase.index(), all, completed, pipeline -> Match.build(pipeline, parts, digest));
        if (!all.isEmpty() || places.size(phase.clusters()) < 0) {
            new Chains(parts, blocks).write();
        }
        if (phase.sequential() != null) {
            JsonNode counts = commit(phase.path(blocks.get(0))).counts();
            for (JsonNode shard :
                    counts.get(Integer.toString(phase.ordinals().get(0))).get(phase.figures())) {
                progress.say(phase.sequential().name() + ", "
                        + ShardFigures.parse(shard).line());
            }
        }
    }

    private void write(String tokenizerSha256) throws IOException {
        Map<Block, String> digests = new HashMap<>();
        for (Block block : blocks) {
            Commit last = commit(plan.lastRefinement().path(block));
            digests.put(block, new PlanDigests(plan).write(last, tokenizerSha256));
        }
        PhaseProgress.Completed completed = block -> completed(PartWriter.path(block), digests.get(block), null);
        List<Block> missing = missing(completed);
        run("write", missing, completed, pipeline -> Write.build(pipeline, missing, plan, places));
    }

    private List<Block> missing(PhaseProgress.Completed completed) throws IOException {
        List<Block> missing = new ArrayList<>();
        for (Block block : blocks) {
            if (completed.of(block).isEmpty()) {
                missing.add(block);
            }
        }
        return missing;
    }

    private void run(String name, List<Block> missing, PhaseProgress.Completed completed, Consumer<Pipeline> build)
            throws IOException {
        if (missing.isEmpty()) {
            progress.say(name + ": all " + blocks.size() + " parts are there");
            return;
        }
        if (missing.size() < blocks.size()) {
            progress.say(name + ": " + (blocks.size() - missing.size()) + " of " + blocks.size() + " parts are there");
        }
        progress.during(
                new PhaseProgress(name, plan::stepName, missing, completed),
                () -> jobs.run(name.replace(' ', '-'), build));
    }

    /// The record of a part that is there, of this digest, with all its files, and, for a first refinement, of the
    /// input as it is now.
    private Optional<PhaseProgress.Part> completed(String path, String digest, Block input) throws IOException {
        if (places.size(path + PartState.COMMIT) < 0) {
            return Optional.empty();
        }
        Commit commit = commit(path);
        if (!commit.digest().equals(digest)) {
            return Optional.empty();
        }
        if (input != null) {
            for (Commit.Input read : commit.inputs()) {
                if (read.modified() != inputs.modified(read.path()) || read.bytes() != inputs.size(read.path())) {
                    return Optional.empty();
                }
            }
        }
        for (Commit.File file : commit.files()) {
            if (places.size(file.path()) != file.bytes()) {
                return Optional.empty();
            }
        }
        return Optional.of(PhaseProgress.Part.of(commit));
    }

    private Commit commit(String path) throws IOException {
        return PartState.commit(places, path);
    }

    /// Order, figures, and last of all the manifest; leftovers of lost attempts go first.
    private void publish(SortedMap<String, String> made) throws IOException {
        Stats stats = new Stats(plan, places, blocks);
        places.write(RUN, CanonicalJson.bytes(CanonicalJson.object().put("inputs", inputs.from(places))));
        places.write(RECIPE, plan.recipeJson().getBytes(StandardCharsets.UTF_8));
        places.write(STATS, CanonicalJson.bytes(stats.json()));
        List<Manifest.Entry> files = new ArrayList<>();
        List<TrainingOrder.TokenFile> trained = new ArrayList<>();
        TreeSet<String> work = new TreeSet<>(resources);
        work.addAll(List.of(RUN, TokenizerStage.RECORD));
        Map<String, Integer> repeats = new HashMap<>();
        recipe.mix().forEach(mixed -> repeats.put(mixed.source(), mixed.repeat()));
        for (Block block : blocks) {
            Commit commit = commit(PartWriter.path(block));
            for (Commit.File file : commit.files()) {
                String role = file.path().substring(0, file.path().indexOf('/'));
                if (!role.equals("work")) {
                    files.add(new Manifest.Entry(file.path(), file.bytes(), file.sha256(), role));
                }
            }
            JsonNode train = commit.counts().get("splits").get(Split.TRAIN);
            if (train != null && repeats.containsKey(block.source())) {
                String folder = "tokens/" + block.source() + "/" + Split.TRAIN + "/";
                List<Long> windows = PartWriter.windowsOfShards(train);
                for (int i = 0; i < windows.size(); i++) {
                    if (windows.get(i) > 0) {
                        String path = folder + recipe.tokens().shardOf(block.part(), i) + TokenShardWriter.TOKENS;
                        trained.add(new TrainingOrder.TokenFile(path, windows.get(i), repeats.get(block.source())));
                    }
                }
            }
            work.addAll(workFiles(block));
        }
        plan.matches().forEach(phase -> work.add(phase.clusters()));
        order(trained);
        for (String path : List.of(RECIPE, STATS, ORDER, INDICES)) {
            files.add(entry(path));
        }
        for (Commit.File file : Commit.parse(places.read(TokenizerStage.RECORD), TokenizerStage.RECORD)
                .files()) {
            files.add(new Manifest.Entry(file.path(), file.bytes(), file.sha256(), "tokenizer"));
        }
        TreeSet<String> listed = new TreeSet<>();
        files.forEach(file -> listed.add(file.path()));
        int orphans = places.deleteAllBut("work", work);
        for (String part : List.of("data", "tokens", "ledger", "stats", "tokenizer")) {
            orphans += places.deleteAllBut(part, listed);
        }
        if (orphans > 0) {
            progress.say("deleted " + orphans + " files that earlier attempts left");
        }
        KillPoint.BEFORE_MANIFEST.reach();
        places.write(
                Manifest.NAME,
                Manifest.of("corpus", made, files, stats.counts()).bytes());
        progress.say(stats.line());
    }

    private List<String> workFiles(Block block) throws IOException {
        List<String> paths = new ArrayList<>();
        paths.add(PartWriter.path(block) + PartState.COMMIT);
        paths.add(PartWriter.path(block) + PartWriter.KEYS);
        for (RefinePhase phase : plan.refinements()) {
            addCommitted(paths, phase.path(block));
        }
        for (MatchPhase phase : plan.matches()) {
            addCommitted(paths, phase.path(block));
            paths.add(phase.path(block) + MatchPhase.KEPT);
        }
        return paths;
    }

    private void addCommitted(List<String> paths, String path) throws IOException {
        paths.add(path + PartState.COMMIT);
        commit(path).files().forEach(file -> paths.add(file.path()));
    }

    private void order(List<TrainingOrder.TokenFile> trained) throws IOException {
        Tokenizer tokenizer = Tokenizer.parse(places.read(Write.TOKENIZER), Write.TOKENIZER);
        int bytesPerId = TokenShardWriter.bytesPerId(tokenizer.size());
        TrainingOrder order = TrainingOrder.shuffled(recipe.seed(), recipe.window(), bytesPerId, trained);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        order.writeJson(json);
        places.write(ORDER, json.toByteArray());
        ByteArrayOutputStream indices = new ByteArrayOutputStream();
        order.writeIndices(indices);
        places.write(INDICES, indices.toByteArray());
    }

    private JsonNode json(String path) throws IOException {
        return CanonicalJson.read(places.read(path), path);
    }

    private Manifest.Entry entry(String path) throws IOException {
        byte[] bytes = places.read(path);
        // the recipe's copy holds sections that other stages read, and must not name this corpus
        String role = path.equals(RECIPE) ? Manifest.WITNESS : path.substring(0, path.indexOf('/'));
        return new Manifest.Entry(path, bytes.length, Sha256.of(bytes), role);
    }
}

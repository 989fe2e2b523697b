package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import olmoe.filters.Edit;
import olmoe.filters.Judge;
import olmoe.filters.Step;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Source;

/// The corpus' figures: the counts of all commit records, added up. One schema, versioned; whole
/// numbers only.
final class Stats {
    private static final List<String> SPLITS = List.of(Split.TRAIN, Split.VALIDATION);
    private static final List<String> PER_SPLIT =
            List.of("documents", "text-bytes", "tokens", "windows", "masked-windows", "tail-tokens");

    private final CorpusPlan plan;
    private final Map<String, Accounting> accounting = new LinkedHashMap<>();
    private final Map<String, ArrayNode> inputs = new LinkedHashMap<>();
    private final SortedMap<String, Long> perSplit = new TreeMap<>();
    private final SortedMap<String, Long> languages = new TreeMap<>();
    private final SortedMap<Integer, JsonNode> duplicates = new TreeMap<>();
    private final SortedMap<Integer, CutCounts> cuts = new TreeMap<>(); // by step
    private final SortedMap<Integer, ObjectNode> shards = new TreeMap<>(); // figures of theirs, by step
    private final OptOutCounts optOut = new OptOutCounts();
    private final long[] lengths = new long[LengthBins.COUNT];
    private final Samples samples = new Samples();
    private long modified; // of the input file that was added last

    Stats(CorpusPlan plan, Places places, List<Block> blocks) throws IOException {
        this.plan = plan;
        for (Source source : plan.recipe().sources()) {
            accounting.put(source.name(), new Accounting());
            inputs.put(source.name(), CanonicalJson.object().arrayNode());
        }
        for (Block block : blocks) {
            Accounting part = new Accounting();
            for (RefinePhase phase : plan.refinements()) {
                Commit commit = PartState.commit(places, phase.path(block));
                part.add(Accounting.parse(commit.counts().get("steps")));
                samples.addAll(commit.counts().get("samples"));
                if (phase.first()) {
                    addInput(block, commit);
                    optOut.add(commit.counts().get(OptOutCounts.FIELD));
                } else if (commit.counts().has(CutCounts.FIELD)) {
                    cuts.computeIfAbsent(phase.matched().get(0), step -> new CutCounts())
                            .add(commit.counts().get(CutCounts.FIELD));
                }
            }
            Commit written = PartState.commit(places, PartWriter.path(block));
            part.add(Accounting.parse(written.counts().get("steps")));
            part.check(block.part());
            accounting.get(block.source()).add(part);
            samples.addAll(written.counts().get("samples"));
            addWritten(block.source(), written.counts());
        }
        for (MatchPhase phase : plan.matches()) {
            if (phase.sequential() != null) {
                int step = phase.ordinals().get(0);
                JsonNode counts =
                        PartState.commit(places, phase.path(blocks.get(0))).counts();
                ObjectNode figures = CanonicalJson.object();
                figures.set(phase.figures(), counts.get(Integer.toString(step)).get(phase.figures()));
                shards.put(step, figures);
                continue;
            }
            JsonNode clusters = CanonicalJson.read(places.read(phase.clusters()), phase.clusters());
            phase.ordinals().forEach(ordinal -> duplicates.put(ordinal, clusters.get(Integer.toString(ordinal))));
        }
        accounting.forEach((source, sum) -> checkKept(source, sum));
    }

    private void addInput(Block block, Commit commit) {
        Accounting.Counts read = Accounting.parse(commit.counts().get("steps")).at(Accounting.READING);
        long others = 0;
        for (JsonNode count : commit.counts().get("other-records")) {
            others += count.longValue();
        }
        Commit.Input input = commit.inputs().get(0);
        ArrayNode files = inputs.get(block.source());
        if (block.index() == 0) {
            files.addObject()
                    .put("path", block.path())
                    .put("blocks", 0)
                    .put("bytes", input.bytes())
                    .put("sha256", input.sha256())
                    .put("records", 0L)
                    .put("other-records", 0L);
            modified = input.modified();
        }
        ObjectNode file = (ObjectNode) files.get(files.size() - 1);
        if (input.modified() != modified || input.bytes() != file.get("bytes").longValue()) {
            throw new IllegalStateException(block.path() + ": the file has changed between the reading of two blocks");
        }
        file.put("blocks", block.index() + 1)
                .put("records", file.get("records").longValue() + read.read())
                .put("other-records", file.get("other-records").longValue() + others);
        for (Commit.Input sidecar : commit.inputs().subList(1, commit.inputs().size())) {
            files.addObject()
                    .put("path", sidecar.path())
                    .put("blocks", 0)
                    .put("bytes", sidecar.bytes())
                    .put("sha256", sidecar.sha256())
                    .put("records", 0L)
                    .put("other-records", 0L);
        }
    }

    private void addWritten(String source, JsonNode counts) {
        for (Map.Entry<String, JsonNode> split : counts.get("splits").properties()) {
            for (String figure : PER_SPLIT) {
                perSplit.merge(
                        source + "/" + figure + "/" + split.getKey(),
                        split.getValue().get(figure).longValue(),
                        Long::sum);
            }
        }
        for (Map.Entry<String, JsonNode> language : counts.get("languages").properties()) {
            languages.merge(language.getKey(), language.getValue().longValue(), Long::sum);
        }
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] += counts.get("tokens-per-document").get(i).longValue();
        }
    }

    /// What was kept at the end is what lies in the shards.
    private void checkKept(String source, Accounting sum) {
        sum.check("source " + source);
        long shards = split(source, "documents", Split.TRAIN) + split(source, "documents", Split.VALIDATION);
        if (kept(sum) != shards) {
            throw new IllegalStateException(
                    "source " + source + ": kept " + kept(sum) + " documents, but the shards hold " + shards);
        }
    }

    private static long kept(Accounting sum) {
        return sum.steps().isEmpty() ? 0 : sum.at(sum.steps().lastKey()).kept();
    }

    private long split(String source, String figure, String split) {
        return perSplit.getOrDefault(source + "/" + figure + "/" + split, 0L);
    }

    ObjectNode json() {
        ObjectNode json = CanonicalJson.object().put("schema", 1);
        ObjectNode sources = json.putObject("sources");
        Accounting all = new Accounting();
        for (Source source : plan.recipe().sources()) {
            Accounting sum = accounting.get(source.name());
            all.add(sum);
            sources.set(source.name(), source(source, sum));
        }
        json.set("steps", steps(all));
        ObjectNode rejects = json.putObject("rejects");
        SortedMap<String, Long> reasons = new TreeMap<>();
        all.steps().values().stream()
                .filter(counts -> counts.rejected() > 0)
                .forEach(
                        counts -> counts.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum)));
        reasons.forEach(rejects::put);
        ArrayNode duplicateList = json.putArray("duplicates");
        duplicates.forEach((ordinal, clusters) -> {
            ObjectNode step = duplicateList.addObject().put("step", plan.stepName(ordinal));
            step.setAll((ObjectNode) clusters);
        });
        if (!cuts.isEmpty()) {
            ArrayNode cutList = json.putArray("cuts");
            cuts.forEach((ordinal, counts) -> {
                ObjectNode step = cutList.addObject().put("step", plan.stepName(ordinal));
                step.setAll(counts.json());
                step.setAll(shards.get(ordinal));
            });
        }
        ObjectNode languageCounts = json.putObject("languages");
        languages.forEach(languageCounts::put);
        ObjectNode histogram = json.putObject("tokens-per-document");
        ArrayNode bins = histogram.putArray("bins");
        ArrayNode counts = histogram.putArray("counts");
        for (int i = 0; i < lengths.length; i++) {
            bins.add(LengthBins.from(i));
            counts.add(lengths[i]);
        }
        json.set(OptOutCounts.FIELD, optOut.summary());
        json.set("samples", samples.json());
        return json;
    }

    private ObjectNode source(Source source, Accounting sum) {
        ObjectNode json = CanonicalJson.object();
        json.putObject("license")
                .put("spdx", source.license().spdx())
                .put("evidence", source.license().evidence());
        json.set("inputs", inputs.get(source.name()));
        long dropped = 0;
        long rejected = 0;
        for (Accounting.Counts counts : sum.steps().values()) {
            dropped += counts.dropped();
            rejected += counts.rejected();
        }
        json.put("read", sum.at(Accounting.READING).read())
                .put("kept", kept(sum))
                .put("dropped", dropped)
                .put("rejected", rejected);
        for (String figure : PER_SPLIT) {
            ObjectNode splits = json.putObject(figure);
            SPLITS.forEach(split -> splits.put(split, split(source.name(), figure, split)));
        }
        return json;
    }

    private ArrayNode steps(Accounting all) {
        ArrayNode steps = CanonicalJson.object().arrayNode();
        for (int ordinal = Accounting.READING; ordinal < plan.stepNames().size(); ordinal++) {
            ObjectNode step = steps.addObject()
                    .put("phase", phaseOf(ordinal))
                    .put("index", ordinal)
                    .put("step", plan.stepName(ordinal))
                    .put("kind", kindOf(ordinal));
            put(step, all.at(ordinal));
            ObjectNode reasons = step.putObject("reasons");
            all.at(ordinal).reasons().forEach(reasons::put);
            ObjectNode sources = step.putObject("sources");
            for (Map.Entry<String, Accounting> source : accounting.entrySet()) {
                put(sources.putObject(source.getKey()), source.getValue().at(ordinal));
            }
        }
        return steps;
    }

    /// Number of the phase in which a step runs; reading belongs to the first.
    private int phaseOf(int ordinal) {
        for (MatchPhase match : plan.matches()) {
            if (match.ordinals().contains(ordinal)) {
                return match.number();
            }
        }
        if (ordinal >= plan.firstTokenStep()) {
            return plan.writeNumber();
        }
        int number = 0;
        for (RefinePhase phase : plan.refinements()) {
            number = ordinal >= phase.firstStep() ? phase.number() : number;
        }
        return number;
    }

    /// `read`, `edit`, `judge`, `annotate`, `dedup` or `token`.
    private String kindOf(int ordinal) {
        if (ordinal == Accounting.READING) {
            return "read";
        }
        if (ordinal >= plan.firstTokenStep()) {
            return "token";
        }
        if (plan.matches().stream().anyMatch(match -> match.ordinals().contains(ordinal))) {
            return "dedup";
        }
        RefinePhase phase = plan.refinements().stream()
                .filter(refinement -> refinement.number() == phaseOf(ordinal))
                .findFirst()
                .orElseThrow();
        Step step = phase.steps().steps().get(ordinal - phase.firstStep()).step();
        if (step instanceof Edit) {
            return "edit";
        }
        return step instanceof Judge ? "judge" : "annotate";
    }

    private static void put(ObjectNode json, Accounting.Counts counts) {
        json.put("read", counts.read())
                .put("kept", counts.kept())
                .put("dropped", counts.dropped())
                .put("rejected", counts.rejected());
    }

    /// Totals, for the manifest.
    SortedMap<String, Long> counts() {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (JsonNode source : json().get("sources")) {
            for (String figure : List.of("read", "kept", "dropped", "rejected")) {
                counts.merge(figure, source.get(figure).longValue(), Long::sum);
            }
            for (String figure : PER_SPLIT) {
                for (String split : SPLITS) {
                    counts.merge(
                            figure + "." + split, source.get(figure).get(split).longValue(), Long::sum);
                }
            }
        }
        return counts;
    }

    /// One line for a person.
    String line() {
        SortedMap<String, Long> c = counts();
        return String.format(
                Locale.ROOT,
                "read %,d, kept %,d, dropped %,d, rejected %,d; %,d training and %,d validation tokens",
                c.get("read"),
                c.get("kept"),
                c.get("dropped"),
                c.get("rejected"),
                c.get("tokens.train"),
                c.get("tokens.validation"));
    }
}

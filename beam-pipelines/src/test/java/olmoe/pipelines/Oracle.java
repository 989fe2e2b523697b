package olmoe.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.Tokenizer;

/// Makes the parts of a corpus without Beam, one after the other in one thread, and finds equal documents by a sort of
/// all. Only recipes whose global steps compare digests.
final class Oracle {
    private final CorpusPlan plan;
    private final Inputs inputs;
    private final Places places;
    private final List<Block> blocks = new ArrayList<>();

    private Oracle(Path recipe, Path corpus) throws IOException {
        this.plan = CorpusPlan.of(Recipe.read(recipe));
        Jobs.of(List.of()); // Beam's file systems
        this.inputs = Inputs.of(recipe.toAbsolutePath().getParent().toString());
        this.places = Places.of(corpus.toString());
        for (Source source : plan.recipe().sources()) {
            for (String path : inputs.files(source).keySet()) {
                blocks.addAll(plan.blocks(source, path, inputs));
            }
        }
    }

    /// Makes all parts and leaves the rest, which is the driver's, to a build that then has no job to run.
    static void parts(Path recipe, Path corpus) throws IOException {
        new Oracle(recipe, corpus).parts();
    }

    private void parts() throws IOException {
        plan.resources().store(places);
        for (RefinePhase phase : plan.refinements()) {
            for (Block block : blocks) {
                new PartRefiner(plan, phase.index(), places, inputs).refine(block);
            }
            if (phase.index() < plan.matches().size()) {
                match(plan.matches().get(phase.index()));
            }
        }
        String sha256 = new TokenizerStage(plan, places, new Progress(System.err)).run(blocks);
        Tokenizer tokenizer = Tokenizer.parse(places.read(Write.TOKENIZER), Write.TOKENIZER);
        for (Block block : blocks) {
            new PartWriter(plan, places, tokenizer, sha256).write(block);
        }
    }

    private record Row(int priority, DocumentKey key, int part, int row, long high, long low) {}

    private void match(MatchPhase phase) throws IOException {
        Map<Integer, TreeMap<Integer, Edits.Edit>> edits = new HashMap<>(); // by part and row
        for (int k = 0; k < phase.steps().size(); k++) {
            Row first = null;
            for (Row row : sorted(phase, k)) {
                if (first == null || row.high() != first.high() || row.low() != first.low()) {
                    first = row;
                    continue;
                }
                edits.computeIfAbsent(row.part(), part -> new TreeMap<>())
                        .putIfAbsent(
                                row.row(),
                                new Edits.Edit(
                                        row.row(), phase.ordinals().get(k), first.key(), first.part(), first.row(), 1));
            }
        }
        List<Commit> before = new ArrayList<>();
        for (Block block : blocks) {
            before.add(PartState.commit(
                    places, plan.refinements().get(phase.index()).path(block)));
        }
        String digest = new PlanDigests(plan).match(phase, before, List.of());
        for (int part = 0; part < blocks.size(); part++) {
            String path = phase.path(blocks.get(part));
            try (PartFiles files = new PartFiles(places)) {
                Edits.write(
                        files.create(path + MatchPhase.EDITS),
                        List.copyOf(edits.getOrDefault(part, new TreeMap<>()).values()));
                ObjectNode counted = CanonicalJson.object();
                new MatchCounts().put(counted, phase.ordinals());
                files.commit(path + PartState.COMMIT, digest, List.of(), counted);
            }
        }
        new Chains(new MatchParts(plan, phase.index(), blocks, places, List.of()), blocks).write();
    }

    /// All documents, equal ones together, each group in the order of survival.
    private List<Row> sorted(MatchPhase phase, int step) throws IOException {
        List<Row> all = new ArrayList<>();
        for (int part = 0; part < blocks.size(); part++) {
            Rows rows = PartState.read(places, plan, phase.index(), blocks.get(part))
                    .rows();
            String path = plan.refinements().get(phase.index()).path(blocks.get(part));
            ByteBuffer digests = ByteBuffer.wrap(places.read(path + MatchPhase.keys(step)));
            int priority = plan.priority(blocks.get(part).source());
            for (int i = 0; i < rows.size(); i++) {
                all.add(new Row(priority, rows.key(i), part, rows.row(i), digests.getLong(), digests.getLong()));
            }
        }
        all.sort(Comparator.comparingLong(Row::high)
                .thenComparingLong(Row::low)
                .thenComparingInt(Row::priority)
                .thenComparing(Row::key)
                .thenComparingInt(Row::part)
                .thenComparingInt(Row::row));
        return all;
    }
}

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
import olmoe.dedup.SimilarityStep;
import olmoe.dedup.minhash.Bucket;
import olmoe.dedup.minhash.Jaccard;
import olmoe.dedup.minhash.ShingleTable;
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

/// Makes the parts of a corpus without Beam, one after the other in one thread, and finds documents with a digest or a
/// band in common by a sort of all. Not for recipes with dates, earlier corpora or sequential steps.
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

    /// A whole corpus: `main RECIPE CORPUS`.
    public static void main(String[] arguments) throws IOException {
        Path recipe = Path.of(arguments[0]);
        Path corpus = Path.of(arguments[1]);
        parts(recipe, corpus);
        MadeUp.build(recipe, corpus);
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

    /// A document under one of its keys: the digest of an exact step, or a band.
    private record Row(int priority, DocumentKey key, int part, int row, long high, long low) {
        boolean sharesKey(Row other) {
            return high == other.high && low == other.low;
        }
    }

    private void match(MatchPhase phase) throws IOException {
        MatchParts parts = new MatchParts(plan, phase.index(), blocks, places, List.of());
        Map<Integer, List<Edits.Candidate>> candidates = new HashMap<>(); // by part
        MatchCounts counts = new MatchCounts();
        for (int k = 0; k < phase.steps().size(); k++) {
            List<Row> sorted = sorted(phase, k);
            try (StoredShingles shingles = new StoredShingles(parts, k)) {
                Bucket bucket =
                        phase.steps().get(k) instanceof SimilarityStep step ? new Bucket(step.cap(), false) : null;
                long shingleBytes = 0;
                for (int from = 0, to; from < sorted.size(); from = to) {
                    to = from + 1;
                    while (to < sorted.size() && sorted.get(to).sharesKey(sorted.get(from))) {
                        to++;
                    }
                    List<Row> group = sorted.subList(from, to);
                    int ordinal = phase.ordinals().get(k);
                    if (bucket != null) {
                        shingleBytes += similar(
                                group, ordinal, (SimilarityStep) phase.steps().get(k), bucket, shingles, candidates);
                        continue;
                    }
                    for (Row row : group.subList(1, group.size())) {
                        add(candidates, row, ordinal, group.get(0), 1);
                    }
                }
                if (bucket != null) {
                    counts.add(ByteBuffer.wrap(MatchCounts.bytes(
                            phase.ordinals().get(k), bucket.compared(), bucket.uncompared(), shingleBytes)));
                }
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
                        Edits.chosen(candidates.getOrDefault(part, List.of()), parts.priorities()));
                ObjectNode counted = CanonicalJson.object();
                (part == 0 ? counts : new MatchCounts()).put(counted, phase.ordinals());
                files.commit(path + PartState.COMMIT, digest, List.of(), counted);
            }
        }
        new Chains(parts, blocks).write();
    }

    /// @return bytes of shingles that were looked at
    private static long similar(
            List<Row> group,
            int ordinal,
            SimilarityStep step,
            Bucket bucket,
            StoredShingles shingles,
            Map<Integer, List<Edits.Candidate>> candidates)
            throws IOException {
        long[] bytes = {0};
        bucket.compare(group.size(), (earlier, later) -> {
            Row a = group.get(earlier);
            Row b = group.get(later);
            ShingleTable.Entry after = shingles.get(b.part(), b.row());
            bytes[0] += after.bytes();
            double similarity =
                    Jaccard.similarity(shingles.get(a.part(), a.row()).shingles(), after.shingles(), step.threshold());
            if (similarity >= 0) {
                add(candidates, b, ordinal, a, similarity);
            }
            return similarity >= 0;
        });
        return bytes[0];
    }

    private static void add(
            Map<Integer, List<Edits.Candidate>> candidates, Row row, int ordinal, Row other, double similarity) {
        Edits.Edit edit = new Edits.Edit(row.row(), ordinal, other.key(), other.part(), other.row(), similarity);
        candidates.computeIfAbsent(row.part(), part -> new ArrayList<>()).add(new Edits.Candidate(edit, 0));
    }

    /// All documents, those with a key in common together, each group in the order of survival.
    private List<Row> sorted(MatchPhase phase, int k) throws IOException {
        List<Row> all = new ArrayList<>();
        for (int part = 0; part < blocks.size(); part++) {
            Rows rows = PartState.read(places, plan, phase.index(), blocks.get(part))
                    .rows();
            String path = plan.refinements().get(phase.index()).path(blocks.get(part));
            int priority = plan.priority(blocks.get(part).source());
            if (phase.steps().get(k) instanceof SimilarityStep step) {
                ByteBuffer bands = ByteBuffer.wrap(places.read(path + MatchPhase.bands(k)));
                while (bands.hasRemaining()) {
                    int i = bands.getInt();
                    for (int band = 0; band < step.bands(); band++) {
                        all.add(new Row(priority, rows.key(i), part, rows.row(i), bands.getLong(), 0));
                    }
                }
            } else {
                ByteBuffer digests = ByteBuffer.wrap(places.read(path + MatchPhase.keys(k)));
                for (int i = 0; i < rows.size(); i++) {
                    all.add(new Row(priority, rows.key(i), part, rows.row(i), digests.getLong(), digests.getLong()));
                }
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

package olmoe.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import olmoe.pipelines.io.PartFiles;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.recipe.TokenizerPlan;
import olmoe.tokenizer.BpeTrainer;
import olmoe.tokenizer.Tokenizer;

/// Makes the corpus' tokenizer on the driver: a given one is copied; another is trained on the kept
/// documents of smallest key, which are the same for any cut into parts, up to the sample's size.
final class TokenizerStage {
    static final List<String> FILES = List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");
    static final String RECORD = "work/tokenizer" + PartState.COMMIT;

    private static final String FOLDER = "tokenizer/";
    private static final String JSON = "tokenizer.json";

    /// A pair that occurs once is no regularity.
    private static final long LEAST_PAIRS = 2;

    private final CorpusPlan plan;
    private final Places places;
    private final Progress progress;

    TokenizerStage(CorpusPlan plan, Places places, Progress progress) {
        this.plan = plan;
        this.places = places;
        this.progress = progress;
    }

    /// Returns the SHA-256 of tokenizer.json.
    String run(List<Block> blocks) throws IOException {
        String digest = digest(blocks);
        if (places.size(RECORD) >= 0) {
            Commit commit = Commit.parse(places.read(RECORD), RECORD);
            if (commit.digest().equals(digest) && present(commit)) {
                progress.say("tokenizer: is there");
                return commit.file(JSON).sha256();
            }
        }
        TokenizerPlan wanted = plan.recipe().tokenizer();
        Tokenizer tokenizer = wanted instanceof TokenizerPlan.Given
                ? Tokenizer.read(((TokenizerPlan.Given) wanted).file())
                : train((TokenizerPlan.Train) wanted, blocks);
        try (PartFiles files = new PartFiles(places)) {
            for (Map.Entry<String, byte[]> file : tokenizer.files().entrySet()) {
                try (OutputStream out = files.create(FOLDER + file.getKey())) {
                    out.write(file.getValue());
                }
            }
            return files.commit(RECORD, digest, List.of(), CanonicalJson.object())
                    .file(JSON)
                    .sha256();
        }
    }

    private boolean present(Commit commit) throws IOException {
        for (Commit.File file : commit.files()) {
            if (places.size(file.path()) != file.bytes()) {
                return false;
            }
        }
        return true;
    }

    private String digest(List<Block> blocks) throws IOException {
        StringBuilder all = new StringBuilder(plan.recipe().digest("tokenizer"));
        for (Block block : blocks) {
            all.append('\n')
                    .append(PartState.commit(places, plan.lastRefinement().path(block))
                            .identity());
        }
        return Sha256.of(all.toString());
    }

    /// A kept document that may be in the sample.
    private record Candidate(DocumentKey key, int part, int row, int bytes) {
        static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::key)
                .thenComparingInt(Candidate::part)
                .thenComparingInt(Candidate::row);
    }

    private Tokenizer train(TokenizerPlan.Train wanted, List<Block> blocks) throws IOException {
        List<Candidate> sample = sample(wanted.sampleBytes(), blocks);
        progress.say("tokenizer: training on " + sample.size() + " documents");
        BpeTrainer trainer = new BpeTrainer(wanted.vocabulary(), LEAST_PAIRS);
        int last = plan.refinements().size() - 1;
        int next = 0;
        while (next < sample.size()) {
            int part = sample.get(next).part();
            PartState state = PartState.read(places, plan, last, blocks.get(part));
            try (Texts.Reader reader = state.texts(places, blocks.get(part))) {
                while (next < sample.size() && sample.get(next).part() == part) {
                    Document document = reader.next();
                    if (sample.get(next).row() == reader.row()) {
                        trainer.add(document.text());
                        next++;
                    }
                }
            }
        }
        return trainer.train();
    }

    /// The documents of smallest key that together have the wanted size, in the order of the parts.
    private List<Candidate> sample(long bytes, List<Block> blocks) throws IOException {
        PriorityQueue<Candidate> largestFirst = new PriorityQueue<>(Candidate.ORDER.reversed());
        long sum = 0;
        int last = plan.refinements().size() - 1;
        for (int part = 0; part < blocks.size(); part++) {
            Rows rows = PartState.read(places, plan, last, blocks.get(part)).rows();
            for (int i = 0; i < rows.size(); i++) {
                largestFirst.add(new Candidate(rows.key(i), part, rows.row(i), rows.textBytes(i)));
                sum += rows.textBytes(i);
                while (sum - largestFirst.peek().bytes() >= bytes) {
                    sum -= largestFirst.poll().bytes();
                }
            }
        }
        List<Candidate> sample = new ArrayList<>(largestFirst);
        sample.sort(Comparator.comparingInt(Candidate::part).thenComparingInt(Candidate::row));
        return sample;
    }
}

package olmoe.model.training;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TrainingOrder;

/// The tokens of a corpus folder, as training sees them: one endless row of windows, epoch after
/// epoch, each epoch shuffled with the seed plus its number.
final class TokenCorpus implements Closeable {
    private static final String TOKENS = "tokens";

    private final Path folder;
    private final TrainingOrder first;
    private final Map<String, TokenShard> shards = new TreeMap<>();
    private TrainingOrder order;
    private long epoch;
    private long annealFrom = Long.MAX_VALUE;
    private long annealSeed;

    private TokenCorpus(Path folder, TrainingOrder order) {
        this.folder = folder;
        this.first = order;
        this.order = order;
    }

    /// @param folder `corpus` of a run
    static TokenCorpus open(Path folder) throws IOException {
        Path tokens = folder.resolve(TOKENS);
        if (!Files.isRegularFile(tokens.resolve(TrainingOrder.ORDER_FILE))) {
            throw new ConfigurationException(
                    tokens.resolve(TrainingOrder.ORDER_FILE) + ": expected the order of a built corpus, found none");
        }
        TrainingOrder order = TrainingOrder.read(tokens);
        if (order.size() == 0) {
            throw new ConfigurationException(tokens + ": expected windows to train on, found none of " + order.window()
                    + " tokens; the corpus is too small for its window");
        }
        return new TokenCorpus(folder, order);
    }

    /// From this position on the row goes on with epochs shuffled with another seed, the first of them anew.
    void annealFrom(long position, long seed) {
        annealFrom = position;
        annealSeed = seed;
    }

    /// Tokens of a window.
    int window() {
        return first.window();
    }

    /// Windows of one epoch.
    int windowsOfEpoch() {
        return first.size();
    }

    /// The number of a window within its epoch, before shuffling: equal for equal windows.
    int index(long position) {
        int place = seek(position);
        return order.index(place);
    }

    /// Copies the window at a position of the endless row and tells whether its loss is masked.
    boolean read(long position, int[] into, int offset) throws IOException {
        int within = seek(position);
        TrainingOrder.Place place = order.place(within);
        TokenShard shard = shard(place.file().path());
        shard.read(place.window() * window(), into, offset, window());
        return shard.masked(place.window());
    }

    /// Brings the order of a position and returns the place in it. Epochs of annealing are numbered -1, -2, ….
    private int seek(long position) {
        boolean anneal = position >= annealFrom;
        long within = anneal ? position - annealFrom : position;
        long number = within / first.size();
        long wanted = anneal ? -1 - number : number;
        if (wanted != epoch) {
            long seed = (anneal ? annealSeed : first.seed()) + number;
            order = wanted == 0 ? first : TrainingOrder.shuffled(seed, first.window(), first.files());
            epoch = wanted;
        }
        return (int) (within % first.size());
    }

    /// Shards that are trained on, relative to the corpus folder, in the order's own order.
    List<String> trainFiles() {
        return first.files().stream().map(TrainingOrder.TokenFile::path).toList();
    }

    /// Shards of held-out documents, relative to the corpus folder, sorted.
    List<String> heldOutFiles() throws IOException {
        Path tokens = folder.resolve(TOKENS);
        try (Stream<Path> files = Files.walk(tokens)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".npy")
                            && file.getParent().getFileName().toString().equals("validation"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    Path path(String file) {
        return folder.resolve(file);
    }

    /// An open shard; it is closed with this.
    TokenShard shard(String file) throws IOException {
        TokenShard shard = shards.get(file);
        if (shard == null) {
            shard = TokenShard.open(path(file));
            shards.put(file, shard);
        }
        return shard;
    }

    @Override
    public void close() throws IOException {
        for (TokenShard shard : shards.values()) {
            shard.close();
        }
    }
}

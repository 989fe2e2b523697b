package olmoe.filters.fasttext;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Trains a fastText classifier (arXiv 1607.01759) from labelled texts held in memory.
///
/// fastText lets threads race over one matrix, so two runs differ. Here the model is the same for any number
/// of threads: texts go through in an order drawn from the seed, anew for each epoch, in groups of [#GROUP].
/// All gradients of a group are taken at the weights before the group, each by one thread; then they are
/// added text by text, each thread adding its own columns of the matrices.
public final class Trainer {
    static final int GROUP = 16;
    private static final int COLUMNS = 16;

    private final TrainingSettings settings;
    private final List<byte[]> texts = new ArrayList<>();
    private final List<String> labelOfText = new ArrayList<>();
    private final Map<String, Long> lines = new TreeMap<>();
    private final DictionaryBuilder words = new DictionaryBuilder();

    public Trainer(TrainingSettings settings) {
        this.settings = settings;
    }

    /// @param label without white space
    public void add(String label, byte[] utf8) {
        texts.add(utf8);
        labelOfText.add(label);
        lines.merge(label, 1L, Long::sum);
        words.line(utf8);
    }

    /// How many texts each label has.
    public Map<String, Long> lines() {
        return lines;
    }

    /// What came out, ready to be written.
    public static final class Trained {
        private final ModelSettings settings;
        private final Dictionary dictionary;
        private final long tokens;
        private final float[] input;
        private final float[] output;
        private final double loss;

        private Trained(
                ModelSettings settings,
                Dictionary dictionary,
                long tokens,
                float[] input,
                float[] output,
                double loss) {
            this.settings = settings;
            this.dictionary = dictionary;
            this.tokens = tokens;
            this.input = input;
            this.output = output;
            this.loss = loss;
        }

        /// That are features, the end of a line included.
        public int words() {
            return dictionary.wordCount();
        }

        /// In the texts, the ends of lines included.
        public long tokens() {
            return tokens;
        }

        /// Mean over the texts of the last epoch.
        public double loss() {
            return loss;
        }

        /// As `.bin` of fastText.
        public void write(OutputStream out) throws IOException {
            ModelWriter.write(out, settings, dictionary, tokens, input, output);
        }
    }

    /// Told after each epoch, from 1 on, with its mean loss.
    public interface Progress {
        void epoch(int epoch, double loss);
    }

    /// @throws IllegalStateException with fewer than two labels
    /// @throws IllegalArgumentException for a matrix of more than 2^31 numbers
    public Trained train(int threads, Progress progress) {
        if (lines.size() < 2) {
            throw new IllegalStateException("two labels are needed");
        }
        List<String> labels = new ArrayList<>(lines.keySet());
        labels.sort(DictionaryBuilder.labelOrder(lines));
        long[] counts = labels.stream().mapToLong(lines::get).toArray();
        Dictionary dictionary = words.build(settings.minCount(), labels, counts);
        ModelSettings model = settings.model();
        long numbers = ((long) dictionary.wordCount() + model.bucket()) * model.dim();
        if (numbers > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("words and buckets times dim must be below 2^31 but are " + numbers);
        }
        float[] input = new float[(int) numbers];
        float[] output = new float[labels.size() * model.dim()];
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            inPool(pool, (input.length >> 16) + 1, chunk -> start(input, chunk << 16));
            double loss = 0;
            Weights weights = new Weights(model, dictionary, input, output);
            int[] label = labelOfText.stream().mapToInt(labels::indexOf).toArray();
            for (int epoch = 0; epoch < settings.epochs(); epoch++) {
                loss = epoch(pool, weights, label, epoch);
                progress.epoch(epoch + 1, loss);
            }
            return new Trained(model, dictionary, words.tokens(), input, output, loss);
        } finally {
            pool.shutdown();
        }
    }

    private double epoch(ForkJoinPool pool, Weights weights, int[] label, int epoch) {
        int[] order = order(texts.size(), settings.seed() + epoch + 1);
        Weights.Gradient[] gradients = new Weights.Gradient[GROUP];
        Arrays.setAll(gradients, i -> weights.gradient());
        int dim = settings.dim();
        int slices = (dim + COLUMNS - 1) / COLUMNS;
        double loss = 0;
        for (int from = 0; from < order.length; from += GROUP) {
            int group = Math.min(GROUP, order.length - from);
            int start = from;
            double done = (epoch + (double) from / order.length) / settings.epochs();
            float rate = (float) (settings.rate() * (1 - done));
            inPool(pool, group, i -> {
                int text = order[start + i];
                gradients[i].of(texts.get(text), label[text], rate);
            });
            inPool(pool, slices, slice -> {
                int end = Math.min(dim, (slice + 1) * COLUMNS);
                for (int i = 0; i < group; i++) {
                    gradients[i].add(slice * COLUMNS, end);
                }
            });
            for (int i = 0; i < group; i++) {
                loss += gradients[i].loss();
            }
        }
        return loss / order.length;
    }

    private static void inPool(ForkJoinPool pool, int n, IntConsumer task) {
        if (pool.getParallelism() == 1) {
            IntStream.range(0, n).forEach(task);
        } else {
            pool.submit(() -> IntStream.range(0, n).parallel().forEach(task)).join();
        }
    }

    /// Even between -1/dim and 1/dim, each number from the seed and its place alone.
    private void start(float[] input, int from) {
        int to = (int) Math.min(input.length, from + (1L << 16));
        for (int i = from; i < to; i++) {
            float unit = (mix(settings.seed() + i * 0x9e3779b97f4a7c15L) >>> 40) * 0x1p-24f;
            input[i] = (2 * unit - 1) / settings.dim();
        }
    }

    /// A permutation drawn from the seed.
    private static int[] order(int n, long seed) {
        int[] order = IntStream.range(0, n).toArray();
        long state = mix(seed);
        for (int i = n - 1; i > 0; i--) {
            state += 0x9e3779b97f4a7c15L;
            int other = (int) Long.remainderUnsigned(mix(state), i + 1);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    /// SplitMix64's finaliser.
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}

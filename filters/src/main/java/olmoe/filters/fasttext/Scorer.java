package olmoe.filters.fasttext;

import java.util.Arrays;

/// Scores texts with one model, in one thread. A text is a line: all of fastText's white space separates
/// words, a newline too, and the end-of-line token follows the last word, as in fastText's Python binding.
///
/// The sum over a word is made first and then added to the sum over the text, so that the words met lately
/// need not be summed again. fastText adds one feature after the other: its probabilities differ in the
/// last digits of a float.
public final class Scorer {
    private static final float SMALL = 1e-5f;
    private static final int SIGMOID_STEPS = 512;
    private static final int MOST_SIGMOID = 8;

    private final FastTextModel model;
    private final int dim;
    private final LineFeatures found;
    private final WordCache cache;
    private final float[] text; // (dim)
    private final float[] word; // (dim)
    private final float[] scores; // (labels): logarithms of probabilities
    private final int[] nodes; // of the tree, still to visit
    private final float[] nodeScores;
    private int features;
    private boolean isScored;

    Scorer(FastTextModel model) {
        this.model = model;
        this.dim = model.settings.dim();
        this.found = new LineFeatures(model.dictionary, model.buckets, model.settings);
        this.cache = model.settings.maxn() > 0 ? new WordCache(dim) : null;
        this.text = new float[dim];
        this.word = new float[dim];
        this.scores = new float[model.labels().size()];
        this.nodes = new int[model.tree == null ? 0 : scores.length + 1];
        this.nodeScores = new float[nodes.length];
    }

    /// @param label index in the model's labels, or -1 for a text without a known feature
    /// @param probability as fastText gives it, which is up to 1.00001; 0 without a label
    public record Answer(int label, double probability) {
        public static final Answer NONE = new Answer(-1, 0);
    }

    /// The likeliest label of the text read last.
    public Answer best() {
        if (features == 0) {
            return Answer.NONE;
        }
        if (model.tree != null) {
            return bestLeaf();
        }
        scoreAll();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] >= scores[best] ? i : best;
        }
        return new Answer(best, probability(scores[best]));
    }

    /// Of one label for the text read last, as fastText gives it; 0 for a text without a known feature.
    public double probabilityOf(int label) {
        if (features == 0) {
            return 0;
        }
        if (model.tree != null) {
            return probability(leaf(label));
        }
        scoreAll();
        return probability(scores[label]);
    }

    /// Takes a text in; the other methods answer for it.
    void read(byte[] utf8) {
        Arrays.fill(text, 0);
        features = 0;
        isScored = false;
        found.startLine();
        int at = 0;
        boolean ended = false;
        while (!ended && at < utf8.length) {
            if (LineFeatures.isSpace(utf8[at])) {
                at++;
                continue;
            }
            int hash = Hash.START;
            int from = at;
            while (at < utf8.length && !LineFeatures.isSpace(utf8[at])) {
                hash = (hash ^ utf8[at]) * Hash.PRIME;
                at++;
            }
            ended = LineFeatures.isEndOfLine(utf8, from, at);
            if (!ended) {
                add(utf8, from, at, hash);
            }
        }
        found.clear();
        found.endLine();
        found.wordNgrams();
        features += found.count();
        sum(text);
        if (features > 0) {
            float scale = (float) (1.0 / features);
            for (int i = 0; i < dim; i++) {
                text[i] *= scale;
            }
        }
    }

    private void add(byte[] utf8, int from, int to, int hash) {
        if (cache != null && cache.takes(to - from)) {
            int place = cache.place(hash);
            if (!cache.has(place, utf8, from, to)) {
                cache.put(place, utf8, from, to, word, sumOfWord(utf8, from, to, hash));
            }
            int count = cache.features(place);
            if (count >= 0) {
                cache.addTo(place, text);
                features += count;
                found.rememberWord(hash);
            }
            return;
        }
        int count = sumOfWord(utf8, from, to, hash);
        if (count >= 0) {
            for (int i = 0; i < dim; i++) {
                text[i] += word[i];
            }
            features += count;
            found.rememberWord(hash);
        }
    }

    /// @return how many rows were summed, or -1 for a label
    private int sumOfWord(byte[] utf8, int from, int to, int hash) {
        found.clear();
        Arrays.fill(word, 0);
        if (!found.word(utf8, from, to, hash)) {
            return -1;
        }
        sum(word);
        return found.count();
    }

    private void sum(float[] sum) {
        int[] rows = found.rows();
        for (int i = 0; i < found.count(); i++) {
            model.input.addTo(rows[i], sum, 0);
        }
    }

    private void scoreAll() {
        if (isScored) {
            return;
        }
        isScored = true;
        Rows output = model.output;
        for (int i = 0; i < scores.length; i++) {
            scores[i] = output.dot(i, text);
        }
        if (model.settings.loss() == ModelSettings.Loss.SOFTMAX) {
            float most = scores[0];
            for (float score : scores) {
                most = Math.max(most, score);
            }
            float sum = 0;
            for (int i = 0; i < scores.length; i++) {
                scores[i] = (float) StrictMath.exp(scores[i] - most);
                sum += scores[i];
            }
            for (int i = 0; i < scores.length; i++) {
                scores[i] = log(scores[i] / sum);
            }
        } else {
            for (int i = 0; i < scores.length; i++) {
                scores[i] = log(tableSigmoid(scores[i]));
            }
        }
    }

    private static float log(float probability) {
        return (float) StrictMath.log(probability + SMALL);
    }

    private static double probability(float score) {
        return (float) StrictMath.exp(score);
    }

    /// The other losses look the sigmoid up in steps.
    private static float tableSigmoid(float x) {
        if (x < -MOST_SIGMOID) {
            return 0;
        }
        if (x > MOST_SIGMOID) {
            return 1;
        }
        int step = (int) ((x + MOST_SIGMOID) * SIGMOID_STEPS / MOST_SIGMOID / 2);
        float at = (float) (step * 2 * MOST_SIGMOID) / SIGMOID_STEPS - MOST_SIGMOID;
        return (float) (1.0 / (1.0 + StrictMath.exp(-at)));
    }

    /// Down the tree, the likelier side first; a side that is less likely than the best leaf is left out.
    private Answer bestLeaf() {
        LabelTree tree = model.tree;
        int best = -1;
        float bestScore = Float.NEGATIVE_INFINITY;
        int n = push(0, tree.root(), 0);
        while (n > 0) {
            int node = nodes[--n];
            float score = nodeScores[n];
            if (score < bestScore) {
                continue;
            }
            if (tree.isLabel(node)) {
                best = node;
                bestScore = score;
                continue;
            }
            float right = sigmoid(node);
            float toLeft = score + log(1 - right);
            float toRight = score + log(right);
            if (right > 0.5) {
                n = push(n, tree.left[node], toLeft);
                n = push(n, tree.right[node], toRight);
            } else {
                n = push(n, tree.right[node], toRight);
                n = push(n, tree.left[node], toLeft);
            }
        }
        return new Answer(best, probability(bestScore));
    }

    /// Summed from the root down, as fastText does.
    private float leaf(int label) {
        LabelTree tree = model.tree;
        int n = 0;
        for (int node = label; node != tree.root(); node = tree.parent[node]) {
            nodes[n++] = node;
        }
        float score = 0;
        int node = tree.root();
        while (n > 0) {
            int child = nodes[--n];
            float right = sigmoid(node);
            score += log(child == tree.right[node] ? right : 1 - right);
            node = child;
        }
        return score;
    }

    private int push(int n, int node, float score) {
        nodes[n] = node;
        nodeScores[n] = score;
        return n + 1;
    }

    private float sigmoid(int node) {
        float dot = model.output.dot(node - model.tree.labels, text);
        return (float) (1.0 / (1.0 + StrictMath.exp(-dot)));
    }
}

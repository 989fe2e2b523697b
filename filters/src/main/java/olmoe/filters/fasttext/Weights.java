package olmoe.filters.fasttext;

import java.util.Arrays;

/// The matrices of a model in training, and the gradient of one text.
final class Weights {
    private final ModelSettings settings;
    private final Dictionary dictionary;
    private final Buckets buckets;
    private final int dim;
    private final float[] input; // (words + buckets, dim)
    private final float[] output; // (labels, dim)
    private final LabelTree tree;

    Weights(ModelSettings settings, Dictionary dictionary, float[] input, float[] output) {
        this.settings = settings;
        this.dictionary = dictionary;
        this.buckets = new Buckets(settings.bucket(), dictionary.wordCount());
        this.dim = settings.dim();
        this.input = input;
        this.output = output;
        this.tree = settings.loss() == ModelSettings.Loss.HIERARCHICAL_SOFTMAX
                ? new LabelTree(dictionary.labelCounts())
                : null;
    }

    Gradient gradient() {
        return new Gradient();
    }

    /// The steps that one text asks for: taken at the weights as they are, added later.
    final class Gradient {
        private final LineFeatures features = new LineFeatures(dictionary, buckets, settings);
        private final float[] text = new float[dim];
        private final float[] step = new float[dim]; // for each input row of the text
        private final int labels = output.length / dim;
        private final float[] steps = new float[labels]; // times `text`, for each output row
        private double loss;

        void of(byte[] utf8, int label, float rate) {
            features.line(utf8);
            Arrays.fill(text, 0);
            Arrays.fill(step, 0);
            Arrays.fill(steps, 0);
            loss = 0;
            if (features.count() == 0) {
                return;
            }
            int[] rows = features.rows();
            for (int i = 0; i < features.count(); i++) {
                int start = rows[i] * dim;
                for (int j = 0; j < dim; j++) {
                    text[j] += input[start + j];
                }
            }
            float scale = 1.0f / features.count();
            for (int j = 0; j < dim; j++) {
                text[j] *= scale;
            }
            if (tree == null) {
                softmax(label, rate);
            } else {
                path(label, rate);
            }
            for (int j = 0; j < dim; j++) {
                step[j] *= scale;
            }
        }

        double loss() {
            return loss;
        }

        private void softmax(int label, float rate) {
            float most = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < labels; i++) {
                steps[i] = dot(i);
                most = Math.max(most, steps[i]);
            }
            float sum = 0;
            for (int i = 0; i < labels; i++) {
                steps[i] = (float) StrictMath.exp(steps[i] - most);
                sum += steps[i];
            }
            loss = -StrictMath.log(steps[label] / sum + 1e-5);
            for (int i = 0; i < labels; i++) {
                steps[i] = rate * ((i == label ? 1 : 0) - steps[i] / sum);
                addToStep(i);
            }
        }

        private void path(int label, float rate) {
            for (int node = label; node != tree.root(); node = tree.parent[node]) {
                int row = tree.parent[node] - labels;
                boolean right = tree.right[tree.parent[node]] == node;
                float score = (float) (1 / (1 + StrictMath.exp(-dot(row))));
                loss -= StrictMath.log((right ? score : 1 - score) + 1e-5);
                steps[row] = rate * ((right ? 1 : 0) - score);
                addToStep(row);
            }
        }

        private float dot(int row) {
            float dot = 0;
            for (int j = 0; j < dim; j++) {
                dot += output[row * dim + j] * text[j];
            }
            return dot;
        }

        private void addToStep(int row) {
            for (int j = 0; j < dim; j++) {
                step[j] += steps[row] * output[row * dim + j];
            }
        }

        /// Adds columns `from` to `to` of this gradient to the weights.
        void add(int from, int to) {
            int[] rows = features.rows();
            for (int i = 0; i < features.count(); i++) {
                int start = rows[i] * dim;
                for (int j = from; j < to; j++) {
                    input[start + j] += step[j];
                }
            }
            for (int i = 0; i < labels; i++) {
                if (steps[i] != 0) {
                    for (int j = from; j < to; j++) {
                        output[i * dim + j] += steps[i] * text[j];
                    }
                }
            }
        }
    }
}

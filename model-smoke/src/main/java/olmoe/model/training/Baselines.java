package olmoe.model.training;

import java.io.IOException;
import java.util.Arrays;

/// Two models that count, on exactly the tokens trained on: every window as often as training saw
/// it, windows whose loss is masked left out. With N tokens, V ids and counts c:
///
/// unigram: p(w) = a c(w) / N + (1 - a) / V
///
/// bigram: p(w | v) = b2 c(v w) / c(v .) + b1 c(w) / N + b0 / V, where b0 + b1 + b2 = 1; after an id
/// v that was never a context, (b1 c(w) / N + b0 / V) / (b1 + b0)
///
/// The weights are fitted by expectation maximisation on every tenth window of training, with counts
/// of the other nine tenths; then everything is counted. Held-out tokens are in neither.
final class Baselines {
    private static final int SLICE = 10;
    private static final int ITERATIONS = 100;

    private final Counts counts;
    private final double[] unigramWeights; // unigram, uniform
    private final double[] bigramWeights; // bigram, unigram, uniform

    private Baselines(Counts counts, double[] unigramWeights, double[] bigramWeights) {
        this.counts = counts;
        this.unigramWeights = unigramWeights;
        this.bigramWeights = bigramWeights;
    }

    /// @param positions windows trained on, from the start
    static Baselines count(TokenCorpus corpus, long positions, int vocabulary) throws IOException {
        int length = corpus.window();
        int[] counted = new int[Math.toIntExact(Math.multiplyExact(positions, length))];
        int[] fitted = new int[counted.length];
        int others = 0;
        int slice = 0;
        for (long position = 0; position < positions; position++) {
            boolean apart = corpus.index(position) % SLICE == SLICE - 1;
            boolean masked = corpus.read(position, apart ? fitted : counted, (apart ? slice : others) * length);
            if (!masked && apart) {
                slice++;
            } else if (!masked) {
                others++;
            }
        }
        Counts most = new Counts(counted, others, length, vocabulary);
        double[] unigram = fit(most, fitted, slice, length, 2);
        double[] bigram = fit(most, fitted, slice, length, 3);
        int[] all = Arrays.copyOf(counted, (others + slice) * length);
        System.arraycopy(fitted, 0, all, others * length, slice * length);
        return new Baselines(new Counts(all, others + slice, length, vocabulary), unigram, bigram);
    }

    private static double[] fit(Counts counts, int[] ids, int windows, int length, int components) {
        double[] weights = new double[components];
        Arrays.fill(weights, 1.0 / components);
        double[] p = new double[components];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] shares = new double[components];
            double targets = 0;
            for (int i = 0; i < windows * length; i++) {
                if (i % length == 0 || !counts.parts(ids[i - 1], ids[i], p)) {
                    continue;
                }
                double sum = 0;
                for (int c = 0; c < components; c++) {
                    sum += weights[c] * p[c];
                }
                for (int c = 0; c < components; c++) {
                    shares[c] += weights[c] * p[c] / sum;
                }
                targets++;
            }
            for (int c = 0; targets > 0 && c < components; c++) {
                weights[c] = shares[c] / targets;
            }
        }
        return weights;
    }

    /// Sums over the predicted tokens of each held-out window.
    double[] unigramLosses(HeldOut heldOut) {
        return losses(heldOut, unigramWeights);
    }

    double[] bigramLosses(HeldOut heldOut) {
        return losses(heldOut, bigramWeights);
    }

    double[] unigramWeights() {
        return unigramWeights.clone();
    }

    double[] bigramWeights() {
        return bigramWeights.clone();
    }

    /// Tokens counted.
    long tokens() {
        return counts.tokens;
    }

    private double[] losses(HeldOut heldOut, double[] weights) {
        double[] losses = new double[heldOut.windows()];
        double[] p = new double[weights.length];
        int[] ids = heldOut.ids();
        for (int i = 0; i < ids.length; i++) {
            if (i % heldOut.length() == 0) {
                continue;
            }
            boolean known = counts.parts(ids[i - 1], ids[i], p);
            double sum = 0;
            double whole = 0;
            for (int c = known ? 0 : 1; c < weights.length; c++) {
                sum += weights[c] * p[c];
                whole += weights[c];
            }
            losses[i / heldOut.length()] -= StrictMath.log(known ? sum : sum / whole);
        }
        return losses;
    }

    /// Counts of ids and of pairs within windows.
    private static final class Counts {
        private final long tokens;
        private final int vocabulary;
        private final long[] ids; // by id
        private final long[] contexts; // by id, without the last of each window
        private final long[] pairs; // sorted first * vocabulary + second, one for each occurrence

        Counts(int[] all, int windows, int length, int vocabulary) {
            this.vocabulary = vocabulary;
            tokens = (long) windows * length;
            ids = new long[vocabulary];
            contexts = new long[vocabulary];
            pairs = new long[windows * (length - 1)];
            int pair = 0;
            for (int i = 0; i < windows * length; i++) {
                ids[all[i]]++;
                if (i % length < length - 1) {
                    contexts[all[i]]++;
                    pairs[pair++] = (long) all[i] * vocabulary + all[i + 1];
                }
            }
            Arrays.sort(pairs);
        }

        /// Fills in the components of p(second | first): bigram, if there is room for three, unigram,
        /// uniform.
        ///
        /// @return whether all components are defined: false after an id that was never a context
        boolean parts(int first, int second, double[] p) {
            p[p.length - 1] = 1.0 / vocabulary;
            p[p.length - 2] = tokens == 0 ? 0 : (double) ids[second] / tokens;
            if (p.length == 2) {
                return true;
            }
            if (contexts[first] == 0) {
                return false;
            }
            long pair = (long) first * vocabulary + second;
            p[0] = (double) (below(pair + 1) - below(pair)) / contexts[first];
            return true;
        }

        /// Occurrences of pairs below this one.
        private int below(long pair) {
            int low = 0;
            int high = pairs.length;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs[middle] < pair) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}

package olmoe.filters.quality;

import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// A language model of word n-grams in the ARPA format, as KenLM's `lmplz` writes it: logarithms to base 10
/// of probabilities and back-off weights.
///
/// n-grams are found by a 64-bit hash of their words' numbers, as in KenLM's probing tables; two of a model of
/// 2^28 n-grams share one with a probability of 0.2 %.
public final class Arpa {
    private static final int MOST_ORDER = 16;
    private static final long NONE = -1; // two times NaN, which is refused

    private final Object2IntOpenHashMap<String> words = new Object2IntOpenHashMap<>();
    /// By hash: the bits of the probability above those of the back-off weight.
    private final Long2LongOpenHashMap grams = new Long2LongOpenHashMap();

    private int order;
    private final int unknown;
    private final int begin;
    private final int end;

    private Arpa(BufferedReader in) throws IOException {
        words.defaultReturnValue(-1);
        grams.defaultReturnValue(NONE);
        new Reader(in).read();
        unknown = words.getInt("<unk>");
        begin = words.getInt("<s>");
        end = words.getInt("</s>");
        if (unknown < 0 || begin < 0 || end < 0) {
            throw new IOException("expected the words <unk>, <s> and </s> among the 1-grams");
        }
    }

    /// @throws IOException with the line that is not as the format has it
    public static Arpa read(InputStream in) throws IOException {
        return new Arpa(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    }

    public int order() {
        return order;
    }

    /// Perplexity of a text, each of its lines that is not blank a sentence, words between white space; the end
    /// of a sentence counts as a word. 0 for a text without one.
    public double perplexity(String text) {
        double sum = 0;
        long n = 0;
        for (String line : text.split("\n", -1)) {
            if (!line.trim().isEmpty()) {
                String[] sentence = line.trim().split("\\s+", -1);
                sum += sentence(sentence);
                n += sentence.length + 1L;
            }
        }
        return n == 0 ? 0 : StrictMath.pow(10, -sum / n);
    }

    /// The logarithm of a sentence's probability, to base 10.
    double sentence(String... sentence) {
        int[] ids = new int[sentence.length + 2];
        ids[0] = begin;
        for (int i = 0; i < sentence.length; i++) {
            int word = words.getInt(sentence[i]);
            ids[i + 1] = word < 0 ? unknown : word;
        }
        ids[sentence.length + 1] = end;
        double sum = 0;
        for (int i = 1; i < ids.length; i++) {
            sum += probability(ids, i);
        }
        return sum;
    }

    /// Of word `at` after those before it: of the longest known n-gram, with the back-off weights of the contexts
    /// that are longer.
    private double probability(int[] ids, int at) {
        double weights = 0;
        for (int from = Math.max(0, at - order + 1); from <= at; from++) {
            long found = grams.get(hash(ids, from, at + 1));
            if (found != NONE) {
                return weights + Float.intBitsToFloat((int) (found >> 32));
            }
            long context = grams.get(hash(ids, from, at));
            weights += context == NONE ? 0 : Float.intBitsToFloat((int) context);
        }
        throw new IllegalStateException("every word is a 1-gram");
    }

    private static long hash(int[] ids, int from, int to) {
        long hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash + ids[i] + 1) * 0x9e3779b97f4a7c15L;
            // SplitMix64's finaliser
            hash = (hash ^ hash >>> 30) * 0xbf58476d1ce4e5b9L;
            hash = (hash ^ hash >>> 27) * 0x94d049bb133111ebL;
            hash ^= hash >>> 31;
        }
        return hash;
    }

    private final class Reader {
        private final BufferedReader in;
        private long line;

        Reader(BufferedReader in) {
            this.in = in;
        }

        void read() throws IOException {
            if (!next().equals("\\data\\")) {
                throw wrong("expected \\data\\");
            }
            long[] counts = new long[MOST_ORDER + 1];
            String row = next();
            for (; row.startsWith("ngram "); row = next()) {
                int equals = row.indexOf('=');
                int n = (int) number(row, "ngram ".length(), equals, MOST_ORDER);
                if (n != order + 1) {
                    throw wrong("expected the count of " + (order + 1) + "-grams");
                }
                order = n;
                counts[n] = number(row, equals + 1, row.length(), Long.MAX_VALUE);
            }
            if (order == 0) {
                throw wrong("expected counts of n-grams");
            }
            for (int n = 1; n <= order; n++) {
                if (!row.equals("\\" + n + "-grams:")) {
                    throw wrong("expected \\" + n + "-grams:");
                }
                for (long i = 0; i < counts[n]; i++) {
                    gram(next(), n);
                }
                row = next();
            }
            if (!row.equals("\\end\\")) {
                throw wrong("expected \\end\\ after as many n-grams as announced");
            }
        }

        private void gram(String row, int n) throws IOException {
            String[] fields = row.split("\t", -1);
            String[] gram = fields.length < 2 ? new String[0] : fields[1].split(" ", -1);
            if (gram.length != n || fields.length > 3) {
                throw wrong("expected a probability, " + n + " words and a back-off weight between tabs");
            }
            int[] ids = new int[n];
            for (int i = 0; i < n; i++) {
                ids[i] = words.getInt(gram[i]);
                if (n == 1 && ids[i] < 0) {
                    ids[i] = words.size();
                    words.put(gram[i], ids[i]);
                } else if (ids[i] < 0) {
                    throw wrong("expected words of the 1-grams, found " + gram[i]);
                }
            }
            long probability = Float.floatToRawIntBits(logarithm(fields[0]));
            long weight = fields.length < 3 ? 0 : Float.floatToRawIntBits(logarithm(fields[2]));
            grams.put(hash(ids, 0, n), probability << 32 | weight & 0xffffffffL);
        }

        private float logarithm(String text) throws IOException {
            try {
                float value = Float.parseFloat(text);
                if (Float.isFinite(value)) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw new IOException("line " + line + ": expected a logarithm, found " + text, e);
            }
            throw wrong("expected a logarithm, found " + text);
        }

        private long number(String row, int from, int to, long most) throws IOException {
            try {
                long value = Long.parseLong(row.substring(from, to));
                if (value >= 0 && value <= most) {
                    return value;
                }
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new IOException("line " + line + ": expected a count, found " + row, e);
            }
            throw wrong("expected a count up to " + most + ", found " + row);
        }

        /// The next line that is not empty.
        private String next() throws IOException {
            while (true) {
                String row = in.readLine();
                line++;
                if (row == null) {
                    throw wrong("expected more, found the end of the file");
                }
                if (!row.isEmpty()) {
                    return row;
                }
            }
        }

        private IOException wrong(String message) {
            return new IOException("line " + line + ": " + message);
        }
    }
}

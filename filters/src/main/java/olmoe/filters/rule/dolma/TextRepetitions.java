package olmoe.filters.rule.dolma;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import olmoe.filters.Settings;
import olmoe.tokenizer.Encoder;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.text.TextView;

/// Where a token n-gram of 1 to 13 stands three times in a row and more, found as dolma's
/// `tokenizer_repetitions_v2r2` finds it (`taggers/repetitions` of allenai/dolma at 669f534): in pieces of 100,000
/// code points, so that one across a cut is two; one that lies within the one before it is left out.
///
/// For several threads.
final class TextRepetitions {
    static final String SETTING = "a file, a tokenizer.json";
    private static final int PIECE = 100_000;
    private static final int LONGEST_PERIOD = 13;
    private static final int LEAST_TIMES = 3;

    private final Tokenizer tokenizer;
    private final Queue<Encoder> idle = new ConcurrentLinkedQueue<>();

    private TextRepetitions(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// @param start of the first copy and end of the last, in code points, without spaces around
    record Repetition(int start, int end, int times) {}

    static TextRepetitions of(Settings settings) {
        return settings.resource("tokenizer")
                .orElseThrow(() -> settings.refused("tokenizer: expected " + SETTING + ", found none"))
                .shared(TextRepetitions.class, TextRepetitions::read);
    }

    private static TextRepetitions read(InputStream in) throws IOException {
        return new TextRepetitions(Tokenizer.parse(in.readAllBytes(), "tokenizer.json"));
    }

    /// In the order in which they stand.
    List<Repetition> find(TextView text) {
        int[] points = text.codePoints();
        Encoder taken = idle.poll();
        Encoder encoder = taken == null ? tokenizer.encoder() : taken;
        List<Repetition> found = new ArrayList<>();
        for (int from = 0; from < points.length; from += PIECE) {
            int offset = from;
            int to = Math.min(from + PIECE, points.length);
            int[] ids = encoded(encoder, points, from, to);
            String piece = new String(points, from, to - from);
            find(ids, piece, one -> found.add(new Repetition(one.start() + offset, one.end() + offset, one.times())));
        }
        idle.add(encoder);
        return found;
    }

    /// An unpaired surrogate, which no tokenizer takes, is U+FFFD.
    private static int[] encoded(Encoder encoder, int[] points, int from, int to) {
        int[] paired = Arrays.copyOfRange(points, from, to);
        for (int i = 0; i < paired.length; i++) {
            if (paired[i] >= Character.MIN_SURROGATE && paired[i] <= Character.MAX_SURROGATE) {
                paired[i] = 0xFFFD;
            }
        }
        return encoder.encode(new String(paired, 0, paired.length));
    }

    private void find(int[] ids, String text, Consumer<Repetition> into) {
        List<int[]> runs = new ArrayList<>(); // first id, end, times
        for (int period = 1; period <= Math.min(LONGEST_PERIOD, ids.length / LEAST_TIMES); period++) {
            int run = 0;
            for (int i = period; i <= ids.length; i++) {
                if (i < ids.length && ids[i] == ids[i - period]) {
                    run++;
                    continue;
                }
                int times = (run + period) / period;
                if (times >= LEAST_TIMES) {
                    runs.add(new int[] {i - run - period, i, times});
                }
                run = 0;
            }
        }
        if (!runs.isEmpty()) {
            Offsets offsets = new Offsets(ids);
            ComposedPlaces places = ComposedPlaces.of(text, offsets.length());
            List<Repetition> all = new ArrayList<>();
            for (int[] run : runs) {
                int start = places.start(offsets.start(run[0]));
                all.add(new Repetition(start, places.end(offsets.end(run[1] - 1)), run[2]));
            }
            withoutNested(all, into);
        }
    }

    private static void withoutNested(List<Repetition> all, Consumer<Repetition> into) {
        all.sort(Comparator.comparingInt(Repetition::start)
                .thenComparing(Comparator.comparingInt(Repetition::end).reversed())
                .thenComparing(Comparator.comparingInt(Repetition::times).reversed()));
        Repetition before = new Repetition(-1, -1, 0);
        for (Repetition one : all) {
            if (one.start() < before.start() || one.end() > before.end()) {
                into.accept(one);
                before = one;
            }
        }
    }

    /// Where tokens begin and end in their text in Normalization Form C; one that begins within a character begins with
    /// it.
    private final class Offsets {
        private final int[] starts;
        private final int[] ends;
        private final int length;

        Offsets(int[] ids) {
            starts = new int[ids.length];
            ends = new int[ids.length];
            int characters = 0; // begun
            int missing = 0; // bytes of the last one
            for (int i = 0; i < ids.length; i++) {
                byte[] token = tokenizer.bytes(ids[i]);
                starts[i] = missing > 0 ? characters - 1 : characters;
                for (byte b : token) {
                    if (missing > 0) {
                        missing--;
                    } else {
                        characters++;
                        missing = b >= 0 ? 0 : (b & 0xE0) == 0xC0 ? 1 : (b & 0xF0) == 0xE0 ? 2 : 3;
                    }
                }
                ends[i] = characters;
                strip(i, token);
            }
            length = characters;
        }

        /// Of the text in code points.
        int length() {
            return length;
        }

        int start(int token) {
            return starts[token];
        }

        int end(int token) {
            return ends[token];
        }

        private void strip(int i, byte[] token) {
            int leading = 0;
            while (leading < token.length && token[leading] == ' ') {
                leading++;
            }
            int trailing = 0;
            while (trailing < token.length && token[token.length - 1 - trailing] == ' ') {
                trailing++;
            }
            starts[i] = Math.min(starts[i] + leading, ends[i]);
            ends[i] = Math.max(ends[i] - trailing, starts[i]);
        }
    }
}

package olmoe.model.training;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.TokenShard;

/// The held-out windows, and which of them are clean: a document is clean if it shares no run of 13
/// tokens with the training shards, a window if all documents in it are.
///
/// @param length tokens of a window
/// @param ids (windows, length)
/// @param clean by window
/// @param documents held-out documents that lie in a window at least in part
/// @param cleanDocuments those of them that lie in a clean window: none if and only if no window is
record HeldOut(int length, int[] ids, boolean[] clean, long documents, long cleanDocuments) {

    static HeldOut read(TokenCorpus corpus) throws IOException {
        NGramSet seen = NGramSet.ofTraining(corpus);
        int length = corpus.window();
        List<int[]> parts = new ArrayList<>();
        List<boolean[]> flags = new ArrayList<>();
        long documents = 0;
        long cleanDocuments = 0;
        for (String file : corpus.heldOutFiles()) {
            TokenShard shard = corpus.shard(file);
            int[] all = new int[Math.toIntExact(shard.tokens())];
            shard.read(0, all, 0, all.length);
            int windows = all.length / length;
            boolean[] clean = new boolean[windows];
            Arrays.fill(clean, true);
            List<int[]> places = new ArrayList<>(); // first and last window of each document
            try (DocumentSpans spans = new DocumentSpans(corpus.path(file))) {
                for (DocumentSpan span = spans.next(); span != null; span = spans.next()) {
                    int first = (int) (span.start() / length);
                    if (first >= windows) {
                        break;
                    }
                    int last = (int) Math.min(windows - 1, (span.end() - 1) / length);
                    places.add(new int[] {first, last});
                    if (seen.sharesAny(all, (int) span.start(), (int) span.end())) {
                        Arrays.fill(clean, first, last + 1, false);
                    }
                }
            }
            documents += places.size();
            for (int[] place : places) {
                boolean any = false;
                for (int window = place[0]; window <= place[1]; window++) {
                    any |= clean[window];
                }
                cleanDocuments += any ? 1 : 0;
            }
            parts.add(Arrays.copyOf(all, windows * length));
            flags.add(clean);
        }
        int windows = flags.stream().mapToInt(flag -> flag.length).sum();
        int[] ids = new int[Math.multiplyExact(windows, length)];
        boolean[] clean = new boolean[windows];
        int at = 0;
        for (int i = 0; i < parts.size(); i++) {
            System.arraycopy(parts.get(i), 0, ids, at * length, parts.get(i).length);
            System.arraycopy(flags.get(i), 0, clean, at, flags.get(i).length);
            at += flags.get(i).length;
        }
        return new HeldOut(length, ids, clean, documents, cleanDocuments);
    }

    int windows() {
        return clean.length;
    }

    int cleanWindows() {
        int count = 0;
        for (boolean flag : clean) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    /// The mean over all predicted tokens, of all windows and of the clean ones alone.
    ///
    /// @param windowLosses sums over the `length - 1` predicted tokens of each window
    Loss mean(double[] windowLosses) {
        double all = 0;
        double cleanSum = 0;
        for (int i = 0; i < clean.length; i++) {
            all += windowLosses[i];
            cleanSum += clean[i] ? windowLosses[i] : 0;
        }
        int targets = length - 1;
        return new Loss(
                clean.length == 0 ? Double.NaN : all / ((double) clean.length * targets),
                cleanWindows() == 0 ? Double.NaN : cleanSum / ((double) cleanWindows() * targets));
    }

    /// Mean negative log-likelihood in nats a token; NaN over no windows.
    record Loss(double all, double clean) {}
}

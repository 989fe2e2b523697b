package olmoe.model.generation;

import java.util.ArrayList;
import java.util.List;
import olmoe.model.vector.Decoding;
import olmoe.tokenizer.shard.Pcg64;

/// Continues prompts, all of them at once. Each has a random sequence of its own, from the seed and its
/// number, so a continuation does not depend on its neighbours.
public final class Generator {
    private final Decoding decoding;
    private final int ids;
    private final int endToken;
    private final Sampling sampling;
    private final long seed;

    /// @param decoding as many sequences as there are prompts in a call, or more
    /// @param ids only ids below are chosen
    /// @param endToken ends a sequence and is no part of it
    public Generator(Decoding decoding, int ids, int endToken, Sampling sampling, long seed) {
        this.decoding = decoding;
        this.ids = ids;
        this.endToken = endToken;
        this.sampling = sampling;
        this.seed = seed;
    }

    /// @param finish `end` at the end token, `length` at the limit of new tokens, `context` where no more fit
    public record Continuation(int[] ids, String finish) {}

    /// Told each token as it is chosen.
    @FunctionalInterface
    public interface Listener {
        void chosen(int prompt, int id);
    }

    /// @param prompts ids, at least one each
    /// @param most new tokens of each, 1 or more
    /// @throws IllegalArgumentException if a prompt is empty or longer than a sequence may be
    public List<Continuation> generate(List<int[]> prompts, int most, Listener listener) {
        int[][] next = new int[prompts.size()][];
        Pcg64[] generators = new Pcg64[next.length];
        List<List<Integer>> chosen = new ArrayList<>();
        String[] finish = new String[next.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = prompts.get(i);
            if (next[i].length == 0) {
                throw new IllegalArgumentException("expected at least one id in a prompt, found none");
            }
            generators[i] = new Pcg64(seed + i);
            chosen.add(new ArrayList<>());
            decoding.clear(i);
        }
        for (boolean growing = true; growing; ) {
            float[][] logits = decoding.advance(next);
            growing = false;
            for (int i = 0; i < next.length; i++) {
                if (logits[i] == null) {
                    continue;
                }
                next[i] = new int[0];
                int id = sampling.choose(logits[i], ids, generators[i]);
                if (id == endToken) {
                    finish[i] = "end";
                    continue;
                }
                chosen.get(i).add(id);
                listener.chosen(i, id);
                if (chosen.get(i).size() == most) {
                    finish[i] = "length";
                } else if (decoding.length(i) == decoding.capacity()) {
                    finish[i] = "context";
                } else {
                    next[i] = new int[] {id};
                    growing = true;
                }
            }
        }
        List<Continuation> continuations = new ArrayList<>();
        for (int i = 0; i < next.length; i++) {
            continuations.add(new Continuation(
                    chosen.get(i).stream().mapToInt(Integer::intValue).toArray(), finish[i]));
        }
        return continuations;
    }
}

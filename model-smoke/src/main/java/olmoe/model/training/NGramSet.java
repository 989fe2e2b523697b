package olmoe.model.training;

import java.io.IOException;
import java.util.Arrays;
import olmoe.tokenizer.shard.TokenShard;

/// All runs of 13 tokens of the shards that are trained on, by 64-bit hash. Two different runs share
/// a hash with a chance of about n / 2^64, and would then only make a clean document look seen.
final class NGramSet {
    static final int LENGTH = 13;

    private final long[] hashes; // sorted

    private NGramSet(long[] hashes) {
        this.hashes = hashes;
    }

    /// Over whole shards, window borders and tails included: text that training did not see as one
    /// run counts as seen too.
    static NGramSet ofTraining(TokenCorpus corpus) throws IOException {
        long[] hashes = new long[0];
        int count = 0;
        for (String file : corpus.trainFiles().stream().distinct().toList()) {
            TokenShard shard = corpus.shard(file);
            int[] ids = new int[Math.toIntExact(shard.tokens())];
            shard.read(0, ids, 0, ids.length);
            int runs = Math.max(0, ids.length - LENGTH + 1);
            hashes = Arrays.copyOf(hashes, Math.addExact(count, runs));
            for (int i = 0; i < runs; i++) {
                hashes[count++] = hash(ids, i);
            }
        }
        Arrays.parallelSort(hashes);
        return new NGramSet(hashes);
    }

    /// Whether any run of 13 within the range is in the set.
    boolean sharesAny(int[] ids, int from, int to) {
        for (int i = from; i + LENGTH <= to; i++) {
            if (Arrays.binarySearch(hashes, hash(ids, i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static long hash(int[] ids, int at) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = at; i < at + LENGTH; i++) {
            hash = (hash ^ ids[i]) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return hash;
    }
}

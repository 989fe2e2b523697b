package olmoe.dedup.minhash;

import java.util.function.IntFunction;
import olmoe.dedup.minhash.Sketcher.Signer;

/// How a text becomes shingles and these become minima, after whoever published it. Of DATATROVE and
/// FINEWEB the minima are those of datatrove 0.10, bit for bit. Of the others the shingles, bands and
/// rows are theirs and the hash is ours, since theirs depend on a runtime or a seed that is not stated.
enum Shingling {
    /// Ours: runs of letters, marks and numbers in lower case.
    WORDS("olmoe", 14, 8, 5, 0.8, Words::new),

    /// datatrove's default: simplified text, xxHash64 of the words joined by a space.
    DATATROVE("datatrove", 14, 8, 5, 0.8, n -> new SimplifiedWords(n, XxHash64::hash)),

    /// FineWeb (arXiv 2406.17557, appendix E): as datatrove, with 64 bits of SHA-1.
    FINEWEB("fineweb", 14, 8, 5, 0.8, n -> new SimplifiedWords(n, SimplifiedWords::sha1)),

    /// DCLM's dup-rs and duplodocus: segments of UAX #29, spaces among them, of lower-case text without
    /// ASCII punctuation.
    DCLM("dclm", 14, 8, 5, 0.8, n -> new CleanedTokens(n, CleanedTokens.Kind.SEGMENTS)),

    /// RedPajama v2: 13 words of lower-case text in NFD without ASCII punctuation; a shorter text has
    /// no shingle. 9 bands of 13 rows are its choice for 0.8.
    REDPAJAMA("redpajama", 9, 13, 13, 0.8, n -> new CleanedTokens(n, CleanedTokens.Kind.WORDS)),

    /// NeMo Curator: 24 characters.
    NEMO("nemo", 20, 13, 24, 0.8, Characters::new),

    /// The Stack's near-deduplication: 256 permutations, of which 25 bands of 10 rows serve 0.7.
    BIGCODE("bigcode", 25, 10, 5, 0.7, CodeWords::new),

    /// text-dedup with `hash_func_name = sha1`: 240 permutations, of which 24 bands of 10 rows serve 0.7.
    TEXT_DEDUP("text-dedup", 24, 10, 5, 0.7, LetterRuns::new),

    /// Our words through Lucene's ShingleFilter and MinHashFilter.
    LUCENE("lucene", 14, 8, 5, 0.8, Words::new);

    private static final long SEED = 6198;

    private final String setName;
    private final int bands;
    private final int rows;
    private final int ngram;
    private final double threshold;
    private final IntFunction<Shingler> shingler;

    Shingling(String setName, int bands, int rows, int ngram, double threshold, IntFunction<Shingler> shingler) {
        this.setName = setName;
        this.bands = bands;
        this.rows = rows;
        this.ngram = ngram;
        this.threshold = threshold;
        this.shingler = shingler;
    }

    String setName() {
        return setName;
    }

    /// Another one where a set's shingles or minima have changed, so that what was kept from before is not
    /// taken for the same.
    String revision() {
        return this == WORDS || this == LUCENE ? "-2" : "";
    }

    ParameterSet published() {
        return new ParameterSet(this, bands, rows, ngram, threshold);
    }

    Shingler shingler(int n) {
        return shingler.apply(n);
    }

    Signer signer(int ngram, int lanes) {
        return switch (this) {
            case DATATROVE, FINEWEB -> MersennePermutations.ofDatatrove(lanes);
            case TEXT_DEDUP -> MersennePermutations.ofTextDedup(lanes);
            case LUCENE -> new LuceneChain(ngram, lanes);
            default -> new Permutations(lanes, SEED);
        };
    }
}

package olmoe.dedup.minhash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.shingle.ShingleFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Lucene's analysis chain for near duplicates: words, shingles of words, MinHashFilter with one hash
/// and a bucket for each lane, empty ones filled by rotation. The words are cut by us, since Lucene's
/// LowerCaseFilter asks the JDK.
public final class LuceneChain extends Analyzer implements Sketcher.Signer {
    private static final String FIELD = "text";

    private final int ngram;
    private final int lanes;
    private final long[] signature;

    LuceneChain(int ngram, int lanes) {
        this.ngram = ngram;
        this.lanes = lanes;
        this.signature = new long[lanes];
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new WordTokenizer();
        TokenStream shingles = words;
        if (ngram > 1) {
            ShingleFilter filter = new ShingleFilter(words, ngram, ngram);
            filter.setOutputUnigrams(false);
            filter.setOutputUnigramsIfNoShingles(true);
            shingles = filter;
        }
        return new TokenStreamComponents(words, new MinHashFilter(shingles, 1, lanes, 1, true));
    }

    @Override
    public long[] signature(byte[] utf8, int length, Shingles shingles, int[] distinct) {
        String text = new String(utf8, 0, length, StandardCharsets.UTF_8);
        try (TokenStream tokens = tokenStream(FIELD, text)) {
            CharTermAttribute term = tokens.getAttribute(CharTermAttribute.class);
            tokens.reset();
            int lane = 0;
            while (lane < lanes && tokens.incrementToken()) {
                long hash = 0; // a token is 8 characters of 16 bits; the first four are enough
                for (int i = 0; i < 4; i++) {
                    hash = hash << 16 | term.charAt(i);
                }
                signature[lane++] = hash;
            }
            tokens.end();
            if (lane != lanes) {
                throw new IllegalStateException("MinHashFilter gave " + lane + " tokens, expected " + lanes);
            }
            return signature;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a text in memory", e);
        }
    }
}

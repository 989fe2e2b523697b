package olmoe.dedup.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import olmoe.dedup.minhash.Jaccard;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.dedup.minhash.Sketch;
import olmoe.dedup.minhash.Sketcher;
import olmoe.tokenizer.cli.CheckException;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/// Answers which documents of an index resemble a text, and how much.
public final class DocumentIndex implements Closeable {
    /// The file in which an index says of itself what it is.
    public static final String FORM = IndexForm.FILE;

    /// Where a release has what its index says of itself, and Lucene's files.
    private static final String RELEASED_FORM = "index";

    private static final String RELEASED_FILES = "witness/index";

    private final IndexForm form;
    private final Path folder;
    private final ParameterSet parameters;
    private final Directory directory;
    private final DirectoryReader reader;

    /// Checks the sums of all files and the form.
    ///
    /// @param folder of an index, or a release that carries one
    /// @throws olmoe.tokenizer.cli.ConfigurationException where the index is of another form
    /// @throws CheckException where a file is damaged
    public DocumentIndex(Path folder, ParameterSet parameters) throws IOException {
        this.folder = folder;
        boolean released = Files.isRegularFile(folder.resolve(RELEASED_FORM).resolve(IndexForm.FILE));
        this.form = IndexForm.read(released ? folder.resolve(RELEASED_FORM) : folder, parameters.form());
        this.parameters = parameters;
        this.directory = new NIOFSDirectory(released ? folder.resolve(RELEASED_FILES) : folder);
        try {
            this.reader = DirectoryReader.open(directory);
            for (LeafReaderContext leaf : reader.leaves()) {
                leaf.reader().checkIntegrity();
            }
        } catch (CorruptIndexException e) {
            throw new CheckException(folder + ": " + e.getMessage());
        }
    }

    /// A document that resembles the text.
    ///
    /// @param url empty where it has none
    /// @param estimate share of equal minima
    public record Hit(String key, String url, double similarity, double estimate) {}

    /// The most similar documents first; found by equal minima, compared by their shingles.
    ///
    /// @param threshold least similarity
    /// @param limit how many
    public List<Hit> query(String text, double threshold, int limit) throws IOException {
        Sketcher sketcher = parameters.sketcher();
        Sketch sketch = sketcher.sketch(text);
        if (!sketch.compared()) {
            return List.of();
        }
        long[] minima = sketcher.signature(text);
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (int lane = 0; lane < minima.length; lane++) {
            query.add(
                    new ConstantScoreQuery(new TermQuery(IndexFields.term(lane, minima[lane]))),
                    BooleanClause.Occur.SHOULD);
        }
        // half as many equal minima as expected at the threshold: 5 standard errors and more from 0.2 on
        query.setMinimumNumberShouldMatch(Math.max(1, (int) (minima.length * threshold / 2)));
        List<Hit> hits = new ArrayList<>();
        IndexSearcher searcher = new IndexSearcher(reader);
        for (ScoreDoc found : searcher.search(query.build(), Math.max(1, reader.maxDoc())).scoreDocs) {
            Document document = searcher.storedFields().document(found.doc);
            double similarity = Jaccard.similarity(sketch.shingles(), IndexFields.shingles(document));
            if (similarity >= threshold) {
                hits.add(new Hit(
                        document.get(IndexFields.KEY),
                        document.get(IndexFields.URL),
                        similarity,
                        found.score / minima.length));
            }
        }
        hits.sort(Comparator.comparingDouble(Hit::similarity).reversed().thenComparing(Hit::key));
        return hits.subList(0, Math.min(limit, hits.size()));
    }

    public long documents() {
        return form.documents();
    }

    /// Reads all documents and compares their digest with what the index says of itself.
    ///
    /// @throws CheckException where they differ
    public String check() throws IOException {
        IndexDigest digest = new IndexDigest();
        for (int i = 0; i < reader.maxDoc(); i++) {
            Document document = reader.storedFields().document(i);
            digest.add(
                    document.get(IndexFields.KEY),
                    document.get(IndexFields.URL),
                    IndexFields.minima(document),
                    IndexFields.shingles(document));
        }
        String found = digest.hex();
        if (!found.equals(form.digest())) {
            throw new CheckException(folder + ": digest: expected " + form.digest() + ", found " + found);
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        reader.close();
        directory.close();
    }
}

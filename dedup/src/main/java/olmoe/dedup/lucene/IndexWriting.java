package olmoe.dedup.lucene;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.dedup.minhash.Sketch;
import olmoe.dedup.minhash.Sketcher;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;

/// Writes an index of documents by their MinHash signatures and shingles. It is complete when
/// [#finish] has written what it says of itself.
public final class IndexWriting implements Closeable {
    private final Path folder;
    private final ParameterSet parameters;
    private final Sketcher sketcher;
    private final Directory directory;
    private final IndexWriter writer;
    private final IndexDigest digest = new IndexDigest();
    private final List<String> keys = new ArrayList<>();

    /// @param folder empty or not there
    public IndexWriting(Path folder, ParameterSet parameters) throws IOException {
        this.folder = folder;
        this.parameters = parameters;
        this.sketcher = parameters.sketcher();
        IndexForm.silenceLucene();
        this.directory = new NIOFSDirectory(folder);
        IndexWriterConfig config = new IndexWriterConfig(); // no field is analysed
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
        config.setMergeScheduler(new SerialMergeScheduler());
        this.writer = new IndexWriter(directory, config);
    }

    /// @param url may be empty
    /// @return whether the text has shingles; without any it is not indexed
    public boolean add(String key, String url, String text) throws IOException {
        keys.add(key);
        Sketch sketch = sketcher.sketch(text);
        if (!sketch.compared()) {
            return false;
        }
        long[] minima = sketcher.signature(text);
        writer.addDocument(IndexFields.document(key, url, minima, sketch.shingles()));
        digest.add(key, url, minima, sketch.shingles());
        return true;
    }

    /// @return digest of the content
    public String finish() throws IOException {
        writer.forceMerge(1);
        writer.close();
        IndexForm form = new IndexForm(
                IndexForm.VERSION, parameters.form(), digest.documents(), IndexDigest.ofKeys(keys), digest.hex());
        form.write(folder);
        return form.digest();
    }

    @Override
    public void close() throws IOException {
        writer.close();
        directory.close();
    }
}

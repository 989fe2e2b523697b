package olmoe.pipelines.io;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import olmoe.pipelines.io.Places.Unfinished;

/// The files of one part, written by one attempt: nothing is seen before all is, and the commit record
/// comes last. A second attempt, beside this one or after it, writes the same bytes over the same names.
public final class PartFiles implements Closeable {
    private final Places places;
    private final List<Unfinished> files = new ArrayList<>();
    private boolean committed;

    public PartFiles(Places places) {
        this.places = places;
    }

    /// @param path below the places' root; the caller closes the stream before [#commit]
    public OutputStream create(String path) throws IOException {
        Unfinished file = places.begin(path);
        files.add(file);
        return file.out();
    }

    /// Makes the files visible, then says so in a record beside them.
    public Commit commit(String recordPath, String digest, List<Commit.Input> inputs, ObjectNode counts)
            throws IOException {
        List<Commit.File> written = new ArrayList<>();
        for (Unfinished file : files) {
            written.add(
                    new Commit.File(file.path(), file.out().size(), file.out().hash()));
        }
        KillPoint.BEFORE_RENAME.reach();
        places.rename(files);
        KillPoint.BEFORE_COMMIT.reach();
        Commit commit = new Commit(digest, inputs, written, counts);
        places.write(recordPath, commit.bytes());
        committed = true;
        return commit;
    }

    /// Forgets what was not committed.
    @Override
    public void close() throws IOException {
        if (!committed) {
            for (Unfinished file : files) {
                file.out().close();
            }
            places.discard(files);
        }
    }
}

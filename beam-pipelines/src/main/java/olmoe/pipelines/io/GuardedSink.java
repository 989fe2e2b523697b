package olmoe.pipelines.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import olmoe.filters.Document;

/// Carries what fails behind a reader past it. To a reader an exception means a damaged file, which is a reject; a full
/// disk on the other side is none.
record GuardedSink(RecordSink behind) implements RecordSink {
    @Override
    public void document(Document document) {
        try {
            behind.document(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void rejected(String reason, long position) {
        try {
            behind.rejected(reason, position);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void other(String kind) {
        behind.other(kind);
    }

    @Override
    public void fetched(OptOut signals) {
        behind.fetched(signals);
    }
}

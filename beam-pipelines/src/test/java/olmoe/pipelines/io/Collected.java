package olmoe.pipelines.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import olmoe.filters.Document;
import olmoe.release.recipe.Source;

/// What a reader found in some bytes.
final class Collected implements RecordSink {
    final List<Document> documents = new ArrayList<>();
    final List<String> rejects = new ArrayList<>();
    final List<String> others = new ArrayList<>();
    final List<OptOut> fetched = new ArrayList<>();
    long bytes;
    IOException failure; // of this sink at a document, or null

    static Collected read(String path, byte[] file) throws IOException {
        return read(new Block("web", path, 0, 0, file.length), file, 1 << 20);
    }

    /// As where a recipe orders by dates.
    static Collected readDated(String path, byte[] file) throws IOException {
        return read(new Block("web", path, 0, 0, file.length), file, 1 << 20, true);
    }

    static Collected read(Block block, byte[] file, int maxBytes) throws IOException {
        return read(block, file, maxBytes, false);
    }

    private static Collected read(Block block, byte[] file, int maxBytes, boolean dated) throws IOException {
        Collected collected = new Collected();
        collected.readInto(block, file, maxBytes, dated);
        return collected;
    }

    void readInto(String path, byte[] file) throws IOException {
        readInto(new Block("web", path, 0, 0, file.length), file, 1 << 20, false);
    }

    private void readInto(Block block, byte[] file, int maxBytes, boolean dated) throws IOException {
        int from = (int) Math.max(0, block.from() - 1);
        try (HashingChannel in =
                new HashingChannel(Channels.newChannel(new ByteArrayInputStream(file, from, file.length - from)))) {
            Format.read(
                    in,
                    new Reading(block, Source.Columns.USUAL, maxBytes, dated, Sidecars.none(), () -> onDisk(file)),
                    this);
            in.drain();
            bytes = in.bytes();
        }
    }

    private static SeekableByteChannel onDisk(byte[] file) throws IOException {
        Path path = Files.write(Files.createTempFile("olmoe", ".input"), file);
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
    }

    List<String> texts() {
        return documents.stream().map(Document::text).toList();
    }

    @Override
    public void document(Document document) throws IOException {
        if (failure != null) {
            throw failure;
        }
        documents.add(document);
    }

    @Override
    public void rejected(String reason, long position) {
        rejects.add(reason + " at " + position);
    }

    @Override
    public void fetched(OptOut signals) {
        fetched.add(signals);
    }

    @Override
    public void other(String kind) {
        others.add(kind);
    }
}

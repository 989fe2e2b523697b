package olmoe.pipelines.io;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import olmoe.release.format.Sha256;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/// A folder on any of Beam's file systems. Paths are relative to it, with `/` between their parts.
/// Whatever is written appears under its name whole or not at all.
public record Places(String root) implements Serializable {
    private static final String UNFINISHED = ".unfinished-";

    /// @param folder a path of this machine, or `scheme://…` of a file system that Beam has
    public static Places of(String folder) {
        return new Places(isRemote(folder) ? withoutSlash(folder) : local(Path.of(folder)));
    }

    /// Whether it lies in an object store or the like, not on this machine.
    public boolean isRemote() {
        return isRemote(root);
    }

    static boolean isRemote(String folder) {
        return folder.contains("://");
    }

    private static String local(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    private static String withoutSlash(String folder) {
        return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    }

    public SeekableByteChannel open(String path) throws IOException {
        return seekable(FileSystems.open(resource(path)), path);
    }

    static SeekableByteChannel seekable(ReadableByteChannel channel, String path) throws IOException {
        if (channel instanceof SeekableByteChannel) {
            return (SeekableByteChannel) channel;
        }
        channel.close();
        throw new IOException(
                path + ": this file system gives no random access, which Parquet and pieces of a file need");
    }

    public byte[] read(String path) throws IOException {
        try (InputStream in = stream(path)) {
            return in.readAllBytes();
        }
    }

    public InputStream stream(String path) throws IOException {
        return Channels.newInputStream(FileSystems.open(resource(path)));
    }

    /// Size in bytes, or -1 where there is no such file.
    public long size(String path) throws IOException {
        MatchResult found = FileSystems.matchResources(List.of(resource(path))).get(0);
        return found.status() == MatchResult.Status.NOT_FOUND
                ? -1
                : found.metadata().get(0).sizeBytes();
    }

    /// Writes a small file at once.
    public void write(String path, byte[] bytes) throws IOException {
        write(path, new ByteArrayInputStream(bytes));
    }

    public void write(String path, InputStream in) throws IOException {
        Unfinished file = begin(path);
        try (OutputStream out = file.out()) {
            in.transferTo(out);
        }
        rename(List.of(file));
    }

    /// Opens a file under a name of this attempt's own.
    Unfinished begin(String path) throws IOException {
        ResourceId temporary = resource(path + UNFINISHED + UUID.randomUUID());
        OutputStream out = Channels.newOutputStream(FileSystems.create(temporary, "application/octet-stream"));
        return new Unfinished(path, temporary, new Sha256.Output(out));
    }

    void rename(List<Unfinished> files) throws IOException {
        List<ResourceId> from = new ArrayList<>();
        List<ResourceId> to = new ArrayList<>();
        for (Unfinished file : files) {
            from.add(file.temporary());
            to.add(resource(file.path()));
        }
        FileSystems.rename(from, to);
    }

    void discard(List<Unfinished> files) throws IOException {
        List<ResourceId> temporary = files.stream().map(Unfinished::temporary).toList();
        FileSystems.delete(temporary, StandardMoveOptions.IGNORE_MISSING_FILES);
    }

    /// Deletes a file, if it is there.
    public void delete(String path) throws IOException {
        FileSystems.delete(List.of(resource(path)), StandardMoveOptions.IGNORE_MISSING_FILES);
    }

    /// Deletes what an earlier, lost attempt has left below a folder: its unfinished files, and
    /// those finished ones that `listed` does not name. Returns how many.
    public int deleteAllBut(String folder, Set<String> listed) throws IOException {
        MatchResult found = FileSystems.match(root + "/" + folder + "/**", EmptyMatchTreatment.ALLOW);
        List<ResourceId> orphans = new ArrayList<>();
        String prefix = resource(folder).toString();
        for (MatchResult.Metadata file : found.metadata()) {
            String path = file.resourceId().toString();
            String relative = folder + path.substring(path.indexOf(prefix) + prefix.length());
            if (!listed.contains(relative)) {
                orphans.add(file.resourceId());
            }
        }
        FileSystems.delete(orphans, StandardMoveOptions.IGNORE_MISSING_FILES);
        return orphans.size();
    }

    ResourceId resource(String path) {
        return FileSystems.matchNewResource(root + "/" + path, false);
    }

    /// A file being written.
    record Unfinished(String path, ResourceId temporary, Sha256.Output out) {}
}

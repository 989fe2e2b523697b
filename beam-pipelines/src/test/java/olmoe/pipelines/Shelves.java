package olmoe.pipelines;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystem;
import org.apache.beam.sdk.io.FileSystemRegistrar;
import org.apache.beam.sdk.io.fs.CreateOptions;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MatchResult.Metadata;
import org.apache.beam.sdk.io.fs.MoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.options.PipelineOptions;

/// An object store for tests, `shelf://NAME/KEY`: keys without folders, an object that exists once it is
/// closed, a rename that is a copy and a deletion. The bytes of `shelf://NAME` lie in a file each below the
/// folder NAME, given as an absolute path with `+` for `/`. A shelf can be full, and reading from it can fail.
final class Shelves extends FileSystem<Shelves.Key> {
    static final String SCHEME = "shelf";

    private static final Map<Path, AtomicLong> SPACE = new ConcurrentHashMap<>();
    private static final Map<Path, AtomicInteger> FAILURES = new ConcurrentHashMap<>();

    /// Takes so many more bytes below a folder and no further.
    static void limit(Path folder, long bytes) {
        SPACE.put(folder, new AtomicLong(bytes));
    }

    static void unlimit(Path folder) {
        SPACE.remove(folder);
    }

    /// The next times that a file is read, its second half cannot be.
    static void failReads(Path file, int times) {
        FAILURES.put(file, new AtomicInteger(times));
    }

    /// Beam finds the file system by it.
    public static final class Registrar implements FileSystemRegistrar {
        @Override
        public Iterable<FileSystem<?>> fromOptions(PipelineOptions options) {
            return List.of(new Shelves());
        }
    }

    /// The shelf whose bytes lie in this folder.
    static String of(Path folder) {
        return SCHEME + "://" + folder.toAbsolutePath().toString().replace('/', '+');
    }

    private static Path file(String key) {
        String[] parts = key.substring(SCHEME.length() + 3).split("/", 2);
        return Path.of(parts[0].replace('+', '/')).resolve(parts[1].replace('/', '+'));
    }

    @Override
    protected List<MatchResult> match(List<String> specs) throws IOException {
        List<MatchResult> results = new ArrayList<>();
        for (String spec : specs) {
            List<Metadata> found = new ArrayList<>();
            if (spec.endsWith("/**")) {
                String prefix = spec.substring(0, spec.length() - 2);
                Path folder = file(prefix + "x").getParent();
                String shelf = spec.substring(0, spec.indexOf('/', SCHEME.length() + 3) + 1);
                if (Files.isDirectory(folder)) {
                    try (Stream<Path> files = Files.list(folder)) {
                        for (Path file : files.toList()) {
                            String key = shelf + file.getFileName().toString().replace('+', '/');
                            if (key.startsWith(prefix)) {
                                found.add(metadata(key, file));
                            }
                        }
                    }
                }
            } else if (Files.isRegularFile(file(spec))) {
                found.add(metadata(spec, file(spec)));
            }
            results.add(
                    found.isEmpty()
                            ? MatchResult.create(MatchResult.Status.NOT_FOUND, new FileNotFoundException(spec))
                            : MatchResult.create(MatchResult.Status.OK, found));
        }
        return results;
    }

    private static Metadata metadata(String key, Path file) throws IOException {
        return Metadata.builder()
                .setResourceId(new Key(key))
                .setSizeBytes(Files.size(file))
                .setIsReadSeekEfficient(true)
                .setLastModifiedMillis(Files.getLastModifiedTime(file).toMillis())
                .build();
    }

    @Override
    protected WritableByteChannel create(Key key, CreateOptions options) throws IOException {
        Path file = file(key.key());
        Files.createDirectories(file.getParent());
        Path open = Files.createTempFile(file.getParent().getParent(), "open", null);
        FileChannel channel = FileChannel.open(open, StandardOpenOption.WRITE);
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                AtomicLong space = SPACE.get(file.getParent());
                if (space != null && space.addAndGet(-bytes.remaining()) < 0) {
                    throw new IOException("No space left on device");
                }
                return channel.write(bytes);
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                if (channel.isOpen()) {
                    channel.close();
                    Files.move(open, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        };
    }

    @Override
    protected ReadableByteChannel open(Key key) throws IOException {
        Path file = file(key.key());
        FileChannel channel = FileChannel.open(file);
        AtomicInteger failures = FAILURES.get(file);
        return failures == null || failures.getAndDecrement() <= 0 ? channel : failing(channel);
    }

    private static SeekableByteChannel failing(FileChannel channel) throws IOException {
        long half = channel.size() / 2;
        return new SeekableByteChannel() {
            @Override
            public int read(ByteBuffer bytes) throws IOException {
                if (channel.position() >= half) {
                    throw new IOException("Input/output error");
                }
                ByteBuffer some =
                        bytes.slice(bytes.position(), (int) Math.min(bytes.remaining(), half - channel.position()));
                int read = channel.read(some);
                bytes.position(bytes.position() + Math.max(read, 0));
                return read;
            }

            @Override
            public long position() throws IOException {
                return channel.position();
            }

            @Override
            public SeekableByteChannel position(long position) throws IOException {
                channel.position(position);
                return this;
            }

            @Override
            public long size() throws IOException {
                return channel.size();
            }

            @Override
            public int write(ByteBuffer bytes) {
                throw new NonWritableChannelException();
            }

            @Override
            public SeekableByteChannel truncate(long size) {
                throw new NonWritableChannelException();
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    protected void copy(List<Key> from, List<Key> to) throws IOException {
        for (int i = 0; i < from.size(); i++) {
            Files.copy(file(from.get(i).key()), file(to.get(i).key()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    protected void rename(List<Key> from, List<Key> to, MoveOptions... options) throws IOException {
        copy(from, to);
        delete(from);
    }

    @Override
    protected void delete(Collection<Key> keys) throws IOException {
        for (Key key : keys) {
            Files.deleteIfExists(file(key.key()));
        }
    }

    @Override
    protected Key matchNewResource(String key, boolean isDirectory) {
        return new Key(key);
    }

    @Override
    protected String getScheme() {
        return SCHEME;
    }

    /// Name of an object, scheme and all.
    record Key(String key) implements ResourceId {
        @Override
        public ResourceId resolve(String other, ResolveOptions options) {
            boolean folder = options.equals(StandardResolveOptions.RESOLVE_DIRECTORY);
            return new Key(key + (key.endsWith("/") ? "" : "/") + other + (folder ? "/" : ""));
        }

        @Override
        public ResourceId getCurrentDirectory() {
            return new Key(key.substring(0, key.lastIndexOf('/') + 1));
        }

        @Override
        public String getScheme() {
            return SCHEME;
        }

        @Override
        public String getFilename() {
            return key.substring(key.lastIndexOf('/') + 1);
        }

        @Override
        public boolean isDirectory() {
            return key.endsWith("/");
        }

        @Override
        public String toString() {
            return key;
        }
    }
}

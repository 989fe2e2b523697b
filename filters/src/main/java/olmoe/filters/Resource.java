package olmoe.filters;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import olmoe.tokenizer.cli.ConfigurationException;

/// A file that a rule needs, such as a word list or a model. Its digest names it: what a rule decides
/// depends on the bytes alone, never on where they lie.
///
/// @param name as its author wrote it, for messages
/// @param sha256 64 hex digits
public record Resource(String name, String sha256, Opener opener) {
    private static final Map<String, Object> SHARED = new ConcurrentHashMap<>();

    /// Opens the bytes, on the driver from the file, on a worker from the working store.
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /// Makes what a rule works with from a resource's bytes; it says what is wrong with them in an [IOException].
    @FunctionalInterface
    public interface Parser<T> {
        T parse(InputStream in) throws IOException;
    }

    /// @throws ConfigurationException where no file can be read there
    public static Resource of(Path file) {
        Opener opener = () -> Files.newInputStream(file);
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(opener.open(), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new ConfigurationException("expected a file, found none that can be read at " + file, e);
        }
        return new Resource(file.toString(), HexFormat.of().formatHex(digest.digest()), opener);
    }

    /// The resource parsed as `type`, once for all threads of this JVM however many rules and bundles
    /// ask for it.
    ///
    /// @throws ConfigurationException where the bytes are others than the digest says, or the parser refuses them
    public <T> T shared(Class<T> type, Parser<T> parser) {
        return type.cast(SHARED.computeIfAbsent(type.getName() + ' ' + sha256, unused -> parsed(parser)));
    }

    private <T> T parsed(Parser<T> parser) {
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(opener.open(), digest)) {
            T parsed = parser.parse(in);
            in.transferTo(OutputStream.nullOutputStream());
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new ConfigurationException(name + ": expected sha256 " + sha256 + ", found " + found);
            }
            return parsed;
        } catch (IOException e) {
            throw new ConfigurationException(name + ": " + e.getMessage(), e);
        }
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

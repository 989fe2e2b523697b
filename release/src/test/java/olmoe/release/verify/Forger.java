package olmoe.release.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.Column;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.Sha256;
import olmoe.release.format.Sums;
import olmoe.release.format.TableReader;
import olmoe.release.format.TableWriter;

/// What somebody does who changes a release and does not want it to be seen.
final class Forger {
    private Forger() {}

    /// Makes index and sums fit the files again.
    static void seal(Path release) throws IOException {
        ReleaseIndex index = ReleaseIndex.read(release);
        List<ReleaseIndex.Listed> files = new ArrayList<>();
        SortedMap<String, String> sums = new TreeMap<>(Sums.read(release.resolve("SHA256SUMS")));
        SortedMap<String, String> made = new TreeMap<>(index.madeFrom());
        made.put("recipe", Sha256.of(release.resolve("reproduce/recipe.yaml")));
        for (ReleaseIndex.Listed file : index.files()) {
            Path path = release.resolve(file.path());
            String sha256 = Sha256.of(path);
            sums.put(file.path(), sha256);
            files.add(new ReleaseIndex.Listed(
                    file.path(), Files.size(path), sha256, file.role(), file.license(), file.mediaType()));
        }
        ReleaseIndex sealed = new ReleaseIndex(index.name(), index.version(), index.program(), made, files);
        Files.write(release.resolve("RELEASE.json"), sealed.bytes());
        sums.put("RELEASE.json", Sha256.of(sealed.bytes()));
        Files.writeString(release.resolve("SHA256SUMS"), Sums.render(sums));
    }

    /// Seals and signs with a key of the forger's own.
    static void sign(Path release) throws IOException {
        seal(release);
        ReleaseSigner.sign(release, SigningKey.generate(SigningKey.Kind.P256, null));
    }

    /// Changes a byte in the middle; in text it is a digit after another, so that JSON can still be read and signed.
    static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = bytes.length / 2;
        while (at + 1 < bytes.length && !(isDigit(bytes[at]) && isDigit(bytes[at - 1]))) {
            at++;
        }
        bytes[at + 1 < bytes.length ? at : bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    static void replace(Path file, String right, String wrong) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        if (!text.contains(right)) {
            throw new IllegalArgumentException(file + " does not hold " + right);
        }
        Files.writeString(file, text.replaceFirst(Pattern.quote(right), wrong));
    }

    static void swap(Path one, Path two) throws IOException {
        byte[] bytes = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(two));
        Files.write(two, bytes);
    }

    /// Changes the rows of a table: one for which `change` gives null is left out.
    static void rows(Path file, java.util.function.BinaryOperator<Object[]> change) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        List<Column> columns;
        try (TableReader table = new TableReader(Files.newByteChannel(file), file.toString())) {
            columns = table.columns();
        }
        String[] names = columns.stream().map(Column::name).toArray(String[]::new);
        try (TableReader table = new TableReader(Files.newByteChannel(file), file.toString(), names)) {
            for (Object[] row = table.next(); row != null; row = table.next()) {
                Object[] changed = change.apply(row, rows.isEmpty() ? null : rows.get(rows.size() - 1));
                if (changed != null) {
                    rows.add(changed);
                }
            }
        }
        try (TableWriter table = new TableWriter(Files.newOutputStream(file), columns, java.util.Map.of())) {
            for (Object[] row : rows) {
                table.write(row);
            }
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}

package olmoe.release.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private static final List<Column> COLUMNS = List.of(
            Column.required("key", Column.Type.STRING),
            Column.required("row", Column.Type.LONG),
            Column.optional("phase", Column.Type.INT),
            Column.optional("value", Column.Type.DOUBLE),
            Column.optional("seen", Column.Type.BOOLEAN),
            Column.optional("reason", Column.Type.STRING));

    @TempDir
    Path folder;

    @Test
    void everyValueAndNullComesBackAcrossRowGroups() throws IOException {
        List<Object[]> rows = rows(5000);
        Path file = write(rows, 20_000);
        try (TableReader reader = new TableReader(Files.newByteChannel(file), "t")) {
            assertEquals(5000, reader.rows());
            assertEquals(COLUMNS, reader.columns());
            for (Object[] row : rows) {
                assertArrayEquals(row, reader.next());
            }
            assertNull(reader.next());
            assertNull(reader.next());
        }
    }

    @Test
    void aProjectionGivesTheNamedColumnsInTheirOwnOrder() throws IOException {
        List<Object[]> rows = rows(300);
        try (TableReader reader = new TableReader(Files.newByteChannel(write(rows, 4000)), "t", "reason", "key")) {
            for (Object[] row : rows) {
                assertArrayEquals(new Object[] {row[5], row[0]}, reader.next());
            }
            assertNull(reader.next());
        }
    }

    @Test
    void anEmptyTableIsATable() throws IOException {
        try (TableReader reader = new TableReader(Files.newByteChannel(write(List.of(), 1000)), "t")) {
            assertEquals(0, reader.rows());
            assertNull(reader.next());
        }
    }

    @Test
    void theFooterNamesItsWriterAndKeepsTheMetadata() throws IOException {
        try (TableReader reader = new TableReader(Files.newByteChannel(write(rows(3), 1000)), "t")) {
            assertTrue(reader.createdBy().startsWith("parquet-mr version 1.18."), reader.createdBy());
            assertEquals(Map.of("b", "2", "a", "1"), reader.metadata());
        }
        // parquet-java before 1.18 writes unequal footers; ours are in the order of the keys
        String footer = new String(Files.readAllBytes(write(rows(3), 1000)), StandardCharsets.ISO_8859_1);
        assertTrue(footer.lastIndexOf("a\u0018\u00011") < footer.lastIndexOf("b\u0018\u00012"));
    }

    @Test
    void everyJvmWritesTheSameBytesWithNoHadoopOnItsClassPath() throws Exception {
        String expected = Sha256.of(table());
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> !entry.contains("hadoop-"))
                        .collect(Collectors.joining(File.pathSeparator))
                + Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(entry -> entry.contains("parquet-hadoop"))
                        .collect(Collectors.joining(File.pathSeparator, File.pathSeparator, ""));
        for (String history : List.of("1", "977")) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-Xmx256m",
                            "-cp",
                            classPath,
                            TableTest.class.getName(),
                            history)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor());
            assertEquals(expected, found.trim());
        }
    }

    /// Prints the digest of a table, after a life that gave other identity hashes to the enums.
    public static void main(String[] args) throws IOException {
        int sum = 0;
        for (int i = 0; i < Integer.parseInt(args[0]); i++) {
            sum += new Object().hashCode();
        }
        System.err.println("history " + sum);
        Path file = Files.createTempFile("table", ".parquet");
        try {
            Files.write(file, table());
            try (TableReader reader = new TableReader(Files.newByteChannel(file), "t")) {
                for (Object[] row : rows(4000)) {
                    assertArrayEquals(row, reader.next());
                }
            }
        } finally {
            Files.delete(file);
        }
        System.out.println(Sha256.of(table()));
    }

    private static byte[] table() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TableWriter writer = new TableWriter(bytes, COLUMNS, Map.of("b", "2", "a", "1"), 50_000)) {
            for (Object[] row : rows(4000)) {
                writer.write(row);
            }
        }
        return bytes.toByteArray();
    }

    @Test
    void anIndependentReaderSeesTheSameRows() throws Exception {
        List<Object[]> rows = rows(2000);
        Path file = write(rows, 10_000);
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement();
                var result = statement.executeQuery("select * from read_parquet('" + file + "')")) {
            for (Object[] row : rows) {
                assertTrue(result.next());
                for (int i = 0; i < row.length; i++) {
                    assertEquals(row[i], result.getObject(i + 1));
                }
            }
            assertTrue(!result.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "zstd", "uncompressed"})
    void readsWhatAnotherWriterCompressed(String codec) throws Exception {
        Path file = folder.resolve("other.parquet");
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("copy (select i as id, i * 0.5::float as half, case when i % 3 = 0 then null else"
                    + " 'text ' || (i % 7) end as text, [i] as list from range(3000) t(i)) to '" + file
                    + "' (format parquet, compression " + codec + ", row_group_size 1000)");
        }
        try (TableReader reader = new TableReader(Files.newByteChannel(file), "o")) {
            assertEquals(
                    List.of("id", "half", "text"),
                    reader.columns().stream().map(Column::name).toList());
            for (long i = 0; i < 3000; i++) {
                assertArrayEquals(new Object[] {i, i * 0.5, i % 3 == 0 ? null : "text " + i % 7}, reader.next());
            }
            assertNull(reader.next());
        }
    }

    @Test
    void refusesAMissingRequiredValueAndAWrongType() throws IOException {
        try (TableWriter writer = new TableWriter(new ByteArrayOutputStream(), COLUMNS, Map.of())) {
            var missing =
                    assertThrows(IllegalArgumentException.class, () -> writer.write(null, 1L, null, null, null, null));
            assertEquals("column key takes a value of type STRING but got null", missing.getMessage());
            var wrong = assertThrows(IllegalArgumentException.class, () -> writer.write("k", 1L, 1L, null, null, null));
            assertEquals("column phase takes null or a value of type INT but got Long", wrong.getMessage());
            assertEquals(0, writer.rows());
        }
    }

    @Test
    void aDamagedPageIsAnErrorAndNotAValue() throws IOException {
        Path file = write(rows(2000), 10_000);
        byte[] bytes = Files.readAllBytes(file);
        bytes[200] ^= 1;
        Files.write(file, bytes);
        assertThrows(IOException.class, () -> {
            try (TableReader reader = new TableReader(Files.newByteChannel(file), "t")) {
                while (reader.next() != null) {}
            }
        });
    }

    @Test
    void namesTheColumnsThereAreWhenOneIsNot() throws IOException {
        Path file = write(rows(1), 10_000);
        var e = assertThrows(IOException.class, () -> new TableReader(Files.newByteChannel(file), "t.parquet", "text"));
        assertEquals("t.parquet: no flat column text, only [key, row, phase, value, seen, reason]", e.getMessage());
    }

    @Test
    void aFileOfAnotherKindIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "not a table, but long enough for a footer");
        var e = assertThrows(IOException.class, () -> new TableReader(Files.newByteChannel(file), "x"));
        assertTrue(e.getMessage().startsWith("x: not a Parquet file"), e.getMessage());
    }

    private Path write(List<Object[]> rows, long rowGroupBytes) throws IOException {
        Path file = folder.resolve("table.parquet");
        try (TableWriter writer =
                new TableWriter(Files.newOutputStream(file), COLUMNS, Map.of("b", "2", "a", "1"), rowGroupBytes)) {
            for (Object[] row : rows) {
                writer.write(row);
            }
        }
        return file;
    }

    private static List<Object[]> rows(int count) {
        Random random = new Random(7);
        List<Object[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new Object[] {
                Long.toHexString(random.nextLong()),
                (long) i,
                random.nextInt(4) == 0 ? null : (Integer) random.nextInt(9),
                random.nextInt(4) == 0 ? null : (Double) random.nextDouble(),
                random.nextInt(4) == 0 ? null : (Boolean) random.nextBoolean(),
                random.nextInt(4) == 0 ? null : "reason é \uD83D\uDE00 " + random.nextInt(5)
            });
        }
        return rows;
    }
}

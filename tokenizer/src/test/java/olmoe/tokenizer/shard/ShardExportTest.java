package olmoe.tokenizer.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardExportTest {
    private static final int END = 9;
    private static final long NO_CAP = Long.MAX_VALUE;

    @TempDir
    Path folder;

    private Path npy;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        npy = folder.resolve("part.npy");
        out = folder.resolve("out");
        write(2, 300);
    }

    private void write(int bytesPerId, int id) throws IOException {
        try (OutputStream ids = Files.newOutputStream(npy);
                OutputStream csv = Files.newOutputStream(folder.resolve("part.csv.gz"));
                OutputStream mask = OutputStream.nullOutputStream()) {
            TokenShardWriter writer = new TokenShardWriter(bytesPerId, 4, END, window -> false, ids, csv, mask);
            writer.add("a", "x", 1, new int[] {1, 2}, 2);
            writer.add("b", "x", 2, new int[] {id}, 1);
            writer.add("c", "x", 3, new int[] {4, 5, 6, 7}, 4);
            writer.finish();
        }
    }

    private ShardExport export(ShardFormat format, int vocabulary, long maxTokens, long maxBytes) throws IOException {
        var settings = new ShardExport.Settings(
                format, out, ShardExport.Settings::numbered, vocabulary, "tiny", maxTokens, maxBytes);
        ShardExport export = new ShardExport(settings);
        try (export) {
            export.add(npy, TokenShardWriter.bytesPerId(vocabulary));
            export.finish();
        }
        return export;
    }

    @Test
    void writesMegatronsLayout() throws IOException {
        export(ShardFormat.MEGATRON, 1000, NO_CAP, NO_CAP);
        assertEquals("0100020009002c0109000400050006000700" + "0900", hex("part-00000.bin"));
        assertEquals(
                "4d4d49444944580000" + "0100000000000000" + "08" + "0300000000000000" + "0400000000000000"
                        + "030000000200000005000000"
                        + "00000000000000000600000000000000" + "0a00000000000000"
                        + "0000000000000000010000000000000002000000000000000300000000000000",
                hex("part-00000.idx"));
        assertEquals(new TokenCount(3, 10, 9, 300, 3, 5), MegatronShard.recount(out.resolve("part-00000.idx")));
    }

    @Test
    void writesDatatrovesLayout() throws IOException {
        export(ShardFormat.DATATROVE, 1000, NO_CAP, NO_CAP);
        assertEquals("0100020009002c0109000400050006000700" + "0900", hex("part-00000.ds"));
        assertEquals("03000000000000000500000000000000" + "0a00000000000000", hex("part-00000.ds.index"));
        assertEquals("tiny|2\n10\n10.0 T", Files.readString(out.resolve("part-00000.ds.metadata")));
        assertEquals(new TokenCount(3, 10, 9, 300, 3, 5), DatatroveShard.recount(out.resolve("part-00000.ds")));
    }

    @ParameterizedTest
    @EnumSource
    void idsBeyondTwoBytesTakeFour(ShardFormat format) throws IOException {
        write(4, 70_000);
        export(format, 100_000, NO_CAP, NO_CAP);
        switch (format) {
            case DOLMA ->
                assertEquals(
                        70_000,
                        TokenShard.recount(out.resolve("part-00000.npy"), 4, 4).largestId());
            case MEGATRON ->
                assertEquals(
                        new TokenCount(3, 10, 9, 70_000, 3, 5), MegatronShard.recount(out.resolve("part-00000.idx")));
            case DATATROVE ->
                assertEquals(
                        new TokenCount(3, 10, 9, 70_000, 3, 5), DatatroveShard.recount(out.resolve("part-00000.ds")));
        }
    }

    @ParameterizedTest
    @CsvSource({"5, 9999, 2", "4, 9999, 3", "1, 9999, 3", "9999, 10, 2", "9999, 9, 3", "9999, 20, 1"})
    void aDocumentThatWouldPassACapBeginsAFile(long maxTokens, long maxBytes, int files) throws IOException {
        ShardExport export = export(ShardFormat.DOLMA, 1000, maxTokens, maxBytes);
        assertEquals(files, export.files());
        assertEquals(10, export.tokens());
        assertEquals(3, export.documents());
        long tokens = 0;
        for (int i = 0; i < files; i++) {
            tokens +=
                    TokenShard.recount(out.resolve("part-0000" + i + ".npy"), 4).tokens();
        }
        assertEquals(10, tokens);
    }

    @Test
    void anIdOutsideTheVocabularyIsNamedWithItsPlace() throws IOException {
        var e = assertThrows(DamagedShardException.class, () -> export(ShardFormat.MEGATRON, 300, NO_CAP, NO_CAP));
        assertEquals(npy + ": token 3: expected an id below 300, found 300", e.getMessage());
        try (Stream<Path> left = Files.list(out)) {
            assertEquals(List.of(), left.toList(), "what was not completed is not there");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"part-00000.bin", "part-00000.idx", "part-00000.ds", "part-00000.ds.index"})
    void aFileOfAnyLengthButItsOwnIsRefusedInOneLine(String name) throws IOException {
        export(ShardFormat.MEGATRON, 1000, NO_CAP, NO_CAP);
        export(ShardFormat.DATATROVE, 1000, NO_CAP, NO_CAP);
        byte[] whole = Files.readAllBytes(out.resolve(name));
        for (int length = 0; length <= whole.length + 1; length++) {
            if (length != whole.length) {
                Files.write(out.resolve(name), Arrays.copyOf(whole, length));
                var e = assertThrows(DamagedShardException.class, () -> recount(name));
                assertTrue(
                        e.getMessage().startsWith(out.toString())
                                && !e.getMessage().contains("\n"),
                        e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"part-00000.idx", "part-00000.ds.index", "part-00000.ds.metadata"})
    void changedBytesGiveNothingButThatException(String name) throws IOException {
        export(ShardFormat.MEGATRON, 1000, NO_CAP, NO_CAP);
        export(ShardFormat.DATATROVE, 1000, NO_CAP, NO_CAP);
        byte[] whole = Files.readAllBytes(out.resolve(name));
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] changed = whole.clone();
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(128);
            Files.write(out.resolve(name), changed);
            try {
                recount(name);
            } catch (DamagedShardException e) {
                refused++;
            }
        }
        assertTrue(refused > 50, refused + " refused");
    }

    @ParameterizedTest
    @EnumSource(value = ShardFormat.class, names = "DOLMA", mode = EnumSource.Mode.EXCLUDE)
    void anotherFormatIsHeldToTheDocumentsBesideIt(ShardFormat format) throws IOException {
        try (ShardExport beside = new ShardExport(
                new ShardExport.Settings(format, folder, number -> "part", 1000, "tiny", NO_CAP, NO_CAP))) {
            beside.add(npy, 2);
            beside.finish();
        }
        assertEquals(new TokenCount(3, 10, 9, 300, 3, 5), SameDocuments.check(npy, 2, format));
        Path other = TokenShard.beside(npy, format.suffix());
        write(2, 301);
        var e = assertThrows(DamagedShardException.class, () -> SameDocuments.check(npy, 2, format));
        assertEquals(other + ": document 2: expected that of " + npy + ", found other ids", e.getMessage());
    }

    private TokenCount recount(String name) throws IOException {
        return name.startsWith("part-00000.ds")
                ? DatatroveShard.recount(out.resolve("part-00000.ds"))
                : MegatronShard.recount(out.resolve("part-00000.idx"));
    }

    private String hex(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(out.resolve(name));
        return HexFormat.of().formatHex(bytes);
    }
}

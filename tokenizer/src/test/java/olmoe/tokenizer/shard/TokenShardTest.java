package olmoe.tokenizer.shard;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import olmoe.tokenizer.shard.TokenShard.Recount;
import olmoe.tokenizer.shard.TokenShardWriter.Totals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenShardTest {
    private static final int END = 9;

    @TempDir
    Path folder;

    private Path npy;

    @BeforeEach
    void name() {
        npy = folder.resolve("part.npy");
    }

    @Test
    void writesTheLayoutOfDolma() throws IOException {
        Totals totals = write(4, window -> window[0] == 258, writer -> {
            writer.add("a", "x.gz", 1, new int[] {1, 2, 3}, 3);
            writer.add("say \"hi\", b", "x.gz", 7, new int[] {258, 65535, 5, 6, 7}, 3);
        });
        assertArrayEquals(new byte[] {1, 0, 2, 0, 3, 0, 9, 0, 2, 1, -1, -1, 5, 0, 9, 0}, Files.readAllBytes(npy));
        assertEquals("0,4,a,x.gz,1\r\n4,8,\"say \"\"hi\"\", b\",x.gz,7\r\n", csv());
        assertArrayEquals(new byte[] {2}, Files.readAllBytes(folder.resolve("part.mask")));
        assertEquals(new Totals(2, 0, 8, 2, 1, 0, 16, Files.size(folder.resolve("part.csv.gz")), 1), totals);
    }

    @Test
    void endOfTextIsAddedOnlyWhereItIsMissing() throws IOException {
        write(4, window -> false, writer -> writer.add("a", "s", 1, new int[] {1, END}, 2));
        assertArrayEquals(new byte[] {1, 0, 9, 0}, Files.readAllBytes(npy));
    }

    @Test
    void countsBlankDocumentsWithoutARow() throws IOException {
        Totals totals = write(4, window -> false, writer -> writer.add("a", "s", 1, new int[4], 0));
        assertEquals(new Totals(0, 1, 0, 0, 0, 0, 0, 23, 0), totals);
        assertEquals("", csv());
        assertEquals(new Recount(0, 0, 0, 0, 0, -1, -1, 0, 0), TokenShard.recount(npy, 4));
    }

    @Test
    void refusesAnIdOverTwoBytesAndWritesNothingOfItsDocument() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TokenShardWriter writer = new TokenShardWriter(
                2, END, window -> false, out, OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        var e = assertThrows(IllegalArgumentException.class, () -> writer.add("a", "s", 1, new int[] {1, 65536}, 2));
        assertEquals("token id 65536 does not fit two bytes: expected 0..65535", e.getMessage());
        assertEquals(0, out.size());
        assertEquals(0, writer.tokens());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsBackAndRecountsWhatWasWritten(long seed) throws IOException {
        Random random = new Random(seed);
        int window = 1 + random.nextInt(7);
        int[] all = new int[0];
        int[][] documents = new int[1 + random.nextInt(200)][];
        for (int d = 0; d < documents.length; d++) {
            documents[d] = random.ints(1 + random.nextInt(d == 3 ? 70_000 : 30), 10, 65_536)
                    .toArray();
            int from = all.length;
            all = Arrays.copyOf(all, from + documents[d].length + 1);
            System.arraycopy(documents[d], 0, all, from, documents[d].length);
            all[all.length - 1] = END;
        }
        Predicate<int[]> odd = ids -> ids[0] % 2 == 1;
        Totals totals = write(window, odd, writer -> {
            for (int d = 0; d < documents.length; d++) {
                writer.add("id,\n" + d, "s", d + 1, documents[d], documents[d].length);
            }
        });
        assertEquals(all.length, totals.tokens());
        Recount recount = TokenShard.recount(npy, window);
        assertEquals(totals.tokens(), recount.tokens());
        assertEquals(totals.windows(), recount.windows());
        assertEquals(totals.maskedWindows(), recount.maskedWindows());
        assertEquals(totals.tailTokens(), recount.tailTokens());
        assertEquals(documents.length, recount.documents());
        assertEquals(END, recount.endOfText());
        try (TokenShard shard = TokenShard.open(npy)) {
            int[] read = new int[all.length];
            shard.read(0, read, 0, all.length);
            assertArrayEquals(all, read);
            for (int w = 0; w < totals.windows(); w++) {
                assertEquals(all[w * window] % 2 == 1, shard.masked(w), "window " + w);
            }
        }
    }

    @Test
    void aRowWithoutEndIsRefusedBeforeItFillsTheMemory() throws IOException {
        for (String start : List.of("0,4,", "0,4,\"")) {
            try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(folder.resolve("part.csv.gz")))) {
                gzip.write(start.getBytes(StandardCharsets.UTF_8));
                gzip.write("x".repeat(3 << 20).getBytes(StandardCharsets.UTF_8));
            }
            try (DocumentSpans spans = new DocumentSpans(folder.resolve("part.npy"))) {
                var e = assertThrows(DamagedShardException.class, spans::next);
                assertTrue(e.getMessage().endsWith(": row 1: expected at most 1048576 characters"), e.getMessage());
            }
        }
    }

    @Test
    void readsRowsOfPythonsCsvModule() throws IOException {
        Files.write(npy, new byte[0]);
        try (StoredGzip gzip = new StoredGzip(Files.newOutputStream(folder.resolve("part.csv.gz")))) {
            gzip.write("0,4,\"a,\"\"b\"\"\r\nc\",s,1\n4,5,ü,,12".getBytes(StandardCharsets.UTF_8));
        }
        try (DocumentSpans spans = new DocumentSpans(npy)) {
            assertEquals(new DocumentSpan(0, 4, "a,\"b\"\r\nc", "s", 1), spans.next());
            assertEquals(new DocumentSpan(4, 5, "ü", "", 12), spans.next());
            assertNull(spans.next());
        }
    }

    @Test
    void namesTheByteWhereAShardWasCut() throws IOException {
        writeTwo();
        Files.write(npy, Arrays.copyOf(Files.readAllBytes(npy), 13));
        assertDamaged(npy + ": byte 13: it ends in the middle of a two-byte id");
        Files.write(npy, Arrays.copyOf(Files.readAllBytes(npy), 12));
        assertDamaged(
                folder.resolve("part.csv.gz") + ": row 2: end: expected at most the 6 tokens of part.npy, found 8");
    }

    @Test
    void namesTheTokenWhereTheCsvEndsEarly() throws IOException {
        writeTwo();
        replaceCsv("0,4,a,s,1\r\n");
        assertDamaged(npy + ": token 4: the csv ends here but 4 tokens follow");
    }

    @Test
    void namesTheRowThatDoesNotFollow() throws IOException {
        writeTwo();
        replaceCsv("0,4,a,s,1\r\n5,8,b,s,2\r\n");
        assertDamaged(folder.resolve("part.csv.gz") + ": row 2: start: expected 4, found 5");
        replaceCsv("0,4,a,s,1\r\n4,8,b,s\r\n");
        assertDamaged(folder.resolve("part.csv.gz") + ": row 2: expected start,end,id,src,loc, found 4 fields");
        replaceCsv("0,4,a,s,1\r\n4,8,b,s,x\r\n");
        assertDamaged(folder.resolve("part.csv.gz") + ": row 2: expected a number in field 5, found x");
        replaceCsv("0,3,a,s,1\r\n3,8,b,s,2\r\n");
        assertDamaged(npy + ": token 7: expected end-of-text 3 at the end of the document of row 2, found 9");
    }

    @Test
    void namesTheCsvThatWasCut() throws IOException {
        writeTwo();
        Path csv = folder.resolve("part.csv.gz");
        Files.write(csv, Arrays.copyOf(Files.readAllBytes(csv), 20));
        var e = assertThrows(DamagedShardException.class, () -> TokenShard.recount(npy, 4));
        assertTrue(e.getMessage().startsWith(csv + ": row 1: cannot be read: "), e.getMessage());
        Files.writeString(csv, "0,4,a,s,1\r\n");
        assertDamaged(csv + ": byte 0: not gzip: Not in GZIP format");
    }

    @Test
    void refusesAMaskOfAnotherLengthOrWithBitsAfterTheEnd() throws IOException {
        writeTwo();
        Path mask = folder.resolve("part.mask");
        Files.write(mask, new byte[] {4});
        assertDamaged(mask + ": byte 0: bits are set after the last window");
        Files.write(mask, new byte[2]);
        assertDamaged(mask + ": expected 1 bytes for 2 windows, found 2");
        Files.delete(mask);
        assertEquals(-1, TokenShard.recount(npy, 4).maskedWindows());
        try (TokenShard shard = TokenShard.open(npy)) {
            assertFalse(shard.masked(1));
        }
    }

    private interface Writing {
        void to(TokenShardWriter writer) throws IOException;
    }

    private Totals write(int window, Predicate<int[]> masked, Writing writing) throws IOException {
        try (OutputStream tokens = Files.newOutputStream(npy);
                OutputStream csv = Files.newOutputStream(folder.resolve("part.csv.gz"));
                OutputStream mask = Files.newOutputStream(folder.resolve("part.mask"))) {
            TokenShardWriter writer = new TokenShardWriter(window, END, masked, tokens, csv, mask);
            writing.to(writer);
            return writer.finish();
        }
    }

    private void writeTwo() throws IOException {
        write(4, window -> false, writer -> {
            writer.add("a", "s", 1, new int[] {1, 2, 3}, 3);
            writer.add("b", "s", 2, new int[] {4, 5, 6}, 3);
        });
    }

    private void replaceCsv(String rows) throws IOException {
        try (StoredGzip gzip = new StoredGzip(Files.newOutputStream(folder.resolve("part.csv.gz")))) {
            gzip.write(rows.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String csv() throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("part.csv.gz")))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void assertDamaged(String message) {
        var e = assertThrows(DamagedShardException.class, () -> TokenShard.recount(npy, 4));
        assertEquals(message, e.getMessage());
    }
}

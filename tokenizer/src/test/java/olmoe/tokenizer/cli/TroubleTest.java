package olmoe.tokenizer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import olmoe.tokenizer.BpeTrainer;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.shard.ShardExport;
import olmoe.tokenizer.shard.ShardFormat;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a tokenizer or a shard, each command says it in one line with the file.
class TroubleTest {
    private static final int HUGE = 100_000_000;

    @TempDir
    Path folder;

    private record Result(int status, String out, String err) {}

    private static String good() {
        BpeTrainer trainer = new BpeTrainer(262, 1);
        trainer.add("the then");
        Tokenizer tokenizer = trainer.train();
        return new String(tokenizer.files().get("tokenizer.json"), StandardCharsets.UTF_8);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "\"he\": 258~\"he\": 259~model.vocab.the: expected an id of its own, found 259 as for he",
                "\"he\": 258~\"he\": 400~model.vocab.he: expected ids 0..261 without holes, found 400",
                "\"h\",~\"hx\",~model.merges[0]: expected tokens of the vocabulary, found hx",
                "\"id\": 1,~\"id\": 7,~added_tokens[1].id: expected 1 as in model.vocab, found 7"
            })
    void ofAHostileTokenizerTheKeyIsNamedByEveryCommand(String from, String to, String message) throws IOException {
        String good = good();
        int at = from.startsWith("\"h\"") ? good.lastIndexOf(from) : good.indexOf(from);
        assertTrue(at > 0, from);
        assertRefused(good.substring(0, at) + to + good.substring(at + from.length()), message);
    }

    /// A pair that is made of what it gives, and one of a token and nothing, which would give itself.
    @Test
    void mergesThatGoInACircleAreRefused() throws IOException {
        String good = good();
        int at = good.indexOf("\"merges\": [") + "\"merges\": [".length();
        assertRefused(
                good.substring(0, at) + "[\"the\", \"n\"], [\"then\", \"t\"]," + good.substring(at),
                "model.merges[0]: expected tokens of the vocabulary, found then");
        String nothing = good.substring(0, at).replace("\"he\": 258", "\"\": 258") + "[\"\", \"t\"], [\"t\", \"\"]]}}";
        assertRefused(nothing, "model.merges[0]: expected two tokens of one character or more, found an empty one");
    }

    @Test
    void addedTokensThatAreTooLongInAllAreRefused() throws IOException {
        String good = good();
        String content = "\"<|padding|>\"";
        int at = good.indexOf(content);
        assertRefused(
                good.substring(0, at) + "\"" + "x".repeat(200_000) + "\"" + good.substring(at + content.length()),
                "added_tokens[1]: expected added tokens of at most 131072 characters in all, found more");
    }

    @Test
    void controlCharactersOfATokenDoNotReachTheTerminal() throws IOException {
        assertRefused(
                good().replace("\"he\": 258", "\"he\": 258, \"\\u001b[31m\\nx\": 400"),
                "model.vocab. [31m x: expected ids 0..262 without holes, found 400");
    }

    private void assertRefused(String json, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), json);
        Path shards = Files.createDirectories(folder.resolve("shards"));
        for (List<String> command : List.of(
                List.of("encode", "--tokenizer", file.toString()),
                List.of("decode", "--tokenizer", file.toString()),
                List.of("inspect", folder.toString()),
                List.of("export", shards.toString(), "--to", "dolma", "--tokenizer", file.toString(), "-o", "/x"))) {
            Result result = run(command);
            assertEquals(2, result.status(), result.toString());
            assertOneLine(result, file);
            String place = result.err().substring("olmoe: ".length()).replace(message, "");
            assertTrue(place.matches(Pattern.quote(file.toString()) + ":[0-9]+: \n"), result.err());
        }
    }

    @Test
    void aFolderWhoseFilesDisagreeAboutTheEndOfATextIsNamed() throws IOException {
        BpeTrainer trainer = new BpeTrainer(262, 1);
        trainer.add("the then");
        trainer.train().write(folder);
        assertEquals(
                new Result(0, "{\"path\":\"" + folder + "\",\"vocabulary\":262,\"end-of-text\":0}\n", ""),
                run(List.of("inspect", folder.toString())));
        Path config = Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":5}");
        String finding = config + ": eos_token_id: expected 0, <|endoftext|>, found 5, which is $\n";
        String last = "olmoe: " + folder + ": expected files that fit each other, found 1 places where they do not\n";
        assertEquals(new Result(3, "", finding + last), run(List.of("inspect", folder.toString())));
    }

    @Test
    void moreMergesThanThereAreRanksAreRefusedWithTheirPlace() throws IOException {
        Path file = folder.resolve("tokenizer.json");
        Files.writeString(
                file,
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1,\"ab\":2},\n\"merges\":["
                        + "\"a b\",".repeat(2_097_151) + "\"a b\"]}}");
        String message = file + ":2: model.merges[2097150]: expected at most 2097150 merges, found more";
        assertEquals(
                new Result(2, "", "olmoe: " + message + "\n"), run(List.of("encode", "--tokenizer", file.toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "[", "{\"a\":", "\"a\": [1,"})
    @Timeout(120)
    void aHundredMegabytesAreReadOrRefusedInBoundedMemory(String piece) throws IOException {
        String good = good();
        Path file = folder.resolve("tokenizer.json");
        byte[] repeated = piece.repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{".getBytes(StandardCharsets.UTF_8));
            if (!piece.equals(" ")) {
                out.write("\"x\": ".getBytes(StandardCharsets.UTF_8));
            }
            for (int written = 0; written < HUGE; written += repeated.length) {
                out.write(repeated);
            }
            out.write(good.substring(1).getBytes(StandardCharsets.UTF_8));
        }
        Result result = run(List.of("encode", "--tokenizer", file.toString()));
        if (piece.equals(" ")) {
            assertEquals(new Result(0, "", ""), result);
        } else {
            assertEquals(2, result.status(), result.toString());
            assertOneLine(result, file);
            assertTrue(result.err().length() < 1000, "a line of " + result.err().length());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "part.npy~13~part.npy: byte 13: it ends in the middle of a two-byte id",
                "part.npy~24~part.csv.gz: row 3: end: expected at most the 12 tokens of part.npy, found 13",
                "part.csv.gz~20~part.csv.gz: row 1: cannot be read: ",
                "part.mask~0~part.mask: expected 1 bytes for 3 windows, found 0",
                "part.bin~13~part.bin: byte 8: a document of 6 tokens does not fit 13 bytes",
                "part.idx~50~part.idx: byte 18: 3 sequences do not fit a file of 50 bytes",
                "part.ds~13~part.ds.index: byte 8: expected an end in 5..6, found 10",
                "part.ds.index~23~part.ds.index: byte 23: it ends in the middle of a document's end",
                "part.ds.metadata~1~part.ds.metadata:1: expected a tokenizer's name, | and 2 or 4 bytes an id, found x"
            })
    void ofAShardThatWasCutFileAndPlaceAreNamed(String name, int length, String message) throws IOException {
        writeCorpus();
        Path cut = train().resolve(name);
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(cut), length));
        String inspected = name.replaceFirst("\\.(csv\\.gz|mask)$", ".npy")
                .replaceFirst("\\.bin$", ".idx")
                .replaceFirst("\\.ds\\..*", ".ds");
        Result result = run(List.of("inspect", train().resolve(inspected).toString()));
        assertEquals(3, result.status(), result.toString());
        assertOneLine(result, train());
        assertTrue(result.err().startsWith("olmoe: " + train() + "/" + message), result.err());
    }

    @Test
    void aCsvOfAnotherShardIsNamed() throws IOException {
        writeCorpus();
        Path csv = train().resolve("part.csv.gz");
        try (OutputStream out = Files.newOutputStream(csv)) {
            TokenShardWriter other = new TokenShardWriter(
                    4, 9, window -> false, OutputStream.nullOutputStream(), out, OutputStream.nullOutputStream());
            other.add("a", "x", 1, new int[] {1, 2}, 2);
            other.add("b", "x", 2, new int[10], 10);
            other.finish();
        }
        String npy = train().resolve("part.npy").toString();
        Result result = run(List.of("inspect", npy));
        assertEquals(
                new Result(
                        3,
                        "",
                        "olmoe: " + csv + ": row 2: end: expected at most the 13 tokens of part.npy, found 14\n"),
                result);
    }

    @ParameterizedTest
    @ValueSource(strings = {"part.npy", "part.idx", "part.ds"})
    void idsAboveTheVocabularyAreNamed(String name) throws IOException {
        writeCorpus();
        Path file = train().resolve(name);
        assertEquals(
                new Result(3, "", "olmoe: " + file + ": token 4: expected an id below 300, found 300\n"),
                run(List.of("inspect", "--vocabulary", "300", file.toString())));
    }

    /// Bytes changed, and ends cut off, of every file of a corpus' token side.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyDamageIsOneLineOfAnyCommand(long seed) throws IOException {
        writeCorpus();
        List<Path> files;
        try (var all = Files.walk(folder.resolve("tokens"))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        assertEquals(10, files.size(), files.toString());
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            Path file = files.get(i % files.size());
            byte[] whole = Files.readAllBytes(file);
            byte[] damaged = whole.clone();
            if (random.nextInt(3) == 0) {
                damaged = Arrays.copyOf(whole, random.nextInt(whole.length));
            } else {
                damaged[random.nextInt(whole.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            for (List<String> command : List.of(
                    List.of("inspect", train().resolve("part.npy").toString()),
                    List.of("inspect", train().resolve("part.idx").toString()),
                    List.of("inspect", train().resolve("part.ds").toString()),
                    List.of(
                            "inspect",
                            "--document",
                            "b",
                            train().resolve("part.npy").toString()),
                    List.of("order", folder.toString(), "--step", "1", "--batch", "3"))) {
                Result result = run(command);
                if (result.status() != 0) {
                    refused++;
                    assertOneLine(result, folder);
                }
            }
            Files.write(file, whole);
        }
        assertTrue(refused > 100, refused + " refused");
    }

    /// One line, that names a file.
    private static void assertOneLine(Result result, Path file) {
        String err = result.err();
        assertTrue(
                err.startsWith("olmoe: ") && err.indexOf('\n') == err.length() - 1 && err.contains(file.toString()),
                result.toString());
    }

    private Path train() {
        return folder.resolve("tokens/s/train");
    }

    private void writeCorpus() throws IOException {
        Files.createDirectories(train());
        try (OutputStream npy = Files.newOutputStream(train().resolve("part.npy"));
                OutputStream csv = Files.newOutputStream(train().resolve("part.csv.gz"));
                OutputStream mask = Files.newOutputStream(train().resolve("part.mask"))) {
            TokenShardWriter writer = new TokenShardWriter(4, 9, window -> window[0] == 300, npy, csv, mask);
            writer.add("a", "x", 1, new int[] {1, 2, 3}, 3);
            writer.add("b", "x", 2, new int[] {300, 5, 6, 7, 8}, 5);
            writer.add("c", "x", 3, new int[] {10, 11}, 2);
            writer.finish();
        }
        for (ShardFormat format : List.of(ShardFormat.MEGATRON, ShardFormat.DATATROVE)) {
            try (ShardExport export = new ShardExport(new ShardExport.Settings(
                    format, train(), number -> "part", 400, "x", Long.MAX_VALUE, Long.MAX_VALUE))) {
                export.add(train().resolve("part.npy"), 2);
                export.finish();
            }
        }
        TrainingOrder order =
                TrainingOrder.shuffled(3, 4, List.of(new TrainingOrder.TokenFile("tokens/s/train/part.npy", 3, 1)));
        try (OutputStream indices = Files.newOutputStream(folder.resolve("tokens/global_indices.npy"));
                OutputStream json = Files.newOutputStream(folder.resolve("tokens/order.json"))) {
            order.writeIndices(indices);
            order.writeJson(json);
        }
    }

    private static Result run(List<String> arguments) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream newOut = new ByteArrayOutputStream();
        ByteArrayOutputStream newErr = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
        try {
            int status = Commands.execute(new TokensCommand(), arguments.toArray(String[]::new));
            return new Result(status, newOut.toString(StandardCharsets.UTF_8), newErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}

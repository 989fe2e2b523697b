package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.release.format.Column;
import olmoe.release.format.TableWriter;
import olmoe.tokenizer.BpeTrainer;
import olmoe.tokenizer.Tokenizer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreTokenJobTest {
    @TempDir
    private static Path folder;

    private static final List<String> TEXTS = new ArrayList<>();
    private static final List<Path> FILES = new ArrayList<>();
    private static Path counts;
    private static PreTokenJob.Totals totals;

    /// The same texts as JSON lines, as gzip of them, and as a Parquet table.
    @BeforeAll
    static void count() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 120; i++) {
            TEXTS.add(MadeUp.text(random) + " \t  caf\u00e9 e\u0301 \u65e5\u672c\u8a9e it's <x" + i % 7 + ">");
        }
        FILES.add(Files.write(folder.resolve("a.jsonl"), json(TEXTS.subList(0, 50))));
        FILES.add(Files.write(folder.resolve("b.jsonl.gz"), MadeUp.gzip(json(TEXTS.subList(50, 80)))));
        Path parquet = folder.resolve("c.parquet");
        try (TableWriter table = new TableWriter(
                Files.newOutputStream(parquet), List.of(Column.required("text", Column.Type.STRING)), Map.of())) {
            for (String text : TEXTS.subList(80, 120)) {
                table.write(text);
            }
        }
        FILES.add(parquet);
        counts = folder.resolve("counts/all.jsonl");
        totals = new PreTokenJob(FILES, counts, Jobs.of(List.of("--parallelism=2"))).run(0);
    }

    private static byte[] json(List<String> texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append(new ObjectMapper().writeValueAsString(Map.of("id", "x", "text", text)))
                    .append('\n');
        }
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aTokenizerTrainedOnTheCountsIsThatOfTheTexts() throws IOException {
        BpeTrainer direct = new BpeTrainer(500, 2);
        TEXTS.forEach(direct::add);
        BpeTrainer counted = new BpeTrainer(500, 2);
        long sum = 0;
        List<String> lines = Files.readAllLines(counts);
        for (String line : lines) {
            JsonNode json = new ObjectMapper().readTree(line);
            counted.addPreToken(json.get("text").textValue(), json.get("count").longValue());
            sum += json.get("count").longValue();
        }
        assertEquals(new PreTokenJob.Totals(120, 0, sum, lines.size()), totals);
        assertEquals(json(direct.train()), json(counted.train()));
        assertFalse(Files.exists(folder.resolve("counts/all.jsonl.work")), "what was between is gone");
    }

    private static String json(Tokenizer tokenizer) {
        return new String(tokenizer.files().get("tokenizer.json"), StandardCharsets.UTF_8);
    }

    @Test
    void linesAreInTheOrderOfTheirBytesAndOtherFilesAndParallelismGiveTheSame() throws IOException {
        List<byte[]> texts = new ArrayList<>();
        for (String line : Files.readAllLines(counts)) {
            texts.add(new ObjectMapper().readTree(line).get("text").textValue().getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 1; i < texts.size(); i++) {
            assertTrue(Arrays.compareUnsigned(texts.get(i - 1), texts.get(i)) < 0);
        }
        Path one = Files.write(folder.resolve("one.jsonl"), json(TEXTS));
        Path other = folder.resolve("other.jsonl");
        new PreTokenJob(List.of(one), other, Jobs.of(List.of("--parallelism=1"))).run(0);
        assertEquals(-1, Files.mismatch(counts, other));
    }

    @Test
    void whatCannotBeReadIsCountedAndRefusedOverAShare() throws IOException {
        Path bad = folder.resolve("bad.jsonl");
        Files.writeString(bad, "{\"id\":\"1\",\"text\":\"a b\"}\n{\"id\":\"2\",\"te\n{\"id\":\"3\",\"text\":\"a\"}\n");
        PreTokenJob job = new PreTokenJob(List.of(bad), folder.resolve("bad-counts.jsonl"), Jobs.of(List.of()));
        var e = assertThrows(IllegalStateException.class, () -> job.run(0.3));
        assertEquals(
                "1 of 3 documents rejected, more than --max-reject-share 0.3 allows; the first in " + bad
                        + ": invalid-json at 24",
                e.getMessage());
        assertFalse(Files.exists(folder.resolve("bad-counts.jsonl")));
        assertEquals(new PreTokenJob.Totals(2, 1, 3, 2), job.run(0.4));
        assertEquals(
                "{\"text\":\" b\",\"count\":1}\n{\"text\":\"a\",\"count\":2}\n",
                Files.readString(folder.resolve("bad-counts.jsonl")));
    }
}

package olmoe.dedup.lucene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.dedup.minhash.ParameterSet;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentIndexTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"olmoe", "lucene"})
    void namesWhatResemblesATextAndHowMuch(String set) throws IOException {
        ParameterSet parameters = ParameterSet.named().get(set);
        List<String> texts = texts(100);
        write(temporary.resolve("index"), parameters, texts);
        String[] words = texts.get(7).split(" ");
        words[20] = "edited";
        String edited = String.join(" ", words);
        try (DocumentIndex index = new DocumentIndex(temporary.resolve("index"), parameters)) {
            List<DocumentIndex.Hit> hits = index.query(edited, 0.3, 10);
            assertEquals(1, hits.size());
            assertEquals("key-7", hits.get(0).key());
            assertEquals(51 / 61.0, hits.get(0).similarity(), 1e-12); // 5 of 56 shingles replaced on each side
            assertEquals(hits.get(0).similarity(), hits.get(0).estimate(), 0.2);
            assertTrue(index.query("nothing that anyone wrote in these documents", 0.2, 10)
                    .isEmpty());
            assertTrue(index.query("", 0.2, 10).isEmpty());
        }
    }

    @Test
    void theDigestDependsOnContentAloneAndNotOnOrder() throws IOException {
        List<String> texts = texts(50);
        String once = write(temporary.resolve("a"), ParameterSet.standard(), texts);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(1));
        try (IndexWriting index = new IndexWriting(temporary.resolve("b"), ParameterSet.standard())) {
            for (int i : order) {
                index.add("key-" + i, "", texts.get(i));
            }
            assertEquals(once, index.finish());
        }
        try (DocumentIndex index = new DocumentIndex(temporary.resolve("b"), ParameterSet.standard())) {
            assertEquals(once, index.check());
        }
        assertFalse(once.equals(write(temporary.resolve("c"), ParameterSet.standard(), texts(49))));
    }

    @Test
    void refusesAnotherParameterSetAnotherVersionAndAFlippedByte() throws IOException {
        Path folder = temporary.resolve("index");
        write(folder, ParameterSet.standard(), texts(20));
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> new DocumentIndex(folder, ParameterSet.named().get("nemo")))
                .getMessage();
        assertTrue(message.endsWith("expected minhash/nemo 20x13 24-grams, found minhash-2 14x8 5-grams"), message);
        Path form = folder.resolve(IndexForm.FILE);
        String json = Files.readString(form);
        Files.writeString(form, json.replace("\"version\" : 1", "\"version\" : 2"));
        message = assertThrows(ConfigurationException.class, () -> new DocumentIndex(folder, ParameterSet.standard()))
                .getMessage();
        assertTrue(message.endsWith("version: expected 1, found 2"), message);
        Files.writeString(form, json);
        try (Stream<Path> files = Files.list(folder)) {
            Path data = files.filter(file -> file.toString().endsWith(".cfs"))
                    .findFirst()
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(data);
            bytes[bytes.length / 2] ^= 1;
            Files.write(data, bytes);
        }
        message = assertThrows(CheckException.class, () -> new DocumentIndex(folder, ParameterSet.standard()))
                .getMessage();
        assertTrue(message.contains("checksum failed") && message.contains("expected"), message);
    }

    @Test
    void anIndexThatWasNotFinishedIsNone() throws IOException {
        try (IndexWriting index = new IndexWriting(temporary.resolve("cut"), ParameterSet.standard())) {
            index.add("a", "", "one two three");
        }
        assertThrows(
                ConfigurationException.class,
                () -> new DocumentIndex(temporary.resolve("cut"), ParameterSet.standard()));
    }

    private static String write(Path folder, ParameterSet parameters, List<String> texts) throws IOException {
        try (IndexWriting index = new IndexWriting(folder, parameters)) {
            for (int i = 0; i < texts.size(); i++) {
                assertTrue(index.add("key-" + i, "", texts.get(i)));
            }
            assertFalse(index.add("empty", "", ""));
            return index.finish();
        }
    }

    private static List<String> texts(int count) {
        Random random = new Random(3);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 60; word++) {
                text.append(word == 0 ? "" : " ").append("word").append(random.nextInt(500));
            }
            texts.add(text.toString());
        }
        return texts;
    }
}

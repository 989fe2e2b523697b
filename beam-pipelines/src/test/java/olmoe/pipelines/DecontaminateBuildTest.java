package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import olmoe.release.format.Manifest;
import olmoe.tokenizer.cli.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecontaminateBuildTest {

    @TempDir
    private Path folder;

    @Test
    void dropsTheDocumentThatHoldsAnEvaluationItemAndExplainsItByItsPlace() throws IOException {
        String page = MadeUp.text(new Random(7)).replace("\n", " "); // the first of the corpus
        Path recipe = recipe("{\"question\":\"" + page.substring(0, 200) + "\",\"answer\":\"no\"}", "ngram: 13");
        Path corpus = folder.resolve("corpus");
        MadeUp.build(recipe, corpus, "--parallelism=2");
        List<Ledger.Entry> left = new ArrayList<>();
        for (Manifest.Entry file : Manifest.read(corpus).files()) {
            if (file.path().startsWith("ledger/")) {
                for (Ledger.Entry entry : Ledger.read(FileChannel.open(corpus.resolve(file.path())), file.path())) {
                    if (entry.step().equals("decontaminate/ngram")) {
                        left.add(entry);
                    }
                }
            }
        }
        assertEquals(2, left.size()); // the page and its copy
        assertEquals("quiz", left.get(0).reason());
        assertTrue(left.get(0).value() > 0.9, left.toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Explain(corpus, new PrintStream(out, true, StandardCharsets.UTF_8))
                .explain(left.get(0).key());
        String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("evaluation = quiz") && text.contains("item = 0") && text.contains("start = 0"), text);
    }

    @Test
    void startsNothingWhereAKnownItemWouldNotBeFound() throws IOException {
        Path recipe = recipe("{\"question\":\"What is it?\",\"answer\":\"A crab.\"}", "ngram: 13, shortest: 13");
        assertThrows(CheckException.class, () -> MadeUp.build(recipe, folder.resolve("corpus")));
    }

    private Path recipe(String item, String settings) throws IOException {
        Path recipe = MadeUp.write(folder, 1);
        byte[] quiz = (item + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("quiz.jsonl"), quiz);
        String step = "  - decontaminate: {against: [{path: quiz.jsonl, sha256: " + sha256(quiz) + "}], " + settings
                + "}\n  - dedup: exact\n";
        String text = Files.readString(recipe);
        Files.writeString(recipe, text.replace("  - dedup: exact\n", step));
        return recipe;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

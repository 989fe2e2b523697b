package olmoe.filters.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierCommandTest {
    private static final String LINES = "{\"text\":\"apples and\\npears\",\"label\":\"fruit\"}\n"
            + "{\"text\":\"a hammer, a saw\",\"label\":\"tools\"}\n\n"
            + "{\"text\":\"ripe apples\",\"label\":\"fruit\"}\n";

    @TempDir
    private Path folder;

    private record Ended(int status, String out, String err) {}

    @Test
    void trainsFromFoldersAndScoresLines() throws IOException {
        write("fruit/a.txt", "apples and pears");
        write("fruit/b.jsonl", "{\"text\":\"ripe apples\"}\n{\"text\":\"a pear\"}\n");
        Files.createDirectories(folder.resolve("t"));
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("t/c.txt.gz")))) {
            out.write("a hammer, a saw".getBytes(StandardCharsets.UTF_8));
        }
        Ended trained = run(
                "",
                "train",
                folder.resolve("fruit").toString(),
                "tools=" + folder.resolve("t"),
                "--epochs",
                "100",
                "--rate",
                "1",
                "--dim",
                "8",
                "-o",
                folder.resolve("m.bin").toString());
        assertEquals(0, trained.status(), trained.err());
        assertTrue(
                trained.out()
                        .startsWith("{\"labels\":{\"fruit\":3,\"tools\":1},\"words\":9,\"tokens\":15,\"loss\":0.0"),
                trained.out());
        Ended scored = run(
                "{\"id\":7,\"text\":\"pear\"}\n{\"text\":\"a hammer, a saw\"}",
                "score",
                "--model",
                folder.resolve("m.bin").toString(),
                "--label",
                "tools");
        String[] rows = scored.out().split("\n", -1);
        assertTrue(rows[0].startsWith("{\"id\":7,\"label\":\"fruit\",\"probability\":"), scored.out());
        assertTrue(rows[1].startsWith("{\"label\":\"tools\",\"probability\":"), scored.out());
        assertTrue(rows[1].contains(",\"score\":"), scored.out());
    }

    @Test
    void theModelDoesNotDependOnThreads() throws IOException {
        Path lines = write("l.jsonl", LINES);
        for (String threads : List.of("1", "3")) {
            Ended ended = run(
                    "",
                    "train",
                    lines.toString(),
                    "--threads",
                    threads,
                    "-o",
                    model(threads).toString());
            assertEquals(0, ended.status(), ended.err());
        }
        assertArrayEquals(Files.readAllBytes(model("1")), Files.readAllBytes(model("3")));
    }

    @Test
    void refusesAnEmptyFolderAndOneClassInOneLine() throws IOException {
        Files.createDirectories(folder.resolve("empty"));
        Path fruit = write("fruit/a.txt", "apples").getParent();
        assertRefused(
                folder.resolve("empty") + ": expected .txt or .jsonl files, also as .gz, found no text",
                "bad=" + folder.resolve("empty"),
                fruit.toString());
        assertRefused("expected texts of two labels or more, found only [fruit]", fruit.toString());
        assertRefused(
                folder.resolve("none") + ": expected a folder or file, found nothing", "x=" + folder.resolve("none"));
        Path page = write("pages/a.html", "<p>");
        assertRefused(
                page + ": expected .txt or .jsonl, also as .gz",
                page.getParent().toString());
        Path unlabelled = write("u.jsonl", "{\"text\":\"a\"}");
        assertRefused(unlabelled + ":1: label: expected a text or whole number, found ", unlabelled.toString());
        Path broken = write("broken.jsonl.gz", "no gzip");
        assertRefused(broken + ": expected gzip, found Not in GZIP format", broken.toString());
        assertRefused("--minn must be at most maxn 0 but was 2", "--minn", "2", fruit.toString());
    }

    @Test
    void leavesNoFileWhereTrainingFails() throws IOException {
        Path fruit = write("fruit/a.txt", "apples").getParent();
        run("", "train", fruit.toString(), "-o", model("x").toString());
        try (var files = Files.list(folder)) {
            assertEquals(List.of(fruit), files.toList());
        }
    }

    @Test
    void refusesAFileThatIsNoModelAndALabelThatItLacks() throws IOException {
        Path text = write("m.bin", "no model");
        assertEquals(
                "olmoe: " + text + ": byte 4: expected a fastText model, found other data\n",
                run("", "score", "--model", text.toString()).err());
        run("", "train", write("l.jsonl", LINES).toString(), "-o", model("1").toString());
        Ended ended = run("", "score", "--model", model("1").toString(), "--label", "tool");
        assertEquals("olmoe: --label: no label is named tool, did you mean tools?\n", ended.err());
        assertEquals(2, ended.status());
    }

    private void assertRefused(String message, String... inputs) throws IOException {
        String[] args = new String[inputs.length + 3];
        args[0] = "train";
        args[1] = "-o";
        args[2] = model("refused").toString();
        System.arraycopy(inputs, 0, args, 3, inputs.length);
        Ended ended = run("", args);
        assertEquals("olmoe: " + message + "\n", ended.err());
        assertEquals(2, ended.status());
    }

    private Path model(String name) {
        return folder.resolve(name + ".bin");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Ended run(String in, String... args) throws IOException {
        InputStream stdin = System.in;
        PrintStream stdout = System.out;
        PrintStream stderr = System.err;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)));
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            int status = Commands.execute(new ClassifierCommand(), args);
            System.out.flush();
            return new Ended(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(stdin);
            System.setOut(stdout);
            System.setErr(stderr);
        }
    }
}

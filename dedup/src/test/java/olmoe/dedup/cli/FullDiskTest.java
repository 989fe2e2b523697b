package olmoe.dedup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands in processes of their own that may write files of 100 blocks and no longer ones.
class FullDiskTest {
    @TempDir
    private Path folder;

    private Path work;
    private Path lines;

    private record Run(int status, String err) {}

    @BeforeEach
    void write() throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")) && Files.exists(Path.of("/dev/full")),
                "skipped 1 run on a full disk: no /bin/sh or /dev/full");
        work = Files.createDirectory(folder.resolve("work"));
        lines = folder.resolve("lines.jsonl");
        StringBuilder all = new StringBuilder();
        for (int document = 0; document < 500; document++) {
            all.append("{\"id\":").append(document).append(",\"text\":\"");
            for (int word = 0; word < 300; word++) {
                all.append(word % 150).append('w').append(document / 2).append(' ');
            }
            all.append("\"}\n");
        }
        Files.writeString(lines, all);
    }

    @Test
    void aTemporaryFileThatFindsNoRoomEndsTheRunInOneLineAndStaysNowhere() throws Exception {
        Run run = run(
                "ulimit -f 100",
                "substring --length 50 --temporary " + work,
                folder.resolve("out").toString());
        assertEquals(1, run.status(), run.err());
        assertTrue(
                run.err().matches("olmoe: " + work + "/(symbols|lines)[0-9]+[.](bin|jsonl): File too large\n"),
                run.err());
        assertEquals(List.of(), left());
    }

    @Test
    void evidenceThatFindsNoRoomIsNotThere() throws Exception {
        Run run = run(
                "ulimit -f 2",
                "bloom --mode dolma-paragraphs --memory 1 --evidence " + work.resolve("cuts"),
                "/dev/null");
        assertEquals(1, run.status(), run.err());
        assertEquals("olmoe: " + work.resolve("cuts.part") + ": File too large\n", run.err());
        assertEquals(List.of(), left());
    }

    @Test
    void anIndexThatFindsNoRoomIsNone() throws Exception {
        Path index = work.resolve("index");
        Run run = run("ulimit -f 100", "index " + index, "/dev/null");
        assertEquals(1, run.status(), run.err());
        assertTrue(run.err().startsWith("olmoe: ") && run.err().contains("File too large"), run.err());
        assertEquals(1, run.err().split("\n").length, run.err());
        Run query = run(":", "query " + index + " text", "/dev/null");
        assertEquals(2, query.status());
        assertTrue(query.err().endsWith("expected an index with index.json, found none\n"), query.err());
    }

    @Test
    void aResultThatFindsNoRoomIsAFailure() throws Exception {
        Run run = run(":", "pairs --threshold 0.8", "/dev/full");
        assertEquals(1, run.status(), run.err());
        assertTrue(
                run.err().endsWith("olmoe: stdout: not all of the result could be written: No space left on device\n"),
                run.err());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.walk(work)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private Run run(String before, String command, String out) throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        before + " && exec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                                + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 olmoe.dedup.cli.DedupCommand "
                                + command + " <'" + lines + "' >'" + out + "' 2>'" + err + "'")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "the command ends");
        return new Run(process.exitValue(), Files.readString(err, StandardCharsets.UTF_8));
    }
}

package olmoe.tokenizer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import olmoe.tokenizer.BpeTrainer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A command in a process of its own whose input never ends and whose output is not taken for long.
class StdoutTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void train() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/bin/sh")) && Files.exists(Path.of("/dev/full")),
                "skipped 1 run with an output that is not taken: no /bin/sh or /dev/full");
        for (Map.Entry<String, byte[]> file :
                new BpeTrainer(258, 1).train().files().entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void whereNobodyReadsAnyMoreTheWorkEndsWithoutAWord() throws Exception {
        assertEquals("{\"id\":1,\"ids\":[66,67]}\n", run("| head -n 1"));
        assertEquals("141\n", Files.readString(folder.resolve("status")));
        assertEquals("", Files.readString(folder.resolve("err")));
    }

    @Test
    void whereADiskIsFullTheWorkEndsInOneLine() throws Exception {
        assertEquals("", run(">/dev/full"));
        assertEquals("1\n", Files.readString(folder.resolve("status")));
        assertEquals(
                "olmoe: stdout: not all of the result could be written: No space left on device\n",
                Files.readString(folder.resolve("err")));
    }

    private String run(String output) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "yes '{\"id\":1,\"text\":\"ab\"}' | { '"
                                + Path.of(System.getProperty("java.home"), "bin", "java")
                                + "' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 olmoe.tokenizer.cli.TokensCommand encode"
                                + " --tokenizer tokenizer.json 2>err; echo $? >status; } " + output)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), "the command ends");
        return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8).replaceAll("(?m)^yes:.*\n", "");
    }
}

package olmoe.pipelines.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the counts of a corpus say to who asks.
class StatsCommandTest {
    private static final String HEAD =
            "step                                         read         kept      dropped   rejected  left %";

    @TempDir
    private Path corpus;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(corpus.resolve("stats"));
        Files.writeString(corpus.resolve("stats/stats.json"), """
                {"sources":{"lines":{},"web":{}},"steps":[
                 {"step":"read","read":12000,"kept":11999,"dropped":0,"rejected":1,"reasons":{"bad-json":1},
                  "sources":{"lines":{"read":2000,"kept":1999,"dropped":0,"rejected":1},
                             "web":{"read":10000,"kept":10000,"dropped":0,"rejected":0}}},
                 {"step":"language","read":10000,"kept":7000,"dropped":3000,"rejected":0,
                  "reasons":{"a":1,"b":1000,"c":1990,"d":9},
                  "sources":{"lines":{"read":0,"kept":0,"dropped":0,"rejected":0},
                             "web":{"read":10000,"kept":7000,"dropped":3000,"rejected":0}}}]}
                """);
    }

    @Test
    void stepsStandWithTheirCommonestReasons() {
        assertEquals(
                "0 " + HEAD + "  reasons\n"
                        + "read                                       12,000       11,999            0          1"
                        + "    0.01  bad-json 1\n"
                        + "language                                   10,000        7,000        3,000          0"
                        + "   30.00  c 1,990, b 1,000, d 9\n",
                run(corpus.toString()));
    }

    @Test
    void aSourceHasCountsOfItsOwn() {
        assertEquals(
                "0 " + HEAD + "\n"
                        + "read                                        2,000        1,999            0          1"
                        + "    0.05\n"
                        + "language                                        0            0            0          0"
                        + "    0.00\n",
                run(corpus.toString(), "--source", "lines"));
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertEquals(
                "2 olmoe: " + corpus + ": no source is named wbe; there are [lines, web]\n",
                run(corpus.toString(), "--source", "wbe"));
        assertEquals(
                "2 olmoe: " + corpus.resolve("no") + ": expected a corpus with stats/stats.json, found none\n",
                run(corpus.resolve("no").toString()));
    }

    private static String run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(captured, true, StandardCharsets.UTF_8)) {
            System.setOut(stream);
            System.setErr(stream);
            int status = Commands.execute(new StatsCommand(), arguments);
            return status + " " + captured.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}

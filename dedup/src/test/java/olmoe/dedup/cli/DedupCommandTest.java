package olmoe.dedup.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import olmoe.tokenizer.cli.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DedupCommandTest {
    private static final String PASSAGE = "The harbour master writes the name of every boat in a green book, and at"
            + " the end of the year he reads them all aloud on the pier.";

    @TempDir
    private Path folder;

    private record Run(int status, String out, String err) {}

    @Test
    void bloomCutsWhatWasSeenBeforeAndSaysHowOftenItErrs() throws IOException {
        String first = "{\"id\":1,\"text\":\"" + PASSAGE + "\"}\n";
        String second = "{\"id\":\"b\",\"lang\":\"en\",\"text\":\"Wholly new words stand at the head of this one, ten"
                + " of them or rather more than that, and here they go on.\\n" + PASSAGE + "\"}\n";
        Path evidence = folder.resolve("cuts.jsonl");
        Run run = run(first + second, "bloom", "--memory", "1", "--evidence", evidence.toString());
        assertEquals(0, run.status(), run.err());
        String[] lines = run.out().split("\n");
        assertEquals(first.trim(), lines[0]);
        assertTrue(lines[1].startsWith("{\"id\":\"b\",\"lang\":\"en\",\"text\":\"Wholly new"), lines[1]);
        assertFalse(lines[1].contains("harbour"), lines[1]);
        assertTrue(Files.readString(evidence).startsWith("{\"id\":\"b\",\"start\":106,"), Files.readString(evidence));
        assertTrue(
                run.err().contains("1048576 bytes, 20 bits a key") && run.err().contains("measured 0.0 over"),
                run.err());
        assertEquals(run.out(), run(first + second, "bloom", "--exact").out());
    }

    @Test
    void aFullFilterEndsTheRunAndLeavesNoEvidence() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 4_000; i++) {
            lines.append("{\"text\":\"").append(i);
            for (int w = 0; w < 100; w++) {
                lines.append(" w").append(i * 1_000 + w);
            }
            lines.append("\"}\n");
        }
        Path evidence = folder.resolve("cuts.jsonl");
        Run run = run(lines.toString(), "bloom", "--memory", "1", "--evidence", evidence.toString());
        assertEquals(3, run.status());
        assertTrue(run.err().startsWith("olmoe: the Bloom filter of 1048576 bytes is full"), run.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void exactKeepsTheFirstOfEachKey() throws IOException {
        String lines = """
                {"id":1,"text":"A b.","url":"http://www.x.org/","sha1":"s"}
                {"id":2,"text":"a  B","url":"https://x.org?utm_source=y"}
                {"id":3,"text":"A b.","sha1":7}
                {"id":4,"text":"c","sha1":"s"}
                {"id":5,"text":"d","sha1":null}
                """;
        assertEquals("1 2 4 5", ids(run(lines, "exact")));
        assertEquals("1 4 5", ids(run(lines, "exact", "--by", "normalised")));
        assertEquals("1 3 4 5", ids(run(lines, "exact", "--by", "url")));
        Path evidence = folder.resolve("gone.jsonl");
        Run run = run(lines, "exact", "--by", "json-path", "--path", "$.sha1", "--evidence", evidence.toString());
        assertEquals("1 2 3 5", ids(run));
        assertEquals("{\"id\":4,\"kept\":1}\n", Files.readString(evidence));
        assertEquals("exact: 5 documents, 1 dropped\n", run.err());
        assertTrue(lines.startsWith(run.out().substring(0, run.out().indexOf("{\"id\":3"))), "as they came");
        run(lines + "{\"id\":6,\"text\":\"A b.\"}\n", "exact", "--evidence", evidence.toString());
        assertEquals("{\"id\":3,\"kept\":1}\n{\"id\":6,\"kept\":1}\n", Files.readString(evidence));
    }

    private static String ids(Run run) {
        assertEquals(0, run.status(), run.err());
        return run.out().replaceAll("\\{\"id\":(\\d),.*\n", "$1 ").trim();
    }

    @Test
    void exactTakesParagraphsOutOfTexts() throws IOException {
        String first = "{\"id\":\"a\",\"text\":\"One.\\nTwo.\"}\n";
        String rest = "{\"id\":\"b\",\"n\":1,\"text\":\"Two.\\nThree.\"}\n{\"id\":\"c\",\"text\":\"One.\"}\n";
        Path evidence = folder.resolve("cuts.jsonl");
        Run run = run(first + rest, "exact", "--by", "paragraph", "--evidence", evidence.toString());
        assertEquals(first + "{\"id\":\"b\",\"n\":1,\"text\":\"Three.\"}\n", run.out());
        assertEquals("exact: 3 documents, 1 dropped, 2 paragraphs cut\n", run.err());
        assertEquals("""
                {"id":"b","start":0,"end":5}
                {"id":"c","start":0,"end":4}
                {"id":"c","words":0,"least":1}
                """, Files.readString(evidence));
        assertEquals(
                first,
                run(first + rest, "exact", "--by", "paragraph", "--min-words", "2")
                        .out());
    }

    @Test
    void substringKeepsTheFirstCopyOrNone() throws IOException {
        String lines = "{\"id\":\"a\",\"text\":\"One. " + PASSAGE + "\"}\n{\"id\":\"b\",\"text\":\"Zwölf. " + PASSAGE
                + "\"}\n{\"id\":\"a\",\"text\":\"\"}\n";
        Run first = run(lines, "substring", "--memory", "1", "--temporary", folder.toString());
        assertEquals(0, first.status(), first.err());
        String[] kept = first.out().split("\n");
        assertTrue(kept[0].contains(PASSAGE), kept[0]);
        assertEquals("{\"id\":\"b\",\"text\":\"Zwölf\"}", kept[1]);
        assertEquals("{\"id\":\"a\",\"text\":\"\"}", kept[2]);
        Run none = run(lines, "substring", "--keep", "none", "--memory", "1", "--temporary", folder.toString());
        assertEquals("{\"id\":\"a\",\"text\":\"One\"}", none.out().split("\n")[0]);
        Run more = run(lines, "substring", "--min-words", "2", "--memory", "1", "--temporary", folder.toString());
        assertEquals(kept[0] + "\n" + kept[2] + "\n", more.out());
        assertTrue(more.err().contains("1 with less than 2 words in the end"), more.err());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(0, left.count());
        }
    }

    @Test
    void substringDoesNotCutACharacterInHalf() throws IOException {
        // the copies share the second byte of their first character, not the first
        String lines = "{\"text\":\"1ä" + "x".repeat(99) + "2\"}\n{\"text\":\"3Ĥ" + "x".repeat(99) + "4\"}\n";
        Run run = run(lines, "substring", "--keep", "none", "--memory", "1", "--temporary", folder.toString());
        assertEquals("{\"text\":\"1ä2\"}\n{\"text\":\"3Ĥ4\"}\n", run.out());
    }

    @Test
    void decontaminateWritesWhatItKeepsAndWhereItFoundAnItem() throws IOException {
        Path quiz = folder.resolve("quiz.jsonl");
        Files.writeString(quiz, "{\"question\":\"" + PASSAGE + "\",\"answer\":\"green\"}\n");
        Path evidence = folder.resolve("found.jsonl");
        String clean = "{\"id\":\"a\",\"text\":\"The harbour is empty.\"}\n";
        String dirty = "{\"id\":\"b\",\"text\":\"Ha! " + PASSAGE + "\"}\n";
        Run run = run(dirty + clean, "decontaminate", "--against", quiz.toString(), "--evidence", evidence.toString());
        assertEquals(0, run.status(), run.err());
        assertEquals(clean, run.out());
        assertTrue(run.err().contains("reworded items are not found"), run.err());
        assertTrue(
                Files.readString(evidence)
                        .startsWith("{\"id\":\"b\",\"evaluation\":\"quiz\",\"item\":0,\"start\":4,\"end\":"),
                Files.readString(evidence));
    }

    @Test
    void mistakesOfTheCallerAreOneLineAndStatusTwo() throws IOException {
        String[][] calls = {
            {"exact", "--by", "ulr"},
            {"exact", "--by", "json-path", "--path", "$.*"},
            {"exact", "--path", "$.a"},
            {"exact", "--min-words", "2"},
            {"bloom", "--mode", "old-bot"},
            {"bloom", "--false-positives", "0.9"},
            {"bloom", "--threshold", "80"},
            {"substring", "--length", "0", "--temporary", folder.toString()},
            {"decontaminate", "--against", folder.resolve("none").toString()}
        };
        for (String[] call : calls) {
            Run run = run("{\"text\":\"x\"}\n", call);
            assertEquals(2, run.status(), String.join(" ", call) + ": " + run.err());
            assertEquals(1, run.err().lines().count(), run.err());
        }
        assertEquals(
                "olmoe: stdin:2: expected an object with a text, found one without\n",
                run("\n{}\n", "bloom").err());
    }

    private static Run run(String stdin, String... args) throws IOException {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            int status = Commands.execute(new DedupCommand(), args);
            return new Run(status, written.toString(StandardCharsets.UTF_8), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}

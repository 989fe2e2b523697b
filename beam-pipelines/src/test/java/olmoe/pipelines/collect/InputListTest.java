package olmoe.pipelines.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputListTest {
    @TempDir
    Path folder;

    private Path page;
    private Path code;

    @BeforeEach
    void writeInputs() throws IOException {
        page = Files.writeString(folder.resolve("a.html"), "<p>a");
        code = Files.writeString(folder.resolve("A.java"), "class A {}");
    }

    @Test
    void collectsEachInputUnderItsSource() throws IOException {
        List<String> written = new ArrayList<>();
        list(Sha256.hex(page), Sha256.hex(code))
                .collect(
                        folder,
                        folder.resolve("out"),
                        1_000_000,
                        null,
                        (input, collected) -> collected
                                .parts()
                                .forEach(part ->
                                        written.add(part.path().getFileName().toString())));
        assertEquals(List.of("docs-a-00000.warc.gz", "code-A.java-00000.jsonl.gz"), written);
    }

    @Test
    void checksEveryInputBeforeItWritesAnything() throws IOException {
        InputList list = list(Sha256.hex(page), "00");
        var e = assertThrows(
                CheckException.class,
                () -> list.collect(folder, folder.resolve("out"), 1_000_000, null, (input, collected) -> {}));
        assertTrue(e.getMessage().startsWith(code + ": sha256: expected 00, found "), e.getMessage());
        assertFalse(Files.exists(folder.resolve("out")));
    }

    @Test
    void saysInWhichLineAnUnknownKeyIs() throws IOException {
        Path file = Files.writeString(folder.resolve("list.json"), "{\"schema\":1,\n\"input\":[]}");
        var e = assertThrows(ConfigurationException.class, () -> InputList.read(file));
        assertTrue(e.getMessage().startsWith(file + ":2: Unrecognized field \"input\""), e.getMessage());
    }

    private InputList list(String pageSha256, String codeSha256) throws IOException {
        String json = """
                {"schema":1,"inputs":[
                  {"source":"docs","kind":"pages","origin":"org.example:a:1","file":"a.html","bytes":4,"sha256":"%s",
                   "license":"MIT"},
                  {"source":"code","kind":"code","origin":"org.example:a:1","file":"A.java","bytes":10,"sha256":"%s",
                   "license":"MIT"}]}
                """;
        return InputList.read(
                Files.writeString(folder.resolve("list.json"), String.format(json, pageSha256, codeSha256)));
    }
}

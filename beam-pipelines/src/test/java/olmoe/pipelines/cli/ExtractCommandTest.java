package olmoe.pipelines.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;

class ExtractCommandTest {
    private static final String SENTENCE =
            "The bridge was closed for nine weeks while engineers replaced the caf\u00e9's cables, which had rusted.";

    @Test
    void htmlAndRawBytesGiveTheSameText() throws IOException {
        String html = "<title>Bridge</title><p>" + SENTENCE + "</p>";
        String base64 = Base64.getEncoder().encodeToString(html.getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(
                "{\"id\":\"1\",\"text\":\"" + SENTENCE + "\",\"title\":\"Bridge\"}\n" + "{\"id\":\"2\",\"text\":\""
                        + SENTENCE + "\",\"title\":\"Bridge\"}\n",
                extract("{\"id\":\"1\",\"url\":\"http://a\",\"html\":\"" + html + "\"}\n\n"
                        + "{\"id\":\"2\",\"base64\":\"" + base64
                        + "\",\"contentType\":\"text/html; charset=latin1\"}\n"));
    }

    @Test
    void aPageThatCannotBeReadIsSaidAndTheNextOneRead() throws IOException {
        assertEquals(
                "{\"id\":\"1\",\"rejected\":\"binary data, not HTML\"}\n{\"id\":\"2\",\"text\":\"\"}\n",
                extract("{\"id\":\"1\",\"base64\":\"AAAA\"}\n{\"id\":\"2\",\"html\":\"\"}\n"));
    }

    @Test
    void aLineOfAnotherFormIsAMistakeWithItsNumber() {
        assertMistake("stdin:2: id: expected a string, found ", "{\"id\":\"1\",\"html\":\"\"}\n{\"html\":\"\"}");
        assertMistake("stdin:1: expected either html or base64", "{\"id\":\"1\",\"text\":\"\"}");
    }

    private static void assertMistake(String message, String lines) {
        var e = assertThrows(ConfigurationException.class, () -> extract(lines));
        assertEquals(message, e.getMessage());
    }

    private static String extract(String lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ExtractCommand.extract(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }
}

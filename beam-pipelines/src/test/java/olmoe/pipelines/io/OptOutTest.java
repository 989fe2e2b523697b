package olmoe.pipelines.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptOutTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <META NAME="robots" CONTENT="index, noai, noimageai"> | [meta robots noai, meta robots noimageai]
            <meta content=noai name='ROBOTS'/>                    | [meta robots noai]
            <meta name="gptbot" content="noai">                   | [meta robots noai]
            <meta name=tdm-reservation content=1>                 | [meta tdm-reservation]
            <meta name="tdm-policy" content="https://a/p.json">   | [meta tdm-policy]
            <meta name="tdm-reservation" content="0">             | []
            <meta name="tdm-policy" content="">                   | []
            <!-- <meta name="robots" content="noai"> -->          | []
            <!-- x --><meta name="robots" content="noai">         | [meta robots noai]
            <meta name="robots" content="noaisle">                | []
            <meta name="description" content="noai">              | []
            <p>noai tdm-reservation: 1</p>                        | []
            <meta name="x" y="<meta name=robots content=noai">    | []
            <meta name="robots" content="noai"                    | []
            """)
    void readsMetaElements(String page, String signals) {
        assertEquals(
                signals, OptOut.ofPage(page.getBytes(StandardCharsets.UTF_8)).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            User-agent: *;Disallow: /                                      | [robots.txt *]
            User-agent: *;Disallow: /a                                     | []
            User-agent: *;Disallow:                                        | []
            user-agent: GPTBot # of OpenAI;disallow: /books/               | [robots.txt gptbot]
            User-agent: gptbot;Allow: /;User-agent: *;Disallow: /          | [robots.txt *]
            User-agent: ClaudeBot;User-agent: x;;Disallow: /               | [robots.txt claudebot]
            User-agent: nobody;Disallow: /                                 | []
            User-Agent: *;Content-Signal: search=yes, ai-train=no;Allow: / | [robots.txt ai-train=no]
            Disallow: /                                                    | []
            """)
    void readsRobotsInGroups(String lines, String signals) {
        byte[] file = lines.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
        assertEquals(signals, OptOut.ofFile("robots.txt", file).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"location":"/*","tdm-reservation":1,"tdm-policy":"https://a/p"}] | [tdmrep.json tdm-policy, tdmrep.json tdm-reservation]
            [{"location":"/","tdm-reservation":0}]                             | []
            <html>not found</html>                                             | []
            {"tdm-reservation":1}                                              | []
            """)
    void readsTheFileOfTheReservationProtocol(String file, String signals) {
        assertEquals(
                signals,
                OptOut.ofFile("tdmrep.json", file.getBytes(StandardCharsets.UTF_8))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesOfAnyKindAreRead(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                String[] pieces = {
                    "<meta ", "name=", "robots", "<!--", "-->", ">", "\"", "Disallow: /", "\n", ":", "{", "[", "\u00ff"
                };
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            OptOut.ofPage(bytes);
            OptOut.ofHead(bytes, bytes.length);
            for (String file : new String[] {"robots.txt", "ai.txt", "tdmrep.json"}) {
                OptOut.ofFile(file, bytes);
            }
        }
    }
}

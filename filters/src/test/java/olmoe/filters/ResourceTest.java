package olmoe.filters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTest {
    @TempDir
    private Path folder;

    @Test
    void isParsedOnceHoweverManyAsk() throws IOException {
        Path file = Files.writeString(folder.resolve("list"), "a list that only this test has");
        AtomicInteger times = new AtomicInteger();
        Resource.Parser<StringBuilder> parser = in -> {
            times.incrementAndGet();
            return new StringBuilder(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        };
        StringBuilder first = Resource.of(file).shared(StringBuilder.class, parser);
        assertSame(first, Resource.of(file).shared(StringBuilder.class, parser));
        assertEquals(1, times.get());
    }

    @Test
    void refusesOtherBytesThanItsDigestSaysAndWhatTheParserRefuses() throws IOException {
        Resource resource = Resource.of(Files.writeString(folder.resolve("list"), "a"));
        Resource other = new Resource("list", resource.sha256(), () -> new ByteArrayInputStream(new byte[] {'b'}));
        ConfigurationException wrong =
                assertThrows(ConfigurationException.class, () -> other.shared(Integer.class, in -> 1));
        assertTrue(wrong.getMessage().startsWith("list: expected sha256 ca978112"), wrong.getMessage());
        Resource refused = new Resource("model", "0", () -> new ByteArrayInputStream(new byte[0]));
        assertEquals(
                "model: cut short",
                assertThrows(
                                ConfigurationException.class,
                                () -> refused.shared(Integer.class, in -> {
                                    throw new IOException("cut short");
                                }))
                        .getMessage());
    }

    @Test
    void aSettingThatNamesNoFileIsRefusedWithItsKey() {
        Settings settings = Settings.of(Map.of("model", folder.resolve("none").toString()));
        ConfigurationException wrong = assertThrows(ConfigurationException.class, () -> settings.resource("model"));
        assertTrue(
                wrong.getMessage().startsWith("model: expected a file that can be read, found "), wrong.getMessage());
    }
}

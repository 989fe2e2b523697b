package olmoe.release.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, (1 << 17) - 1, 1 << 17, (1 << 17) + 1, 1 << 18, (1 << 18) + 77_777})
    void aFileHasTheSumOfItsBytesHoweverItIsRead(int size, @TempDir Path folder) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Path file = Files.write(folder.resolve("file"), bytes);
        assertEquals(Sha256.of(bytes), Sha256.of(file));
        assertEquals(Sha256.of(bytes), Sha256.of(file), "a second time, with the buffer that is there");
    }
}

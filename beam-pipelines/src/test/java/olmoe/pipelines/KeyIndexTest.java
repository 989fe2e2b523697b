package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyIndexTest {
    @TempDir
    private Path temporary;

    @Test
    void findsEachKeyAndUrlAndNoOther() throws IOException {
        for (int documents : new int[] {0, 1, 2, 3, 1000}) {
            Path file = temporary.resolve("keys-" + documents);
            KeyIndex index = new KeyIndex();
            for (int i = 0; i < documents; i++) {
                index.add("key-" + i, i % 2 == 0 ? "https://a/" + i : null);
            }
            index.add(null, null);
            index.write(Files.newOutputStream(file));
            assertEquals((documents + (documents + 1) / 2) * 8L, Files.size(file));
            for (int i = 0; i < documents; i++) {
                assertTrue(KeyIndex.mayHold(file, "key-" + i));
                assertEquals(i % 2 == 0, KeyIndex.mayHold(file, "https://a/" + i));
            }
            assertFalse(KeyIndex.mayHold(file, "key-" + documents));
            assertFalse(KeyIndex.mayHold(file, ""));
        }
    }
}

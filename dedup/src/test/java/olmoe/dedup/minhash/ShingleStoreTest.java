package olmoe.dedup.minhash;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShingleStoreTest {

    @TempDir
    private Path folder;

    @Test
    void givesBackWhatLiesInMemoryAndWhatLiesInTheFile() throws IOException {
        Random random = new Random(1);
        int[][] documents = new int[10_000][];
        try (ShingleStore store = new ShingleStore(100_000, folder)) {
            for (int i = 0; i < documents.length; i++) {
                documents[i] = random.ints(i % 4000 == 3999 ? 40_000 : random.nextInt(60))
                        .toArray();
                store.add(documents[i]);
                int asked = random.nextInt(i + 1);
                assertArrayEquals(documents[asked], store.get(asked), "document " + asked + " of " + (i + 1));
            }
            assertEquals(1, files());
            for (int i = documents.length - 1; i >= 0; i--) {
                assertArrayEquals(documents[i], store.get(i), "document " + i);
            }
        }
        assertEquals(0, files());
    }

    @Test
    void writesNoFileForWhatFits() throws IOException {
        try (ShingleStore store = new ShingleStore(12, folder)) {
            store.add(new int[] {1, 2, 3});
            assertEquals(0, files());
            store.add(new int[] {4});
            assertEquals(1, files());
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}

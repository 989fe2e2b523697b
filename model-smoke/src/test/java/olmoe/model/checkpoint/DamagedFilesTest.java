package olmoe.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.Shape;
import olmoe.release.format.SafetensorsType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whatever stands in a file, reading it ends in numbers or in one line that names the file.
class DamagedFilesTest {
    private static final Shape SHAPE = new Shape(5, 4, 1, 1, 1, 2, 1, 3, 8, 10_000, 1e-5, 0, false);

    @TempDir
    Path folder;

    @BeforeEach
    void writeEveryLayout() throws IOException {
        float[] parameters = new float[new Layout(SHAPE).arrayLength()];
        Arrays.fill(parameters, 0.5f);
        Checkpoint.write(folder.resolve("start"), new CheckpointConfig(SHAPE, 4, 1), parameters);
        for (WeightLayout layout : WeightLayout.values()) {
            new Conversion(layout, SafetensorsType.BF16, 0)
                    .write(Checkpoint.open(folder.resolve("start")), folder.resolve(layout.label()));
        }
        new Conversion(WeightLayout.HF, SafetensorsType.BF16, 100)
                .write(Checkpoint.open(folder.resolve("start")), folder.resolve("shards"));
    }

    @ParameterizedTest
    @CsvSource({
        "gguf,model.gguf",
        "hf,model.safetensors",
        "fused,model.safetensors",
        "native,model.safetensors",
        "native,config.yaml",
        "hf,config.json",
        "shards,model.safetensors.index.json"
    })
    void readingEndsInNumbersOrInOneLine(String layout, String name) throws IOException {
        assertTrue(fuzz(folder.resolve(layout), name, 150, 1) > 0, "no damage was noticed");
    }

    @ParameterizedTest
    @CsvSource({"gguf,model.gguf", "hf,model.safetensors", "native,model.safetensors"})
    void everyTruncationIsNoticed(String layout, String name) throws IOException {
        Path file = folder.resolve(layout).resolve(name);
        byte[] whole = Files.readAllBytes(file);
        int padding = layout.equals("gguf") ? GgufFile.ALIGNMENT - 1 : 0;
        for (int length = 0; length < whole.length - padding; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            IOException e = assertThrows(IOException.class, () -> Checkpoint.open(folder.resolve(layout)));
            assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        }
    }

    @Test
    void aCountThatTheFileCannotHoldIsRefusedBeforeAnythingIsAllocated() throws IOException {
        Path file = folder.resolve("gguf/model.gguf");
        byte[] bytes = Files.readAllBytes(file);
        bytes[15] = 0x7f; // tensors
        Files.write(file, bytes);
        CheckpointException e = assertThrows(CheckpointException.class, () -> GgufFile.read(file));
        assertTrue(e.getMessage().startsWith(file + ": tensors: expected at most "), e.getMessage());
    }

    @Test
    void tensorsThatShareBytesAreRefused() throws IOException {
        Path file = folder.resolve("overlap.gguf");
        GgufWriter writer = new GgufWriter(Map.of());
        writer.add("a", SafetensorsType.F32, List.of(8), () -> new byte[32]);
        writer.add("b", SafetensorsType.F32, List.of(8), () -> new byte[32]);
        writer.write(file);
        byte[] bytes = Files.readAllBytes(file);
        int offset = 24 + (8 + 1 + 4 + 8 + 4 + 8) + (8 + 1 + 4 + 8 + 4);
        assertEquals(32, bytes[offset]);
        bytes[offset] = 0;
        Files.write(file, bytes);
        CheckpointException e = assertThrows(CheckpointException.class, () -> GgufFile.read(file));
        assertEquals(file + ": b: expected bytes of its own, found some of a", e.getMessage());
    }

    /// By hand, for longer: the class path, `olmoe.model.checkpoint.DamagedFilesTest ROUNDS`.
    public static void main(String[] args) throws IOException {
        DamagedFilesTest test = new DamagedFilesTest();
        test.folder = Files.createTempDirectory("damaged");
        test.writeEveryLayout();
        int rounds = Integer.parseInt(args[0]);
        for (String file : new String[] {
            "gguf/model.gguf",
            "hf/model.safetensors",
            "native/config.yaml",
            "hf/config.json",
            "shards/model.safetensors.index.json"
        }) {
            Path path = test.folder.resolve(file);
            int noticed = fuzz(path.getParent(), path.getFileName().toString(), rounds, 7);
            System.out.println(file + ": " + rounds + " damaged files, " + noticed + " refused");
        }
    }

    /// @return how many damaged files were refused
    private static int fuzz(Path checkpoint, String name, int rounds, int seed) throws IOException {
        Path file = checkpoint.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < rounds; round++) {
            byte[] bytes = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                // headers are where the harm is
                int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 400) : bytes.length);
                bytes[at] = random.nextInt(3) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
            }
            Files.write(file, random.nextInt(5) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes);
            try {
                Checkpoint read = Checkpoint.open(checkpoint);
                if (!read.misfits().isEmpty()) {
                    refused++;
                    continue;
                }
                read.doubles();
            } catch (IOException e) {
                refused++;
                assertFalse(e.getMessage().contains("\n"), e.getMessage());
                assertTrue(e.getMessage().contains(checkpoint.toString()), e.getMessage());
            }
        }
        Files.write(file, whole);
        return refused;
    }
}

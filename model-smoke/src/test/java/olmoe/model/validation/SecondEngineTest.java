package olmoe.model.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import olmoe.model.checkpoint.Checkpoint;
import olmoe.model.vector.Kernels;
import olmoe.model.vector.VectorEngine;
import olmoe.model.vector.Workers;
import olmoe.release.format.CanonicalJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecondEngineTest {
    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6, 5, 35, 8, 39};

    @TempDir
    Path run;

    private TrainedModel trained;

    @BeforeEach
    void makeACheckpoint() throws IOException {
        trained = new TrainedModel(run);
    }

    @Test
    void holdsForTheKernelsAsTheyAre() throws IOException {
        SecondEngine second = compare(Kernels.best());
        assertTrue(second.check().holds(), second.check().message());
        assertEquals(
                "logits within 1.0E-4 of jlama-core 0.8.4 on 12 tokens",
                second.check().message());
    }

    /// Not `maximum`: softmax does not depend on what it subtracts.
    @ParameterizedTest
    @ValueSource(strings = {"tile", "dot", "expSum", "swiglu", "scale", "addScaled"})
    void failsForACorruptedKernel(String kernel) throws IOException {
        assertFalse(compare(corrupted(kernel)).check().holds());
    }

    @Test
    void saysWhyJlamaCannotRunACheckpoint() throws IOException {
        Path file = trained.folder.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        int header = (int) (bytes[0] & 0xffL | (bytes[1] & 0xffL) << 8 | (bytes[2] & 0xffL) << 16);
        byte[] longer = new byte[bytes.length + (1 << 20)];
        System.arraycopy(bytes, 0, longer, 0, 8 + header);
        Arrays.fill(longer, 8 + header, 8 + header + (1 << 20), (byte) ' ');
        System.arraycopy(bytes, 8 + header, longer, 8 + header + (1 << 20), bytes.length - 8 - header);
        longer[2] += 16;
        Files.write(file, longer);
        SecondEngine second = compare(Kernels.best());
        assertTrue(second.check().holds());
        assertEquals(
                "not compared with jlama-core 0.8.4: jlama reads headers up to 1048576 bytes, and that of"
                        + " model.safetensors has " + (8 + header + (1 << 20)),
                second.check().message());
    }

    private SecondEngine compare(Kernels kernels) throws IOException {
        try (Workers workers = new Workers(1)) {
            Checkpoint checkpoint = Checkpoint.open(trained.folder);
            VectorEngine engine = new VectorEngine(kernels, TrainedModel.LAYOUT, trained.parameters, workers);
            return SecondEngine.compare(checkpoint, engine, List.of(IDS), CanonicalJson.object());
        }
    }

    /// The kernels, of which one is wrong in the second of its values, by a thousandth.
    private static Kernels corrupted(String name) {
        return (Kernels) Proxy.newProxyInstance(
                Kernels.class.getClassLoader(), new Class<?>[] {Kernels.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(Kernels.best(), arguments);
                        boolean wide = name.equals("tile") && method.getName().equals("tiles");
                        if (!wide && !method.getName().equals(name)) {
                            return result;
                        }
                        if (result instanceof Float sum) {
                            return sum * 1.001f;
                        }
                        Object[] place = target(method.getName(), arguments);
                        ((float[]) place[0])[(int) place[1] + 1] *= 1.001f;
                        return null;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /// The array that a kernel writes, and where.
    private static Object[] target(String name, Object[] arguments) {
        return switch (name) {
            case "tile" -> new Object[] {arguments[5], arguments[6]};
            case "tiles" -> new Object[] {arguments[6], arguments[7]};
            case "swiglu" -> new Object[] {arguments[4], arguments[5]};
            default -> new Object[] {arguments[0], arguments[1]};
        };
    }
}

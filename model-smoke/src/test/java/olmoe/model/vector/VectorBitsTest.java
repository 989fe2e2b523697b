package olmoe.model.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Shape;
import org.junit.jupiter.api.Test;

/// One forward and one backward pass, and two of decoding, in JVMs of their own: with machine vectors of 128,
/// 256 and 512 bits and without the Vector API, with one thread and with seven.
class VectorBitsTest {

    @Test
    void lossesAndGradientsAreEqualForEveryVectorLengthAndWithoutVectors() throws Exception {
        List<String> vectors = List.of("--add-modules", "jdk.incubator.vector");
        TreeSet<String> digests = new TreeSet<>();
        for (String bits : List.of("128", "256", "512")) {
            List<String> options = new ArrayList<>(vectors);
            options.add("-Dolmoe.vector.bits=" + bits);
            digests.add(run(options, bits, bits.equals("256") ? 7 : 1));
        }
        digests.add(run(List.of(), "none", 2));
        assertEquals(1, digests.size(), digests.toString());
        assertTrue(digests.first().matches("[0-9a-f]{64}"), digests.first());
    }

    private static String run(List<String> options, String bits, int threads) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(List.of(VectorBitsTest.class.getName(), bits, Integer.toString(threads)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), String.join(" ", command));
        return out;
    }

    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        String bits = Kernels.best() instanceof VectorKernels ? Integer.toString(32 * VectorKernels.WIDTH) : "none";
        if (!bits.equals(args[0])) {
            throw new IllegalStateException("expected " + args[0] + " bits, found " + bits);
        }
        Layout layout = new Layout(new Shape(61, 40, 2, 4, 2, 5, 3, 10, 32, 10_000, 1e-5, 0, false));
        Random random = new Random(6198);
        float[] parameters = new float[layout.arrayLength()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = random.nextFloat() - 0.5f;
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Workers workers = new Workers(Integer.parseInt(args[1]))) {
            TrainingRun training = new TrainingRun(TrainingRun.network(layout, parameters, workers), 3, 21);
            Network.Run run = training.run();
            run.forward(random.ints(3 * 21, 0, 61).toArray());
            update(digest, run.logits());
            training.backward(new boolean[] {true, false, true}, LossScale.AS_TRAINED);
            update(digest, training.gradients());
            Weights weights =
                    (tensor, to, at) -> System.arraycopy(parameters, tensor.start(), to, at, (int) tensor.elements());
            for (boolean brain : new boolean[] {false, true}) {
                Decoding decoding = new Decoding(ServedWeights.network(layout, weights, brain, workers), 1, 1 << 20);
                update(digest, decoding.advance(new int[] {3, 1, 4, 1, 5})[0]);
                update(digest, decoding.advance(new int[] {9})[0]);
            }
        }
        System.out.print(HexFormat.of().formatHex(digest.digest()));
    }

    private static void update(MessageDigest digest, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes);
    }
}

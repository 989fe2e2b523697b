package olmoe.model.training;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import olmoe.model.Layout;
import olmoe.model.LossScale;
import olmoe.model.Shape;
import olmoe.model.checkpoint.CheckpointConfig;
import olmoe.model.vector.Decoding;
import olmoe.model.vector.Network;
import olmoe.model.vector.Workers;
import olmoe.model.vector.ServedWeights;
import olmoe.model.vector.TrainingRun;

/// Tokens per second of training steps, prefill and decoding on random ids, as the peer measures them: the
/// median of the runs after a warm-up. One JSON line.
final class ModelBenchmark {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final int WARMUP = 8; // training steps
    private static final long WARMUP_NANOS = 3_000_000_000L; // of prompts, until the compiler has nothing left to do

    private ModelBenchmark() {}

    /// @param args folder of a config.json, threads, steps, batch, seq, prefill, decode, repeats
    public static void main(String[] args) throws IOException {
        Shape shape = CheckpointConfig.read(Path.of(args[0])).shape();
        int[] n = Arrays.stream(args).skip(1).mapToInt(Integer::parseInt).toArray();
        Layout layout = new Layout(shape);
        float[] parameters = Initialization.parameters(layout, 0);
        try (Workers workers = new Workers(n[0])) {
            double[] inference = infer(layout, parameters, false, workers, n[4], n[5], n[6]);
            double[] brain = infer(layout, parameters, true, workers, n[4], n[5], n[6]);
            double[] training = train(layout, parameters, workers, n[1], n[2], n[3]);
            long active = layout.activeParameters() - (long) shape.vocabulary() * shape.hidden();
            System.out.printf(
                    Locale.ROOT,
                    "{\"engine\":\"olmoe\",\"threads\":%d,\"train_tokens_per_s\":%.1f,\"train_tokens_per_cpu_s\":%.1f,"
                        + "\"prefill_tokens_per_s\":%.1f,\"prefill_tokens_per_cpu_s\":%.1f,"
                        + "\"decode_tokens_per_s\":%.1f,\"decode_tokens_per_cpu_s\":%.1f,\"decode_gb_per_s\":%.2f,\"prefill_gflops\":%.1f,"
                        + "\"bf16_prefill_tokens_per_s\":%.1f,\"bf16_decode_tokens_per_s\":%.1f,\"bf16_decode_tokens_per_cpu_s\":%.1f,"
                        + "\"train_gflops_of_6_active\":%.1f,\"active_without_input_embedding\":%d}%n",
                    n[0],
                    training[0],
                    training[1],
                    inference[0],
                    inference[1],
                    inference[2],
                    inference[3],
                    4e-9 * active * inference[2],
                    2e-9 * (active - unasked(shape)) * inference[0],
                    brain[0],
                    brain[2],
                    brain[3],
                    6e-9 * active * training[0],
                    active);
        }
    }

    /// Active weights that prefill leaves out for all tokens but the last: output matrix, and what follows attention in
    /// the last layer.
    private static long unasked(Shape shape) {
        long hidden = shape.hidden();
        long lastLayer = hidden + shape.experts() + 3L * shape.topK() * shape.expertHidden();
        return hidden * (shape.vocabulary() + lastLayer);
    }

    private static double[] train(
            Layout layout, float[] parameters, Workers workers, int steps, int batch, int length) {
        Network network = TrainingRun.network(layout, parameters, workers);
        TrainingRun training = new TrainingRun(network, batch, length);
        Network.Run run = training.run();
        AdamW optimizer = new AdamW(parameters.length, 0.1, 1);
        Random random = new Random(0);
        boolean[] keep = new boolean[batch];
        Arrays.fill(keep, true);
        double[] seconds = new double[steps];
        double[] cpu = new double[steps];
        for (int step = -WARMUP; step < steps; step++) {
            int[] ids = random.ints((long) batch * length, 0, layout.shape().vocabulary())
                    .toArray();
            long start = System.nanoTime();
            long startCpu = SYSTEM.getProcessCpuTime();
            run.forward(ids);
            training.backward(keep, LossScale.AS_TRAINED);
            double norm = AdamW.norm(training.gradients(), workers);
            optimizer.update(parameters, training.gradients(), 1, norm, 4e-4, step + WARMUP + 1L, workers);
            network.pack();
            if (step >= 0) {
                seconds[step] = (System.nanoTime() - start) / 1e9;
                cpu[step] = (SYSTEM.getProcessCpuTime() - startCpu) / 1e9;
            }
        }
        double tokens = batch * length;
        return new double[] {tokens / median(seconds), tokens / median(cpu)};
    }

    private static double[] infer(
            Layout layout, float[] parameters, boolean brain, Workers workers, int prefill, int decode, int repeats)
            throws IOException {
        Network network = ServedWeights.network(
                layout,
                (tensor, to, at) -> System.arraycopy(
                        parameters, tensor.start(), to, at, Math.toIntExact(tensor.elements())),
                brain,
                workers);
        int[] prompt =
                new Random(0).ints(prefill, 0, layout.shape().vocabulary()).toArray();
        double[] first = new double[repeats];
        double[] then = new double[repeats];
        double[] firstCpu = new double[repeats];
        double[] thenCpu = new double[repeats];
        long begin = System.nanoTime();
        for (int repeat = -1; repeat < repeats; ) {
            Decoding decoding = new Decoding(network, 1, 1L << 30);
            long start = System.nanoTime();
            long startCpu = SYSTEM.getProcessCpuTime();
            float[] logits = decoding.advance(prompt)[0];
            long middle = System.nanoTime();
            long middleCpu = SYSTEM.getProcessCpuTime();
            for (int i = 0; i < decode; i++) {
                int best = 0;
                for (int id = 1; id < logits.length; id++) {
                    best = logits[id] > logits[best] ? id : best;
                }
                logits = decoding.advance(new int[] {best})[0];
            }
            if (repeat < 0) {
                repeat = System.nanoTime() - begin < WARMUP_NANOS ? -1 : 0;
            } else {
                first[repeat] = (middle - start) / 1e9;
                then[repeat] = (System.nanoTime() - middle) / 1e9;
                firstCpu[repeat] = (middleCpu - startCpu) / 1e9;
                thenCpu[repeat] = (SYSTEM.getProcessCpuTime() - middleCpu) / 1e9;
                repeat++;
            }
        }
        return new double[] {
            prefill / median(first), prefill / median(firstCpu), decode / median(then), decode / median(thenCpu)
        };
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.BlockSource;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.tokenizer.cli.ConfigurationException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/// Runs Beam jobs one after the other on whatever runner the options name; without one, on Flink
/// embedded in this JVM, its ports bound to loopback.
public final class Jobs {
    private static final String EMBEDDED_FLINK = """
            rest.bind-address: 127.0.0.1
            rest.address: 127.0.0.1
            jobmanager.bind-host: 127.0.0.1
            taskmanager.bind-host: 127.0.0.1
            taskmanager.host: 127.0.0.1
            taskmanager.memory.managed.size: 256m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.network.max: 64m
            restart-strategy.type: fixed-delay
            restart-strategy.fixed-delay.attempts: 2
            restart-strategy.fixed-delay.delay: 1 s
            """;

    /// A job that is being sent to a cluster is cancelled when it has arrived.
    private static final long SUBMISSION_SECONDS = 60;

    private final PipelineOptions options;
    private final boolean cluster;
    private final boolean dataflow;
    private final boolean cancellable; // the runner tells of a job when it has begun, not when it has ended

    private Jobs(PipelineOptions options, boolean cluster, boolean dataflow, boolean cancellable) {
        this.options = options;
        this.cluster = cluster;
        this.dataflow = dataflow;
        this.cancellable = cancellable;
        FileSystems.setDefaultPipelineOptions(options);
    }

    /// On a Flink cluster all shuffles block, so that a lost worker repeats its own region of a job and
    /// not the whole of it.
    ///
    /// @param arguments Beam's options as the user gave them, such as `--parallelism=2`
    public static Jobs of(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        if (!has(arguments, "--runner=")) {
            checkHostName();
            Path configuration = Files.createTempDirectory("olmoe-flink");
            Path file = configuration.resolve("config.yaml");
            Files.write(file, EMBEDDED_FLINK.getBytes(StandardCharsets.UTF_8));
            file.toFile().deleteOnExit();
            configuration.toFile().deleteOnExit();
            all.add("--runner=FlinkRunner");
            all.add("--flinkMaster=[local]");
            all.add("--flinkConfDir=" + configuration);
            if (!has(arguments, "--parallelism=")) {
                all.add("--parallelism=" + Runtime.getRuntime().availableProcessors());
            }
        }
        // `flink run` names no master, as it knows it
        boolean cluster = has(arguments, "--runner=flink") && !arguments.contains("--flinkMaster=[local]");
        boolean dataflow = has(arguments, "--runner=dataflow");
        boolean ownClient = has(arguments, "--flinkMaster=") && !has(arguments, "--flinkMaster=[");
        if (cluster && !has(arguments, "--executionModeForBatch=")) {
            all.add("--executionModeForBatch=BATCH_FORCED");
        }
        if (ownClient && !has(arguments, "--attachedMode=")) {
            // the client then knows the job while it runs, and can cancel it
            all.add("--attachedMode=false");
            all.add("--jobCheckIntervalInSecs=1");
        }
        if (ownClient && !has(arguments, "--filesToStage=")) {
            all.add("--filesToStage=" + stagedJar());
        }
        try {
            return new Jobs(
                    PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create(),
                    cluster,
                    dataflow,
                    dataflow || ownClient && has(all, "--attachedMode=false"));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()).split("\\R", 2)[0], e);
        }
    }

    /// Embedded Flink asks for this host's address, although its ports are bound to loopback.
    private static void checkHostName() {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    "expected an address for the name of this host, which Flink asks for, found none:"
                            + " add `127.0.0.1 NAME` to /etc/hosts, with the NAME that `hostname` prints",
                    e);
        }
    }

    private static boolean has(List<String> arguments, String start) {
        return arguments.stream().anyMatch(argument -> argument.regionMatches(true, 0, start, 0, start.length()));
    }

    /// A cluster has its Flink; what is sent to it is the rest.
    private static Path stagedJar() throws IOException {
        Path jar = Files.createTempFile("olmoe-staged", ".jar");
        jar.toFile().deleteOnExit();
        StagedJar.write(StagedJar.withoutFlink(System.getProperty("java.class.path")), jar);
        return jar;
    }

    /// Refuses inputs that Dataflow's workers cannot see.
    ///
    /// @throws ConfigurationException where they lie on this machine
    void checkReadable(Inputs inputs) {
        if (dataflow && !inputs.isRemote()) {
            throw new ConfigurationException(
                    "--inputs: expected a folder that all workers see, such as an object store,"
                            + " but Dataflow does not see " + inputs.root());
        }
    }

    /// Refuses an output that the workers of a cluster do not see, before any work: each of several
    /// workers is asked for a file that was just written there.
    ///
    /// @throws ConfigurationException where one does not find it
    void checkShared(Places places) throws IOException {
        if (dataflow && !places.isRemote()) {
            throw notShared("Dataflow does not see " + places.root());
        }
        if (!cluster) {
            return;
        }
        String folder = "work/asked-" + UUID.randomUUID();
        int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
        List<Block> questions = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            questions.add(new Block("", folder, i, 0, 0));
        }
        places.write(folder + Answer.QUESTION, new byte[0]);
        try {
            run(
                    "ask-workers",
                    pipeline -> pipeline.apply("Questions", Read.from(new BlockSource(questions)))
                            .apply("Answer", ParDo.of(new Answer(places))));
            for (Block question : questions) {
                if (places.size(Answer.path(question)) < 0) {
                    throw notShared("a worker does not see " + places.root());
                }
            }
        } finally {
            places.deleteAllBut(folder, Set.of());
        }
    }

    private static ConfigurationException notShared(String found) {
        return new ConfigurationException("-o: expected a folder that the client and all workers share, such as an"
                + " object store or a network mount, but " + found);
    }

    private static final class Answer extends DoFn<Block, Void> {
        private static final long serialVersionUID = 1L;
        private static final String QUESTION = "/question";

        private final Places places;

        Answer(Places places) {
            this.places = places;
        }

        static String path(Block question) {
            return question.path() + "/" + question.index();
        }

        @ProcessElement
        public void answer(@Element Block question) throws IOException {
            if (places.size(question.path() + QUESTION) >= 0) {
                places.write(path(question), new byte[0]);
            }
        }
    }

    /// Builds a job and runs it to its end. Where this process is asked to end, a job of a cluster is cancelled.
    ///
    /// @return what the workers counted
    /// @throws IllegalStateException where the job ends otherwise than well; names the part that failed
    public MetricResults run(String name, Consumer<Pipeline> build) {
        options.setJobName(name);
        Pipeline pipeline = Pipeline.create(options);
        build.accept(pipeline);
        CompletableFuture<PipelineResult> started = new CompletableFuture<>();
        Thread cancel = new Thread(() -> cancel(name, started), "cancel");
        if (cancellable) {
            Runtime.getRuntime().addShutdownHook(cancel);
        }
        PipelineResult result;
        PipelineResult.State state;
        try {
            result = pipeline.run();
            started.complete(result);
            state = result.waitUntilFinish();
        } catch (RuntimeException e) { // runners throw different ones
            IllegalStateException failure = new IllegalStateException("job " + name + ": " + reason(e));
            failure.addSuppressed(e);
            throw failure;
        } finally {
            if (cancellable) {
                forget(cancel);
            }
        }
        if (state != PipelineResult.State.DONE) {
            throw new IllegalStateException("job " + name + " ended as " + state);
        }
        return result.metrics();
    }

    /// What the part that failed says, or else the innermost cause; runners wrap it several times.
    private static String reason(Throwable failure) {
        String reason = null;
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = PartWork.message(t);
            if (reason == null || !reason.contains(PartWork.PART) || message.contains(PartWork.PART)) {
                reason = message.replaceFirst("^([\\w$]+\\.)+[\\w$]+: ", "");
            }
        }
        return reason;
    }

    private static void cancel(String name, CompletableFuture<PipelineResult> started) {
        try {
            started.get(SUBMISSION_SECONDS, TimeUnit.SECONDS).cancel();
            System.err.println("corpus: job " + name + " is cancelled; the same command goes on where it was");
        } catch (IOException | RuntimeException | InterruptedException | ExecutionException | TimeoutException e) {
            System.err.println("corpus: job " + name + " could not be cancelled: " + e);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }
}

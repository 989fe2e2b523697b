package olmoe.pipelines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

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

    private final PipelineOptions options;

    private Jobs(PipelineOptions options) {
        this.options = options;
        FileSystems.setDefaultPipelineOptions(options);
    }

    /// @param arguments Beam's options as the user gave them, such as `--parallelism=2`
    public static Jobs of(List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        if (arguments.stream().noneMatch(argument -> argument.startsWith("--runner="))) {
            Path configuration = Files.createTempDirectory("olmoe-flink");
            Path file = configuration.resolve("config.yaml");
            Files.write(file, EMBEDDED_FLINK.getBytes(StandardCharsets.UTF_8));
            file.toFile().deleteOnExit();
            configuration.toFile().deleteOnExit();
            all.add("--runner=FlinkRunner");
            all.add("--flinkMaster=[local]");
            all.add("--flinkConfDir=" + configuration);
            if (arguments.stream().noneMatch(argument -> argument.startsWith("--parallelism="))) {
                all.add("--parallelism=" + Runtime.getRuntime().availableProcessors());
            }
        }
        return new Jobs(
                PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create());
    }

    /// Builds a job and runs it to its end.
    ///
    /// @throws IllegalStateException where the job ends otherwise than well
    public void run(String name, Consumer<Pipeline> build) {
        options.setJobName(name);
        Pipeline pipeline = Pipeline.create(options);
        build.accept(pipeline);
        PipelineResult.State state = pipeline.run().waitUntilFinish();
        if (state != PipelineResult.State.DONE) {
            throw new IllegalStateException("job " + name + " ended as " + state);
        }
    }
}

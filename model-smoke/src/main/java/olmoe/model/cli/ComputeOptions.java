package olmoe.model.cli;

import olmoe.model.vector.Kernels;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Option;

/// Options of commands that compute on the Vector API. They change no byte of the output.
final class ComputeOptions {
    @Option(names = "--threads", paramLabel = "N", description = "threads to compute with; all processors by default")
    private int threads;

    /// Warns once if the JVM was started without the Vector API.
    int threads() {
        if (!Kernels.hasVectorModule()) {
            System.err.println(
                    "olmoe: the module jdk.incubator.vector is not loaded, so this takes many times as long, with"
                            + " equal results: start with ./olmoe model, or give java --add-modules jdk.incubator.vector");
        }
        if (threads < 0) {
            throw new ConfigurationException("--threads: expected 1 or more, found " + threads);
        }
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}

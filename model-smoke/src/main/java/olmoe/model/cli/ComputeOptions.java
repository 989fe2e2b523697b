package olmoe.model.cli;

import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Option;

/// Options of commands that compute on the Vector API. They change no byte of the output.
final class ComputeOptions {
    private static final String MODULE = "jdk.incubator.vector";

    @Option(names = "--threads", paramLabel = "N", description = "threads to compute with; all processors by default")
    private int threads;

    /// @throws ConfigurationException if the JVM was started without the Vector API
    int threads() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            throw new ConfigurationException("the module " + MODULE
                    + " is not loaded: start with ./olmoe model, or give java --add-modules " + MODULE);
        }
        if (threads < 0) {
            throw new ConfigurationException("--threads: expected 1 or more, found " + threads);
        }
        return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
    }
}

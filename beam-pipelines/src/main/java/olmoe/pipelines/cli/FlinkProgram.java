package olmoe.pipelines.cli;

import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;

/// `olmoe corpus` as Flink's client and its application mode want a program: it returns when all is done, throws what
/// failed, for Flink to tell, and never ends the JVM, which is Flink's.
public final class FlinkProgram {
    private FlinkProgram() {}

    public static void main(String[] arguments) throws Exception {
        try {
            new CommandLine.RunLast().execute(new CommandLine(new CorpusCommand()).parseArgs(arguments));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;
import org.apache.beam.sdk.metrics.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One part on a worker. What becomes of its documents is added to Beam's counters, each under the name of the step as
/// the ledger has it; log lines carry the part as `%X{part}`, and a failure names it.
final class PartWork {
    /// Before a part's name in what is said of a failure.
    static final String PART = ", part ";

    private static final Logger LOG = LoggerFactory.getLogger(PartWork.class);

    private PartWork() {}

    interface Work {
        Commit run() throws IOException;
    }

    /// @param phase for the log
    static void run(CorpusPlan plan, String phase, Block block, Work work) throws IOException {
        try (MDC.MDCCloseable named = MDC.putCloseable("part", block.place())) {
            LOG.info("{}: part {}: begins", phase, block.place());
            Commit commit = work.run();
            Accounting accounting = Accounting.parse(commit.counts().get("steps"));
            count(plan, accounting);
            LOG.info("{}: part {}: complete, {}", phase, block.place(), summary(accounting));
        } catch (IOException | RuntimeException e) {
            throw new IOException(phase + PART + block.place() + ": " + message(e), e);
        }
    }

    /// What a failure says of itself, or its kind where it says nothing.
    static String message(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static void count(CorpusPlan plan, Accounting accounting) {
        for (Map.Entry<Integer, Accounting.Counts> step : accounting.steps().entrySet()) {
            String name = plan.stepName(step.getKey());
            Accounting.Counts counts = step.getValue();
            Metrics.counter(name, "kept").inc(counts.kept());
            Metrics.counter(name, "dropped").inc(counts.dropped());
            Metrics.counter(name, "rejected").inc(counts.rejected());
            counts.reasons()
                    .forEach((reason, count) ->
                            Metrics.counter(name, "reason " + reason).inc(count));
        }
    }

    private static String summary(Accounting accounting) {
        if (accounting.steps().isEmpty()) {
            return "no documents";
        }
        long read = accounting.at(accounting.steps().firstKey()).read();
        long kept = accounting.at(accounting.steps().lastKey()).kept();
        return String.format(Locale.ROOT, "%d documents read, %d kept", read, kept);
    }
}

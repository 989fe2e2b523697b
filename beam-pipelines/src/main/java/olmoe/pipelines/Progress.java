package olmoe.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Tells a person on stderr how far a run is: a line when something ends, and every ten seconds while
/// it goes on.
final class Progress {
    private static final long SECONDS = 10;

    private final PrintStream out;

    Progress(PrintStream out) {
        this.out = out;
    }

    void say(String line) {
        out.println("corpus: " + line);
    }

    /// Does the work of a phase while its complete parts are counted.
    void during(PhaseProgress phase, Runnable work) throws IOException {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "progress");
            thread.setDaemon(true);
            return thread;
        });
        long start = System.nanoTime();
        clock.scheduleWithFixedDelay(() -> tick(phase, start), SECONDS, SECONDS, TimeUnit.SECONDS);
        try {
            work.run();
        } finally {
            clock.shutdownNow();
        }
        phase.look();
        say(phase.line(seconds(start)));
    }

    private void tick(PhaseProgress phase, long start) {
        try {
            phase.look();
            say(phase.line(seconds(start)));
        } catch (IOException e) {
            say(phase.name() + ": cannot count parts: " + PartWork.message(e));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;
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

    /// How many parts are complete.
    interface Count {
        int done() throws IOException;
    }

    void say(String line) {
        out.println("corpus: " + line);
    }

    /// Does the work of a phase while its complete parts are counted.
    void phase(String name, int parts, Count count, Runnable work) {
        long start = System.nanoTime();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "progress");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(() -> tick(name, parts, count), SECONDS, SECONDS, TimeUnit.SECONDS);
        try {
            work.run();
        } finally {
            clock.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        say(String.format(Locale.ROOT, "%s: %d parts in %.1f s", name, parts, seconds));
    }

    private void tick(String name, int parts, Count count) {
        try {
            say(name + ": " + count.done() + " of " + parts + " parts");
        } catch (IOException e) {
            say(name + ": cannot count parts: " + e.getMessage());
        }
    }
}

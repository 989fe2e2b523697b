package olmoe.model.training;

import java.io.PrintStream;
import java.util.Locale;

/// What a person sees while it trains: the step in place on a terminal, a line every 10 seconds
/// elsewhere. Measures the speed too; nothing of that reaches a reproducible file.
final class Progress {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final double SECONDS_BETWEEN_UPDATES = 0.2;

    private final PrintStream out;
    private final boolean terminal;
    private final long steps;
    private final long start = System.nanoTime();
    private long firstTokens = -1;
    private long lastTokens;
    private double trainingSeconds;
    private long marked = System.nanoTime();
    private double shown;

    /// @param steps of the whole run
    Progress(PrintStream out, boolean terminal, long steps) {
        this.out = out;
        this.terminal = terminal;
        this.steps = steps;
    }

    void say(String message) {
        out.println("olmoe model train: " + message);
    }

    void step(long step, long tokens, double loss) {
        long now = System.nanoTime();
        trainingSeconds += (now - marked) / 1e9;
        marked = now;
        firstTokens = firstTokens < 0 ? tokens - tokens / step : firstTokens;
        lastTokens = tokens;
        double at = (now - start) / 1e9;
        if (at - shown < (terminal ? SECONDS_BETWEEN_UPDATES : SECONDS_BETWEEN_LINES) && step < steps) {
            return;
        }
        shown = at;
        String line = String.format(
                Locale.ROOT,
                "olmoe model train: step %d of %d, %,d tokens, loss %.3f, %,.0f tokens/s",
                step,
                steps,
                tokens,
                loss,
                tokensPerSecond());
        if (terminal) {
            out.print("\r" + line + (step == steps ? "\n" : ""));
            out.flush();
        } else {
            out.println(line);
        }
    }

    void evaluated(long step, double loss) {
        marked = System.nanoTime();
        if (!terminal || step == 0) {
            say(String.format(Locale.ROOT, "step %d of %d, held-out loss %.3f", step, steps, loss));
        }
    }

    /// Of this process, evaluations and checkpoints not counted in the seconds.
    double tokensPerSecond() {
        return trainingSeconds == 0 ? 0 : tokens() / trainingSeconds;
    }

    double trainingSeconds() {
        return trainingSeconds;
    }

    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    /// Trained on by this process.
    long tokens() {
        return firstTokens < 0 ? 0 : lastTokens - firstTokens;
    }
}

package olmoe.pipelines.io;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// Places where a fault test ends the process the hard way, as a lost machine would. The environment
/// names the place and how often it may be passed before: `OLMOE_KILL_POINT=before-commit:3`.
public enum KillPoint {
    BEFORE_RENAME,
    BEFORE_COMMIT,
    DURING_SHUFFLE,
    DURING_VERIFICATION,
    BEFORE_MANIFEST;

    private static final String SETTING = System.getenv("OLMOE_KILL_POINT");
    private static final AtomicInteger PASSED = new AtomicInteger();

    public void reach() {
        if (SETTING == null) {
            return;
        }
        String name = name().toLowerCase(Locale.ROOT).replace('_', '-');
        String[] wanted = SETTING.split(":", 2);
        int passes = wanted.length > 1 ? Integer.parseInt(wanted[1]) : 0;
        if (wanted[0].equals(name) && PASSED.getAndIncrement() == passes) {
            System.err.println("killed at " + SETTING);
            Runtime.getRuntime().halt(137);
        }
    }
}

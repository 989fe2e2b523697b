package olmoe.model;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;

/// What of the heap weights can take: a JVM may keep a third of it for young objects.
public final class Heap {
    private Heap() {}

    /// Bytes of its largest part.
    public static long room() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getUsage().getMax())
                .max()
                .orElseThrow();
    }

    /// How to start with that much, for people.
    public static String start(long bytes) {
        return "start with OLMOE_JVM='-Xmx" + ((bytes >> 30) + 2) + "g -Xmn512m'";
    }
}

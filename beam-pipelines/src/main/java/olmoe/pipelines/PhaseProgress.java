package olmoe.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Commit;

/// How far one phase is, added up from the commit records of its complete parts. Each record counts once.
final class PhaseProgress {
    private static final double MEGABYTE = 1e6;
    private static final int DROPS = 4;

    /// What was made of one block.
    ///
    /// @param readsInput whether the phase reads the input itself, not parts
    record Part(boolean readsInput, Accounting accounting) {
        static Part of(Commit commit) {
            JsonNode steps = commit.counts().get("steps");
            return new Part(!commit.inputs().isEmpty(), steps == null ? new Accounting() : Accounting.parse(steps));
        }
    }

    /// The part of a block, where it is complete.
    interface Completed {
        Optional<Part> of(Block block) throws IOException;
    }

    private final String name;
    private final IntFunction<String> stepName;
    private final Completed completed;
    private final Set<Block> left;
    private final int parts;
    private final long expectedBytes;
    private final Accounting accounting = new Accounting();
    private long doneBytes; // of the inputs that the complete parts come from
    private boolean readsInput;

    /// @param stepName by the ordinal that a part's accounting has
    /// @param missing parts that the phase is to make
    PhaseProgress(String name, IntFunction<String> stepName, List<Block> missing, Completed completed) {
        this.name = name;
        this.stepName = stepName;
        this.completed = completed;
        this.left = new LinkedHashSet<>(missing);
        this.parts = missing.size();
        this.expectedBytes =
                missing.stream().mapToLong(block -> block.to() - block.from()).sum();
    }

    String name() {
        return name;
    }

    /// Looks for parts that have become complete.
    synchronized void look() throws IOException {
        for (Iterator<Block> blocks = left.iterator(); blocks.hasNext(); ) {
            Block block = blocks.next();
            Optional<Part> part = completed.of(block);
            if (part.isPresent()) {
                blocks.remove();
                doneBytes += block.to() - block.from();
                readsInput |= part.get().readsInput();
                accounting.add(part.get().accounting());
            }
        }
    }

    /// `refine 0: 12 of 40 parts, 15,204 documents, 1,034 a second, 4.2 MB/s, about 43 s to go; left at language 1.2
    /// %`.
    ///
    /// @param seconds since the phase began
    synchronized String line(double seconds) {
        int done = parts - left.size();
        StringBuilder line = new StringBuilder(name).append(": ");
        if (done < parts) {
            line.append(done).append(" of ");
        }
        line.append(parts).append(" parts");
        if (done == parts) {
            line.append(String.format(Locale.ROOT, " in %.1f s", seconds));
        }
        long documents = accounting.steps().isEmpty()
                ? 0
                : accounting.at(accounting.steps().firstKey()).read();
        if (documents > 0) {
            line.append(String.format(Locale.ROOT, ", %,d documents, %,.0f a second", documents, documents / seconds));
        }
        if (readsInput) {
            line.append(String.format(Locale.ROOT, ", %,.1f MB/s", doneBytes / MEGABYTE / seconds));
        }
        if (doneBytes > 0 && done < parts) {
            double toGo = seconds * (expectedBytes - doneBytes) / doneBytes;
            line.append(String.format(Locale.ROOT, ", about %,.0f s to go", toGo));
        }
        return line.append(drops(documents)).toString();
    }

    /// The steps that take most, as shares of the documents that the phase has read.
    private String drops(long documents) {
        List<Map.Entry<Integer, Accounting.Counts>> most = accounting.steps().entrySet().stream()
                .filter(step -> taken(step.getValue()) > 0)
                .sorted(Comparator.comparingLong(step -> -taken(step.getValue())))
                .limit(DROPS)
                .toList();
        StringBuilder line = new StringBuilder();
        for (Map.Entry<Integer, Accounting.Counts> step : most) {
            line.append(line.isEmpty() ? "; left at " : ", ")
                    .append(String.format(
                            Locale.ROOT,
                            "%s %.1f %%",
                            stepName.apply(step.getKey()),
                            100.0 * taken(step.getValue()) / documents));
        }
        return line.toString();
    }

    private static long taken(Accounting.Counts counts) {
        return counts.dropped() + counts.rejected();
    }
}

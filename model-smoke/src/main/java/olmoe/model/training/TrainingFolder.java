package olmoe.model.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import olmoe.release.format.Manifest;
import olmoe.release.log.EventFile;
import olmoe.release.log.MetricsTable;

/// The output folder of training. A checkpoint is a folder that appeared under its name by a rename,
/// so what has a name is whole.
final class TrainingFolder {
    static final String CHECKPOINTS = "checkpoints";
    static final String FINAL = "final";
    static final String REPORT = "training.json";
    static final String PERFORMANCE = "performance.json";
    private static final String STEP = "step";
    private static final String PART = ".part";

    private final Path folder;

    TrainingFolder(Path folder) {
        this.folder = folder;
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Path folder() {
        return folder;
    }

    /// Writes a folder under a temporary name and renames it.
    void write(Path target, Content content) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + PART);
        delete(part);
        Files.createDirectories(part);
        content.writeInto(part);
        delete(target);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    @FunctionalInterface
    interface Content {
        void writeInto(Path folder) throws IOException;
    }

    Path checkpoint(long step) {
        return folder.resolve(CHECKPOINTS).resolve(STEP + step);
    }

    /// The steps of all whole checkpoints, ascending.
    List<Long> checkpoints() throws IOException {
        Path all = folder.resolve(CHECKPOINTS);
        List<Long> steps = new ArrayList<>();
        if (Files.isDirectory(all)) {
            try (Stream<Path> entries = Files.list(all)) {
                for (Path entry : entries.toList()) {
                    String name = entry.getFileName().toString();
                    if (name.matches(STEP + "[0-9]{1,18}")) {
                        steps.add(Long.parseLong(name.substring(STEP.length())));
                    }
                }
            }
        }
        steps.sort(null);
        return steps;
    }

    /// Removes what a stopped run left half written.
    void removeParts() throws IOException {
        for (Path place : List.of(folder, folder.resolve(CHECKPOINTS))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> entries = Files.list(place)) {
                    for (Path entry : entries.toList()) {
                        String name = entry.getFileName().toString();
                        if (name.endsWith(PART) || name.endsWith(".tmp")) {
                            delete(entry);
                        }
                    }
                }
            }
        }
    }

    /// Removes everything that training writes, the manifest first.
    void clear() throws IOException {
        for (String name : List.of(
                Manifest.NAME,
                FINAL,
                CHECKPOINTS,
                REPORT,
                PERFORMANCE,
                MetricsLog.FILE,
                MetricsTable.NAME,
                EventFile.NAME)) {
            delete(folder.resolve(name));
        }
    }

    /// All files in it but the manifest, with their roles.
    List<Manifest.Entry> entries() throws IOException {
        List<Manifest.Entry> entries = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = folder.relativize(file).getName(0).toString();
                if (!name.equals(Manifest.NAME)) {
                    entries.add(Manifest.Entry.of(folder, file, role(name)));
                }
            }
        }
        return entries;
    }

    private static String role(String name) {
        return switch (name) {
            case FINAL -> "model";
            case CHECKPOINTS -> "checkpoint";
            case PERFORMANCE, EventFile.NAME, MetricsTable.NAME -> "witness";
            default -> "log";
        };
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path entry : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(entry);
            }
        }
    }
}

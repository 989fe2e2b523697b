package olmoe.dedup.decontamination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import olmoe.filters.GoldenDocuments;

/// The evaluations of the shared data.
final class Evaluations {
    private static List<EvaluationItem> known;

    private Evaluations() {}

    static synchronized List<EvaluationItem> all(GoldenDocuments golden) throws IOException {
        if (known == null) {
            known = read(golden);
        }
        return new ArrayList<>(known);
    }

    private static List<EvaluationItem> read(GoldenDocuments golden) throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(golden.shared().resolve("data/eval"))) {
            files = list.sorted().toList();
        }
        List<EvaluationItem> items = new ArrayList<>();
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                items.addAll(
                        EvaluationFile.read(file.getFileName().toString(), in).items());
            }
        }
        return items;
    }
}

package olmoe.tokenizer.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.StoredOrder;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TrainingOrder;
import olmoe.tokenizer.shard.TrainingOrder.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe tokens order`.
@Command(
        name = "order",
        description = {
            "Prints the windows of one training step and the documents in them, one JSON line a window; or shuffles",
            "the windows again for another epoch or stage."
        },
        mixinStandardHelpOptions = true)
final class OrderCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Parameters(paramLabel = "DIR", description = "a corpus, with tokens/order.json")
    private Path corpus;

    @Option(names = "--step", paramLabel = "K", description = "training step, from 1")
    private Long step;

    @Option(names = "--batch", paramLabel = "N", description = "windows a step")
    private Integer batch;

    @Option(
            names = "--indices",
            paramLabel = "FILE",
            description = "the order's numbers; without it tokens/global_indices.npy")
    private Path indices;

    @Option(
            names = "--shuffle",
            paramLabel = "SEED",
            description =
                    "writes the numbers for another seed to --indices: the run's seed plus the epoch, 42 for annealing")
    private Long shuffle;

    private record Window(long position, Place place, long start, List<DocumentSpan> documents) {}

    @Override
    public Integer call() throws IOException {
        Path tokens = corpus.resolve("tokens");
        if (!Files.isRegularFile(tokens.resolve(TrainingOrder.ORDER_FILE))) {
            throw new ConfigurationException(corpus + ": expected a corpus with tokens/order.json, found none");
        }
        if (shuffle != null) {
            if (indices == null || step != null || shuffle < 0) {
                throw new ConfigurationException(
                        "--shuffle: expected a seed from 0 and --indices FILE, found " + shuffle);
            }
            write(TrainingOrder.read(tokens));
            return 0;
        }
        if (step == null || batch == null) {
            throw new ConfigurationException("expected --step and --batch, or --shuffle, found neither");
        }
        try (StoredOrder order =
                StoredOrder.open(tokens, indices == null ? tokens.resolve(TrainingOrder.INDICES_FILE) : indices)) {
            print(order);
        }
        return 0;
    }

    private void write(TrainingOrder order) throws IOException {
        TrainingOrder other = TrainingOrder.shuffled(shuffle, order.window(), order.bytesPerId(), order.files());
        Path unfinished = indices.resolveSibling(indices.getFileName() + ".tmp");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
            other.writeIndices(out);
        }
        Files.move(unfinished, indices, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        ObjectNode line = JSON.createObjectNode();
        line.put("seed", shuffle);
        line.put("windows", other.size());
        line.put("sha256", other.sha256());
        System.out.println(JSON.writeValueAsString(line));
    }

    private void print(StoredOrder order) throws IOException {
        if (batch < 1 || step < 1 || step > order.size() / batch) {
            throw new ConfigurationException("--step: expected 1.." + order.size() / Math.max(1, batch)
                    + ", the whole steps of " + order.size() + " windows, found " + step);
        }
        List<Window> windows = new ArrayList<>();
        Map<String, List<Window>> byFile = new TreeMap<>();
        for (int i = 0; i < batch; i++) {
            long position = Math.addExact(Math.multiplyExact(step - 1, batch), i);
            Place place = order.place(position);
            Window window = new Window(position, place, place.window() * order.window(), new ArrayList<>());
            windows.add(window);
            byFile.computeIfAbsent(place.file().path(), path -> new ArrayList<>())
                    .add(window);
        }
        for (Map.Entry<String, List<Window>> file : byFile.entrySet()) {
            findDocuments(corpus.resolve(file.getKey()), file.getValue(), order.window());
        }
        for (Window window : windows) {
            System.out.println(line(window, order));
        }
    }

    /// One pass over the csv: windows and documents both go up.
    private static void findDocuments(Path npy, List<Window> windows, int length) throws IOException {
        List<Window> rising = new ArrayList<>(windows);
        rising.sort(Comparator.comparingLong(Window::start));
        int first = 0;
        try (DocumentSpans spans = new DocumentSpans(npy)) {
            for (DocumentSpan span = spans.next(); span != null && first < rising.size(); span = spans.next()) {
                while (first < rising.size() && rising.get(first).start() + length <= span.start()) {
                    first++;
                }
                for (int w = first; w < rising.size() && rising.get(w).start() < span.end(); w++) {
                    rising.get(w).documents().add(span);
                }
            }
        }
    }

    private String line(Window window, StoredOrder order) throws IOException {
        ObjectNode line = JSON.createObjectNode();
        line.put("step", step);
        line.put("position", window.position());
        line.put("path", window.place().file().path());
        line.put("window", window.place().window());
        line.put("start", window.start());
        line.put("end", window.start() + order.window());
        try (TokenShard shard =
                TokenShard.open(corpus.resolve(window.place().file().path()), order.bytesPerId())) {
            line.put("masked", shard.masked(window.place().window()));
        }
        ArrayNode documents = line.putArray("documents");
        for (DocumentSpan span : window.documents()) {
            documents
                    .addObject()
                    .put("id", span.id())
                    .put("start", span.start())
                    .put("end", span.end())
                    .put("src", span.source())
                    .put("loc", span.line());
        }
        return JSON.writeValueAsString(line);
    }
}

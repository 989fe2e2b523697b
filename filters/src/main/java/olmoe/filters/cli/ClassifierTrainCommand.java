package olmoe.filters.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import olmoe.filters.fasttext.Trainer;
import olmoe.filters.fasttext.TrainingSettings;
import olmoe.tokenizer.cli.ConfigurationException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `olmoe classifier train`.
@Command(
        name = "train",
        description = {
            "Trains a classifier and writes it as a .bin of fastText. INPUT is LABEL=PATH, a folder (its name is the",
            "label), or a file of lines {\"text\",\"label\"}. A folder is searched for .txt, a text each, and .jsonl,",
            "lines with text; both also as .gz. The same bytes come out for any number of threads and in any order",
            "of files' directory entries; texts are held in memory."
        },
        mixinStandardHelpOptions = true)
final class ClassifierTrainCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "INPUT", description = "where the labelled texts are")
    private List<String> inputs;

    @Option(names = "-o", required = true, paramLabel = "FILE", description = "where the model goes")
    private Path file;

    @Option(names = "--dim", defaultValue = "100", paramLabel = "N", description = "vector length (default: 100)")
    private int dim;

    @Option(names = "--epochs", defaultValue = "5", paramLabel = "N", description = "(default: 5)")
    private int epochs;

    @Option(names = "--rate", defaultValue = "0.1", paramLabel = "X", description = "learning rate (default: 0.1)")
    private double rate;

    @Option(
            names = "--word-ngrams",
            defaultValue = "1",
            paramLabel = "N",
            description = "longest word n-gram (default: 1)")
    private int wordNgrams;

    @Option(names = "--min-count", defaultValue = "1", paramLabel = "N", description = "of a word (default: 1)")
    private int minCount;

    @Option(
            names = "--minn",
            defaultValue = "0",
            paramLabel = "N",
            description = "shortest character n-gram (default: 0)")
    private int minn;

    @Option(
            names = "--maxn",
            defaultValue = "0",
            paramLabel = "N",
            description = "longest character n-gram, 0 for none (default: 0)")
    private int maxn;

    @Option(
            names = "--buckets",
            defaultValue = "2000000",
            paramLabel = "N",
            description = "rows for n-grams (default: 2000000)")
    private int buckets;

    @Option(names = "--hierarchical", description = "labels in a tree: for hundreds of them")
    private boolean hierarchical;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "(default: 0)")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = "changes no byte (default: all processors)")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public Integer call() throws IOException {
        Path target = file.toAbsolutePath();
        if (!Files.isDirectory(target.getParent()) || Files.exists(target) && !Files.isRegularFile(target)) {
            throw new ConfigurationException("-o: expected a file in an existing folder, found " + file);
        }
        if (threads < 1) {
            throw new ConfigurationException("--threads: expected 1 or more, found " + threads);
        }
        Trainer trainer = new Trainer(settings());
        LabelledTexts texts = new LabelledTexts(trainer::add);
        for (String input : inputs) {
            texts.read(input);
        }
        if (trainer.lines().size() < 2) {
            throw new ConfigurationException("expected texts of two labels or more, found only "
                    + trainer.lines().keySet());
        }
        Trainer.Trained trained = trained(trainer);
        Path temporary = target.resolveSibling(
                target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                trained.write(out);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        print(trainer, trained);
        return 0;
    }

    private TrainingSettings settings() {
        try {
            return new TrainingSettings(
                    dim, epochs, rate, wordNgrams, minCount, minn, maxn, buckets, hierarchical, seed);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--" + e.getMessage(), e);
        }
    }

    private Trainer.Trained trained(Trainer trainer) {
        try {
            return trainer.train(
                    threads, (epoch, loss) -> System.err.printf(Locale.ROOT, "epoch %d: loss %.4f%n", epoch, loss));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private void print(Trainer trainer, Trainer.Trained trained) {
        ObjectNode summary = new ObjectMapper().createObjectNode();
        ObjectNode labels = summary.putObject("labels");
        trainer.lines().forEach(labels::put);
        summary.put("words", trained.words());
        summary.put("tokens", trained.tokens());
        summary.put("loss", trained.loss());
        System.out.println(summary);
    }
}

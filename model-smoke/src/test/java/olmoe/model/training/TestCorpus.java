package olmoe.model.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Manifest;
import olmoe.tokenizer.shard.Pcg64;
import olmoe.tokenizer.shard.TokenShardWriter;
import olmoe.tokenizer.shard.TrainingOrder;

/// Writes what training reads of a corpus folder.
final class TestCorpus {
    static final long SEED = 6198;

    private TestCorpus() {}

    /// Id 0 ends documents.
    static void write(Path corpus, int window, int vocabulary, List<int[]> train, List<int[]> validation)
            throws IOException {
        write(corpus, window, vocabulary, train, validation, ids -> false);
    }

    static void write(
            Path corpus, int window, int vocabulary, List<int[]> train, List<int[]> validation, Predicate<int[]> masked)
            throws IOException {
        String trained = "tokens/test/train/part.npy";
        long windows = shard(corpus.resolve(trained), window, train, masked).windows();
        shard(corpus.resolve("tokens/test/validation/part.npy"), window, validation, masked);
        TrainingOrder order =
                TrainingOrder.shuffled(SEED, window, List.of(new TrainingOrder.TokenFile(trained, windows, 1)));
        try (OutputStream json = Files.newOutputStream(corpus.resolve("tokens/order.json"));
                OutputStream indices = Files.newOutputStream(corpus.resolve("tokens/global_indices.npy"))) {
            order.writeJson(json);
            order.writeIndices(indices);
        }
        var tokenizer = CanonicalJson.object();
        var vocab = tokenizer.putObject("model").putObject("vocab");
        for (int id = 0; id < vocabulary; id++) {
            vocab.put(id == 0 ? "<|endoftext|>" : "t" + id, id);
        }
        CanonicalJson.write(corpus.resolve("tokenizer/tokenizer.json"), tokenizer);
        CanonicalJson.write(
                corpus.resolve("tokenizer/tokenizer_config.json"),
                CanonicalJson.object().put("eos_token", "<|endoftext|>"));
        Manifest.of("corpus", Map.of("recipe.sources", order.sha256()), List.of(), Map.of())
                .write(corpus);
    }

    private static TokenShardWriter.Totals shard(Path npy, int window, List<int[]> documents, Predicate<int[]> masked)
            throws IOException {
        Files.createDirectories(npy.getParent());
        String stem = npy.toString().substring(0, npy.toString().length() - 4);
        try (OutputStream ids = Files.newOutputStream(npy);
                OutputStream csv = Files.newOutputStream(Path.of(stem + ".csv.gz"));
                OutputStream mask = Files.newOutputStream(Path.of(stem + ".mask"))) {
            TokenShardWriter writer = new TokenShardWriter(window, 0, masked, ids, csv, mask);
            for (int i = 0; i < documents.size(); i++) {
                int[] document = documents.get(i);
                writer.add("d" + i, "test", i + 1, document, document.length);
            }
            return writer.finish();
        }
    }

    /// Documents of a language that a bigram model can learn: after id i comes 3i + 1 or 5i + 2, each
    /// modulo the vocabulary.
    static List<int[]> documents(int count, int length, int vocabulary, long seed) {
        Pcg64 random = new Pcg64(seed);
        int[][] documents = new int[count][length];
        for (int[] document : documents) {
            int id = 1 + (int) (random.nextDouble() * (vocabulary - 1));
            for (int i = 0; i < length; i++) {
                document[i] = id;
                id = (random.nextDouble() < 0.7 ? 3 * id + 1 : 5 * id + 2) % vocabulary;
                id = id == 0 ? 1 : id;
            }
        }
        return Arrays.asList(documents);
    }
}

package olmoe.model.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import olmoe.release.format.CanonicalJson;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TrainingOrder;

/// The validation windows of a corpus, in the order of source, part and place: every whole window of
/// `tokens/<source>/validation/*.npy`. The mask is for training; loss is measured on all of them.
///
/// @param length tokens a window, as in the corpus' order
record HeldOutWindows(int length, List<int[]> windows) {

    /// @param corpus folder that holds `tokens/`
    /// @throws ConfigurationException if there is no order, and so no built corpus
    /// @throws IOException if a shard is damaged
    static HeldOutWindows read(Path corpus) throws IOException {
        Path tokens = corpus.resolve("tokens");
        Path order = tokens.resolve(TrainingOrder.ORDER_FILE);
        if (!Files.isRegularFile(order)) {
            throw new ConfigurationException(order + ": expected the order of a built corpus, found none");
        }
        JsonNode window = CanonicalJson.read(order).path("window");
        if (!window.canConvertToInt() || window.intValue() < 2) {
            throw new IOException(order + ": window: expected 2 or more tokens, found " + window);
        }
        int length = window.intValue();
        List<int[]> windows = new ArrayList<>();
        for (Path source : children(tokens, "*")) {
            Path validation = source.resolve("validation");
            if (!Files.isDirectory(validation)) {
                continue;
            }
            for (Path file : children(validation, "*.npy")) {
                try (TokenShard shard = TokenShard.open(file)) {
                    for (long at = 0; at + length <= shard.tokens(); at += length) {
                        int[] ids = new int[length];
                        shard.read(at, ids, 0, length);
                        windows.add(ids);
                    }
                }
            }
        }
        return new HeldOutWindows(length, List.copyOf(windows));
    }

    private static Iterable<Path> children(Path folder, String pattern) throws IOException {
        TreeSet<Path> children = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(children::add);
        }
        return children;
    }
}

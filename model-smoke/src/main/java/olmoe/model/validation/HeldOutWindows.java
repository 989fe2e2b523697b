package olmoe.model.validation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import olmoe.tokenizer.shard.TokenShard;

/// The validation windows of a corpus, in the order of source, part and place: every whole window of
/// `tokens/<source>/validation/*.npy` whose loss is not masked.
///
/// @param masked windows that are left out
public record HeldOutWindows(List<int[]> windows, long masked) {

    /// @param corpus folder that holds `tokens/`
    /// @param length tokens a window
    /// @throws IOException if there is no such folder, or a shard is damaged
    public static HeldOutWindows read(Path corpus, int length) throws IOException {
        Path tokens = corpus.resolve("tokens");
        if (!Files.isDirectory(tokens)) {
            throw new NotDirectoryException(tokens + ": expected the folder of token shards, found none");
        }
        List<int[]> windows = new ArrayList<>();
        long masked = 0;
        for (Path source : children(tokens, "*")) {
            Path validation = source.resolve("validation");
            if (!Files.isDirectory(validation)) {
                continue;
            }
            for (Path file : children(validation, "*.npy")) {
                try (TokenShard shard = TokenShard.open(file)) {
                    for (long window = 0; window < shard.tokens() / length; window++) {
                        if (shard.masked(window)) {
                            masked++;
                            continue;
                        }
                        int[] ids = new int[length];
                        shard.read(window * length, ids, 0, length);
                        windows.add(ids);
                    }
                }
            }
        }
        return new HeldOutWindows(List.copyOf(windows), masked);
    }

    private static Iterable<Path> children(Path folder, String pattern) throws IOException {
        TreeSet<Path> children = new TreeSet<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(children::add);
        }
        return children;
    }
}

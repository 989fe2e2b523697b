package olmoe.tokenizer;

import java.io.IOException;
import java.nio.file.Path;

final class TokenizerFiles {
    private TokenizerFiles() {}

    static void write(Path folder, Tokenizer tokenizer) throws IOException {
        throw new IOException(folder + " " + tokenizer.size());
    }
}

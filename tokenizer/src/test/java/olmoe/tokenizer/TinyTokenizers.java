package olmoe.tokenizer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Tokenizers that the tests train themselves, so that they need no file of others.
final class TinyTokenizers {
    private TinyTokenizers() {}

    private static final class Once {
        private static final Tokenizer TRAINED = train();

        private static Tokenizer train() {
            BpeTrainer trainer = new BpeTrainer(600, 2);
            RandomTexts.texts(1, 2000, 40).forEach(trainer::add);
            return trainer.train();
        }
    }

    /// 600 ids from 2,000 random texts.
    static Tokenizer trained() {
        return Once.TRAINED;
    }

    /// The same with added tokens that are no special ones: an address marker and runs of spaces.
    static Path withAddedTokens(Path folder) throws IOException {
        String json = json(trained());
        StringBuilder more = new StringBuilder();
        int id = 600;
        for (String content : new String[] {"|||EMAIL|||", "      ", "   ", "  ", "e\u0301"}) {
            more.append(",\n{\"id\": ").append(id++).append(", \"content\": \"").append(content);
            more.append("\", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, ");
            more.append("\"normalized\": true, \"special\": false}");
        }
        return write(folder, json.replace("    }\n  ],\n", "    }" + more + "\n  ],\n"));
    }

    static String json(Tokenizer tokenizer) {
        return new String(tokenizer.files().get("tokenizer.json"), StandardCharsets.UTF_8);
    }

    static Path write(Path folder, String json) throws IOException {
        return Files.writeString(folder.resolve("tokenizer.json"), json);
    }
}

package olmoe.filters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.fasttext.Trainer;
import olmoe.filters.fasttext.TrainingSettings;
import olmoe.filters.rule.Rules;

/// Settings with which any rule of the catalogue can be made: none, or small files for those that need some.
public final class RuleSettings {
    /// Bigrams of two words.
    public static final String ARPA = """
            \\data\\
            ngram 1=5
            ngram 2=3

            \\1-grams:
            -1.0\t<unk>\t0
            0\t<s>\t-0.5
            -0.7\t</s>
            -0.6\ta\t-0.25
            -0.9\tb\t-0.125

            \\2-grams:
            -0.2\t<s> a
            -0.3\ta b
            -0.1\tb </s>

            \\end\\
            """;

    /// One token a byte and one for `ab`.
    public static final String TOKENIZER = byteTokenizer();

    private static final String LIST = Rules.file("example.org\nword\n");
    private static final String EXTENSION_LIMITS = Rules.file(
            "language,extension,Include,Long_line_threshold,Alphanum_threshold,Alpha filter\npython,py,1,1000,0.25,\n");
    private static final String MODEL = model();

    private RuleSettings() {}

    public static Settings of(Catalogue.Entry entry) {
        Map<String, Object> settings = new TreeMap<>();
        entry.limits().forEach((key, value) -> {
            if (value instanceof String text && text.startsWith("a file, ")) {
                settings.put(key, LIST);
            }
        });
        settings.putAll(ofModel(entry.name()));
        return Settings.of(settings);
    }

    /// For a rule that cannot be made without a model or list of its own; none for others.
    public static Map<String, Object> ofModel(String rule) {
        return switch (rule) {
            case "language/dclm",
                    "language/datamap",
                    "language/datatrove",
                    "language/dolma",
                    "refinedweb-sequence/dclm",
                    "dclm-sequence/datamap",
                    "fineweb-sequence/datatrove" -> Map.of("model", MODEL);
            case "ut1-signal/redpajama-v2" -> Map.of("domains", Rules.file("{\"www.a.org\":7,\"b.org\":1}"));
            case "url-adblock" -> Map.of("domains", Rules.file("! list\n||ads.org^\n"));
            case "attributes" -> Map.of("exclude", "language == 'de' or language-score < 0.5");
            case "language-words" -> Map.of("language", "fi");
            case "quality/fasttext" -> Map.of("model", MODEL, "label", "en", "min-score", 0.5);
            case "toxicity/fasttext" -> Map.of("model", MODEL, "label", "fr");
            case "toxicity/words" -> Map.of("words", Rules.file("dans une\nlangue\n"));
            case "extension-limits/starcoder" -> Map.of("limits", EXTENSION_LIMITS);
            case "perplexity/kenlm" -> Map.of("model", Rules.file(ARPA));
            case "repetition-tokens/dolma",
                    "tokenizer_repetitions_v2r2/dolma",
                    "fertility/starcoder",
                    "fertility/redpajama" -> Map.of("tokenizer", TOKENIZER);
            default -> Map.of();
        };
    }

    private static String byteTokenizer() {
        StringBuilder vocabulary = new StringBuilder();
        int others = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            int c = printable ? b : others++;
            String escaped = c == '"' || c == '\\' ? "\\" + (char) c : "" + (char) c;
            vocabulary.append('"').append(escaped).append("\":").append(b).append(',');
        }
        return Rules.file("""
                {"version":"1.0","added_tokens":[],
                 "pre_tokenizer":{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true},
                 "model":{"type":"BPE","vocab":{%s"ab":256},"merges":["a b"]}}
                """.formatted(vocabulary));
    }

    /// Tells English from French.
    private static String model() {
        Trainer trainer = new Trainer(new TrainingSettings(8, 300, 1, 1, 1, 2, 3, 1000, false, 1));
        for (String text : new String[] {
            "The reader opens the archive and finds a page about bridges and rivers",
            "Nobody knows every name of those who carried the stones up that hill",
            "They rose in spring with rope and patience, and others have stood for centuries"
        }) {
            trainer.add("en", text.getBytes(StandardCharsets.UTF_8));
        }
        for (String text : new String[] {
            "Le lecteur ouvre les archives et trouve une page sur les ponts et les rivières",
            "Ce texte est écrit en français et non dans une autre langue",
            "Personne ne connaît le nom de ceux qui ont porté ces pierres"
        }) {
            trainer.add("fr", text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            Path file = Files.createTempFile("model", ".bin");
            file.toFile().deleteOnExit();
            try (OutputStream out = Files.newOutputStream(file)) {
                trainer.train(1, (epoch, loss) -> {}).write(out);
            }
            return file.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

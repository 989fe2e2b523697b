package olmoe.filters;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.fasttext.Trainer;
import olmoe.filters.fasttext.TrainingSettings;
import olmoe.filters.rule.Rules;

/// Settings with which any rule of the catalogue can be made: none, or small files for those that need some.
public final class RuleSettings {
    private static final String LIST = Rules.file("example.org\nword\n");
    private static final Path MODEL = model();

    private RuleSettings() {}

    public static Settings of(Catalogue.Entry entry) {
        return Settings.of(map(entry.name()));
    }

    public static Map<String, String> map(String rule) {
        Map<String, String> settings = new TreeMap<>();
        Catalogue.entry(rule, "").limits().forEach((key, value) -> {
            if (FastTextModel.SETTING.equals(value)) {
                settings.put(key, MODEL.toString());
            } else if (value instanceof String text && text.startsWith("a file, ")) {
                settings.put(key, LIST);
            }
        });
        return settings;
    }

    /// Tells English from French.
    private static Path model() {
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
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package olmoe.filters.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import olmoe.filters.Resource;
import olmoe.filters.fasttext.FastTextModel;
import olmoe.filters.fasttext.Scorer;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.cli.Suggestion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `olmoe classifier score`.
@Command(
        name = "score",
        description = {
            "Reads lines {\"id\",\"text\"} and writes {\"id\",\"label\",\"probability\"}, the likeliest label; with --label",
            "also {\"score\"}, the probability of that one. A text counts as one line. A text without a known",
            "feature has label null and probability 0."
        },
        mixinStandardHelpOptions = true)
final class ClassifierScoreCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    @Option(names = "--model", required = true, paramLabel = "FILE", description = ".bin or .ftz of fastText")
    private Path file;

    @Option(names = "--label", paramLabel = "NAME", description = "without __label__")
    private String label;

    @Override
    public Integer call() throws IOException {
        FastTextModel model = Resource.of(file).shared(FastTextModel.class, FastTextModel::read);
        int wanted = label == null ? -1 : model.labels().indexOf(label);
        if (label != null && wanted < 0) {
            throw new ConfigurationException(
                    "--label: no label is named " + label + Suggestion.of(label, model.labels()));
        }
        JsonGenerator out = JSON.createGenerator(System.out);
        out.setPrettyPrinter(new MinimalPrettyPrinter(""));
        LineReader lines = new LineReader(System.in);
        long number = 0;
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            number++;
            if (line.length > 0) {
                JsonNode row = LabelledTexts.row(line, "stdin:" + number);
                write(out, model, row, LabelledTexts.text(row, "stdin:" + number), wanted);
            }
        }
        out.flush();
        return 0;
    }

    private record Scored(Scorer.Answer best, double ofWanted) {}

    private static void write(JsonGenerator out, FastTextModel model, JsonNode row, String text, int wanted)
            throws IOException {
        Scored scored = model.ask(
                text.getBytes(StandardCharsets.UTF_8),
                scorer -> new Scored(scorer.best(), wanted < 0 ? 0 : scorer.probabilityOf(wanted)));
        Scorer.Answer best = scored.best();
        out.writeStartObject();
        if (row.has("id")) {
            out.writeFieldName("id");
            out.writeTree(row.get("id"));
        }
        out.writeStringField("label", best.label() < 0 ? null : model.labels().get(best.label()));
        out.writeNumberField("probability", best.probability());
        if (wanted >= 0) {
            out.writeNumberField("score", scored.ofWanted());
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }
}

package olmoe.filters.pii;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Prints how much of what people marked as personal is found, and how much of what is found they marked, by
/// kind and by rule, a line of JSON each: `PiiScores DATA`. A span counts where it meets a marked one of its kind.
final class PiiScores {

    /// datatrove's patterns (`formatters/pii.py`), for short sentences only: they are not linear.
    private static final Pattern DATATROVE_EMAIL =
            Pattern.compile("\\b[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
                    + "(?:(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)");

    private static final Pattern DATATROVE_IP = Pattern.compile(
            "(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\\.){3}" + "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)");

    private PiiScores() {}

    private record Row(String text, List<PiiSpan> marked) {}

    public static void main(String[] args) throws IOException {
        List<Row> rows = rows(Path.of(args[0], "pii/presidio_synth_dataset_v2.json.gz"));
        PiiFinder all = new PiiFinder(EnumSet.allOf(PiiType.class), false);
        score("mask/pii", rows, all::find);
        score("pii/dolma", rows, DolmaPii::find);
        score("pii-formatter/datatrove", rows, PiiScores::datatrove);
    }

    private static void score(String rule, List<Row> rows, Function<String, List<PiiSpan>> finder) {
        for (PiiType type : PiiType.values()) {
            int found = 0;
            int right = 0;
            int marked = 0;
            int met = 0;
            for (Row row : rows) {
                List<PiiSpan> spans = finder.apply(row.text());
                for (PiiSpan span : spans) {
                    if (span.type() == type) {
                        found++;
                        right += meets(span, row.marked()) ? 1 : 0;
                    }
                }
                for (PiiSpan span : row.marked()) {
                    if (span.type() == type) {
                        marked++;
                        met += meets(span, spans) ? 1 : 0;
                    }
                }
            }
            if (marked > 0) {
                System.out.printf(
                        Locale.ROOT,
                        "{\"set\":\"pii\",\"rule\":\"%s\",\"type\":\"%s\",\"marked\":%d,\"found\":%d,\"precision\":%.3f,"
                                + "\"recall\":%.3f}%n",
                        rule,
                        type,
                        marked,
                        found,
                        found == 0 ? 0 : (double) right / found,
                        (double) met / marked);
            }
        }
    }

    private static boolean meets(PiiSpan span, List<PiiSpan> others) {
        return others.stream()
                .anyMatch(other ->
                        other.type() == span.type() && other.start() < span.end() && span.start() < other.end());
    }

    private static List<PiiSpan> datatrove(String text) {
        List<PiiSpan> spans = new ArrayList<>();
        Matcher email = DATATROVE_EMAIL.matcher(text);
        while (email.find()) {
            spans.add(new PiiSpan(PiiType.EMAIL_ADDRESS, email.start(), email.end()));
        }
        Matcher ip = DATATROVE_IP.matcher(text);
        while (ip.find()) {
            spans.add(new PiiSpan(PiiType.IP_ADDRESS, ip.start(), ip.end()));
        }
        return spans;
    }

    private static List<Row> rows(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            for (JsonNode row : new ObjectMapper().readTree(in)) {
                String text = row.get("full_text").asText();
                List<PiiSpan> marked = new ArrayList<>();
                for (JsonNode span : row.get("spans")) {
                    for (PiiType type : PiiType.values()) {
                        if (type.name().equals(span.get("entity_type").asText())) {
                            int start = text.offsetByCodePoints(
                                    0, span.get("start_position").asInt());
                            int end = text.offsetByCodePoints(
                                    0, span.get("end_position").asInt());
                            marked.add(new PiiSpan(type, start, end));
                        }
                    }
                }
                rows.add(new Row(text, marked));
            }
        }
        return rows;
    }
}

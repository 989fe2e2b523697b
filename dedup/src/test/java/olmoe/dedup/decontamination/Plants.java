package olmoe.dedup.decontamination;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import olmoe.tokenizer.text.TextView;

/// Documents with an evaluation item planted in them, as golden/filters describes it.
final class Plants {
    private Plants() {}

    static EvaluationItem item(JsonNode row, Map<String, EvaluationItem> byName) {
        String evaluation = row.get("itemFile").asText().replace("eval/", "").replace(".jsonl.gz", "");
        return byName.get(evaluation + "#" + row.get("itemIndex").asInt());
    }

    static String text(JsonNode row, String host, EvaluationItem item) {
        String insert = "\n\n" + edited(row, item.text()) + "\n\n";
        assertEquals(row.get("insertSha256").asText(), sha256(insert), row.toString());
        int at = host.offsetByCodePoints(0, row.get("offset").asInt());
        return host.substring(0, at) + insert + host.substring(at);
    }

    private static String edited(JsonNode row, String text) {
        if (row.get("kind").asText().equals("verbatim")) {
            return text;
        }
        JsonNode edit = row.get("edit");
        String operation = edit.get("op").asText();
        TextView view = TextView.of(text);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < view.words().size(); i++) {
            words.add(view.words().text(i));
        }
        if (operation.equals("upper")) {
            return String.join(" ", words).toUpperCase(Locale.ROOT);
        }
        List<Integer> places = new ArrayList<>();
        edit.get("at").forEach(place -> places.add(place.asInt()));
        Collections.reverse(places);
        for (int place : places) {
            switch (operation) {
                case "swap" -> Collections.swap(words, place, place + 1);
                case "replace" -> words.set(place, edit.get("with").asText());
                case "drop" -> words.remove(place);
                default -> throw new IllegalStateException(operation);
            }
        }
        return String.join(" ", words);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

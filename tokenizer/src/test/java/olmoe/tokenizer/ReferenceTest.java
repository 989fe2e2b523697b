package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import olmoe.tokenizer.text.CodePoints;
import olmoe.tokenizer.text.Nfc;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Random strings through ours and the reference, for tokenizers of every kind that is read; the long form of
/// it is [ReferenceFuzz].
class ReferenceTest {
    private static final String BYTE_LEVEL = "(?s)\"pre_tokenizer\": \\{.*?\\}";
    private static final String SPLIT = "\"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": ["
            + "{\"type\": \"Split\", \"pattern\": {\"Regex\": REGEX}, \"behavior\": BEHAVIOR},"
            + "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": false}]}";

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "as trained, 0",
        "with added tokens, 1",
        "with a space before a text, 2",
        "cut as Llama 3, 3",
        "cut as dolma2, 4",
        "cut as Qwen 2, 5",
        "ignoring merges, 6",
        "without normalisation, 7",
        "with ranks against all order, 8"
    })
    void idsAreThoseOfTheReference(String kind, int number) throws IOException {
        String json = Files.readString(TinyTokenizers.withAddedTokens(folder));
        Path file = Files.writeString(folder.resolve("variant.json"), variant(json, number));
        try {
            assertTrue(ReferenceFuzz.run(file, 2000, number) > 0, kind);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            Assumptions.abort("skipped 2000 comparisons with the reference: it has no library for this machine");
        }
    }

    /// Theirs are without the white space at a token's ends, and of composed characters have the first only.
    @Test
    void spansAreThoseOfTheReference() throws IOException {
        Path file = TinyTokenizers.withAddedTokens(folder);
        Encoder encoder = Tokenizer.read(file).encoder();
        RandomTexts random = new RandomTexts(5);
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.newInstance(file, options)) {
            for (int i = 0; i < 2000; i++) {
                String text = Nfc.unicode9().normalize(random.text(20));
                Encoding expected = reference.encode(text, false, false);
                TokenSpans spans = encoder.encodeWithSpans(text);
                assertEquals(expected.getIds().length, spans.size());
                int[] points = text.codePoints().toArray();
                for (int token = 0; token < spans.size(); token++) {
                    assertEquals(expected.getIds()[token], spans.id(token));
                    CharSpan span = expected.getCharTokenSpans()[token];
                    int from = spans.from(token);
                    int to = spans.to(token);
                    while (from < span.getStart() && CodePoints.unicode16().isWhiteSpace(points[from])) {
                        from++;
                    }
                    while (to > span.getEnd() && CodePoints.unicode16().isWhiteSpace(points[to - 1])) {
                        to--;
                    }
                    assertEquals(span.getStart() + "-" + span.getEnd(), from + "-" + to, text);
                }
            }
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            Assumptions.abort("skipped 2000 comparisons with the reference: it has no library for this machine");
        }
    }

    private static String variant(String json, int number) {
        return switch (number) {
            case 0 -> TinyTokenizers.json(TinyTokenizers.trained());
            case 1 -> json;
            case 2 -> json.replaceFirst("\"add_prefix_space\": false", "\"add_prefix_space\": true");
            case 3 -> split(json, TextRules.Pattern.CL100K, "\"Isolated\", \"invert\": false");
            case 4 -> split(json, TextRules.Pattern.CL100K, "\"Removed\", \"invert\": true");
            case 5 -> split(json, TextRules.Pattern.QWEN2, "\"Isolated\", \"invert\": false");
            case 6 -> json.replace("\"ignore_merges\": false", "\"ignore_merges\": true");
            case 7 -> json.replaceFirst("(?s)\"normalizer\": \\{.*?\\}", "\"normalizer\": null");
            default -> reversed(json);
        };
    }

    private static String split(String json, TextRules.Pattern pattern, String behavior) {
        String regex = "\"" + pattern.regex().replace("\\", "\\\\") + "\"";
        String split = SPLIT.replace("REGEX", regex).replace("BEHAVIOR", behavior);
        return json.replaceFirst(BYTE_LEVEL, java.util.regex.Matcher.quoteReplacement(split));
    }

    /// Ranks turned round, so that merges of lower rank arise out of those of higher rank.
    private static String reversed(String json) {
        int from = json.indexOf("\"merges\": [") + "\"merges\": [".length();
        int to = json.lastIndexOf(']');
        String[] merges = json.substring(from, to).trim().split("(?<=\\]),\\s*", -1);
        StringBuilder turned = new StringBuilder();
        for (int i = merges.length - 1; i >= 0; i--) {
            turned.append(turned.isEmpty() ? "" : ",").append(merges[i]);
        }
        return json.substring(0, from) + turned + json.substring(to);
    }
}

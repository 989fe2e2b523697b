package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import olmoe.tokenizer.text.Nfc;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ids by Hugging Face's Rust tokenizers (ai.djl.huggingface:tokenizers 0.33.0) for real tokenizers and
/// real text: two whole files of 855,686 ids together, and 531 strings for six tokenizers.
class GoldIdsTest {
    private static final String OLMOE = "allenai_gpt-neox-olmo-dolma-v1_5.json";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"arxiv", "c4"})
    void aWholeFileHasTheReferencesIds(String name) throws IOException {
        String text = gold(name + "_texts.txt.gz");
        int[] expected = new BufferedReader(new StringReader(gold(name + "_texts.neox-olmo.ids.txt.gz")))
                .lines()
                .mapToInt(Integer::parseInt)
                .toArray();
        Tokenizer tokenizer = tokenizer(OLMOE);
        int[] ids = tokenizer.encoder().encode(text);
        assertEquals(-1, Arrays.mismatch(expected, ids), "first place that differs");
        assertEquals(Nfc.unicode9().normalize(text), tokenizer.decode(ids));
    }

    @ParameterizedTest
    @CsvSource({
        "neox-olmo," + OLMOE,
        "neox-pii,allenai_eleuther-ai-gpt-neox-20b-pii-special.json.gz",
        "neox20b,20B_tokenizer.json.gz",
        "gpt2,gpt2.json.gz",
        "dolma2,allenai_dolma2.json.gz",
        "llama,llama-test-tokenizer.json.gz"
    })
    void stringsHaveTheReferencesIds(String key, String file) throws IOException {
        Tokenizer tokenizer = tokenizer(file);
        Encoder encoder = tokenizer.encoder();
        ObjectMapper json = new ObjectMapper();
        int strings = 0;
        try (BufferedReader lines = new BufferedReader(new StringReader(gold("strings.gold.jsonl.gz")))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode gold = json.readTree(line);
                int[] expected = json.convertValue(gold.path("ids").path(key), int[].class);
                String text = gold.path("text").asText();
                assertArrayEquals(
                        expected, encoder.encode(text), gold.path("id").asText());
                String decoded = key.startsWith("neo") ? Nfc.unicode9().normalize(text) : text;
                assertEquals(
                        decoded, tokenizer.decode(expected), gold.path("id").asText());
                strings++;
            }
        }
        assertEquals(531, strings);
    }

    private static Path data(String name) {
        String shared = System.getenv("OLMOE_SHARED");
        Path root = shared == null ? Path.of(System.getenv("OLMOE_HOME"), "..", "shared") : Path.of(shared);
        Path file = root.resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped 1 comparison with gold ids: no " + name);
        return file;
    }

    private static String gold(String name) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(data("tokenizer-gold/" + name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Tokenizer tokenizer(String name) throws IOException {
        Path file = data("tokenizers/" + name);
        if (!name.endsWith(".gz")) {
            return Tokenizer.read(file);
        }
        Path plain = folder.resolve("tokenizer.json");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            Files.copy(in, plain);
        }
        return Tokenizer.read(plain);
    }
}

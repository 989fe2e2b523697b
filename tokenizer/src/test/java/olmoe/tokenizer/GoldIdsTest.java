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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import olmoe.tokenizer.text.Nfc;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
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

    /// The ids of the first documents of the arxiv file, as OLMoE's authors counted them in their routing study; our
    /// file has a newline between documents, theirs had none, and the sum of their table is the number of ids.
    @Test
    void theAuthorsOwnHistogramOfTokensComesOut() throws IOException {
        int[] ids = tokenizer(OLMOE).encoder().encode(gold("arxiv_texts.txt.gz"));
        int newline = 187;
        int[] counts = new int[50_280];
        Arrays.stream(ids, 0, 208_906).forEach(id -> counts[id]++);
        counts[newline] -= 10;
        int[] expected = new int[50_280];
        for (String row : Files.readAllLines(data("tokenizer-gold/arxiv_olmoe-authors.hist.tsv"))) {
            String[] cells = row.split("\t", -1);
            expected[Integer.parseInt(cells[0])] = Integer.parseInt(cells[1]);
        }
        assertArrayEquals(expected, counts);
    }

    @ParameterizedTest
    @CsvSource({"r50k, gpt2", "cl100k, cl100k"})
    void promptsHaveTheIdsThatJtokkitHoldsForTiktoken(String encoding, String pattern) throws IOException {
        Path ranks = folder.resolve(encoding + ".tiktoken");
        try (InputStream in = GoldIdsTest.class.getResourceAsStream(
                "/com/knuddels/jtokkit/" + encoding + "_base" + TiktokenRanks.EXTENSION)) {
            Files.copy(in, ranks);
        }
        Encoder encoder = Tokenizer.readRanks(ranks, pattern).encoder();
        Matcher rows = Pattern.compile("(\"(?:[^\"]|\"\")*\"|[^,\"\n]*),\"\\[([^\\]]*)\\]\",\"[^\"]*\"\r?\n")
                .matcher(gold("tokenizers/jtokkit_" + encoding + "_base_encodings.csv.gz"));
        int prompts = 0;
        for (; rows.find(); prompts++) {
            String text = rows.group(1);
            text = text.startsWith("\"") ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
            int[] expected = Arrays.stream(rows.group(2).split(", ", -1))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            assertArrayEquals(expected, encoder.encode(text), text);
        }
        assertEquals(423, prompts);
    }

    private static Path data(String name) {
        String shared = System.getenv("OLMOE_SHARED");
        Path root = shared == null ? Path.of(System.getenv("OLMOE_HOME"), "..", "shared") : Path.of(shared);
        Path file = root.resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped 1 comparison with gold ids: no " + name);
        return file;
    }

    private static String gold(String name) throws IOException {
        try (InputStream in =
                new GZIPInputStream(Files.newInputStream(data(name.contains("/") ? name : "tokenizer-gold/" + name)))) {
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

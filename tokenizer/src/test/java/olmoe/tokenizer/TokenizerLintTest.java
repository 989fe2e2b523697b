package olmoe.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenizerLintTest {
    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        TinyTokenizers.trained().write(folder);
    }

    @Test
    void findsNothingInWhatWeWrite() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0,\"pad_token_id\":1,\"vocab_size\":640}");
        assertEquals(List.of(), TokenizerLint.findings(folder));
    }

    @Test
    void whatEndsATextIsNamedWhateverItIsCalled() throws IOException {
        String json = Files.readString(folder.resolve("tokenizer.json"));
        Tokenizer.parse(json.replace(Tokenizer.END_OF_TEXT, "</s>").getBytes(StandardCharsets.UTF_8), "tokenizer.json")
                .write(folder);
        assertEquals(List.of(), TokenizerLint.findings(folder));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":1}");
        assertEquals(1, TokenizerLint.findings(folder).size());
    }

    /// OLMo's configuration says 0, which is an address marker in the tokenizer that the data were made with.
    @Test
    void findsTheEndOfTextThatIsAnAddressMarkerInOlmoesTokenizer() throws IOException {
        String shared = System.getenv("OLMOE_SHARED");
        Path olmoe = Path.of(shared == null ? "" : shared, "data/tokenizers/allenai_gpt-neox-olmo-dolma-v1_5.json");
        Assumptions.assumeTrue(Files.exists(olmoe), "skipped: 1 test of OLMoE's own tokenizer, which is not here");
        Tokenizer.read(olmoe).write(folder);
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":50279}");
        assertEquals(List.of(), TokenizerLint.findings(folder));
        Files.writeString(folder.resolve("config.json"), "{\"eos_token_id\":0}");
        assertEquals(
                List.of(folder.resolve("config.json")
                        + ": eos_token_id: expected 50279, <|endoftext|>, found 0, which is |||IP_ADDRESS|||"),
                TokenizerLint.findings(folder));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "config.json~{}~{\"eos_token_id\":5}~eos_token_id: expected 0, <|endoftext|>, found 5, which is $",
                "config.json~{}~{\"vocab_size\":599}~vocab_size: expected 600 or more, found 599",
                "special_tokens_map.json~<|endoftext|>~<|padding|>~eos_token: expected <|endoftext|> as in tokenizer_config.json, found <|padding|>",
                "special_tokens_map.json~<|padding|>~<pad>~pad_token: expected an added token of tokenizer.json, found <pad>",
                "tokenizer_config.json~\"0\": {~\"7\": {~added_tokens_decoder.7: expected <|endoftext|> at 0, found <|endoftext|>",
                "tokenizer_config.json~\"eos_token\"~\"eos\"~eos_token: expected the token that ends a text, found none"
            })
    void namesFileAndKeyOfWhatDoesNotFit(String name, String from, String to, String finding) throws IOException {
        Path file = folder.resolve(name);
        String text = Files.exists(file) ? Files.readString(file) : "{}";
        Files.writeString(file, text.replace(from, to));
        assertEquals(file + ": " + finding, TokenizerLint.findings(folder).get(0));
    }
}

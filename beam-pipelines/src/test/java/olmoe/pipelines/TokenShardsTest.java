package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import olmoe.release.format.CanonicalJson;
import olmoe.release.format.Sha256;
import olmoe.release.format.TableReader;
import olmoe.tokenizer.Tokenizer;
import olmoe.tokenizer.cli.Commands;
import olmoe.tokenizer.cli.TokensCommand;
import olmoe.tokenizer.shard.DocumentSpan;
import olmoe.tokenizer.shard.DocumentSpans;
import olmoe.tokenizer.shard.TokenShard;
import olmoe.tokenizer.shard.TrainingOrder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Token shards in every format and of a largest size, with ids of two and of four bytes.
class TokenShardsTest {
    private static final String TOKENS = "tokens: {formats: [megatron, dolma, datatrove], shard-tokens: 700}\n";
    private static final int CAP = 700;
    private static final int MANY = 70_000;

    @TempDir
    private static Path temporary;

    private static Path plain;
    private static Path capped;

    @BeforeAll
    static void build() throws IOException {
        plain = build("plain", 1, "", 2);
        capped = build("capped", 1, TOKENS, 2);
    }

    private static Path build(String name, long seed, String more, int parallelism) throws IOException {
        Path recipe = MadeUp.write(temporary.resolve(name), seed);
        Files.writeString(recipe, Files.readString(recipe) + more);
        Path corpus = recipe.resolveSibling("corpus");
        MadeUp.build(recipe, corpus, "--parallelism=" + parallelism);
        return corpus;
    }

    @Test
    void otherParallelismAndAShuffledListingGiveTheSameBytesAndAnotherFormatMakesTheLastJobAgain() throws IOException {
        Path again = build("again", 2, TOKENS, 1);
        assertEquals(MadeUp.digests(capped), MadeUp.digests(again));
        Path refined = again.resolve("work/refine-0/lines/input~1c.jsonl-00000.commit.json");
        long before = Files.getLastModifiedTime(refined).toMillis();
        Path recipe = again.resolveSibling("recipe.yaml");
        Files.writeString(recipe, Files.readString(recipe).replace(TOKENS, ""));
        MadeUp.build(recipe, again, "--parallelism=1");
        assertEquals(MadeUp.digests(plain), MadeUp.digests(again));
        assertEquals(before, Files.getLastModifiedTime(refined).toMillis());
    }

    @Test
    void aShardHoldsAtMostSoManyTokensAndEveryDocumentIsInOneAsBefore() throws IOException {
        List<String> shards = files(capped, ".csv.gz");
        assertTrue(shards.size() > files(plain, ".csv.gz").size() + 4, shards.toString());
        assertTrue(shards.stream().anyMatch(shard -> shard.matches(".*-00000\\.00002\\.csv\\.gz")), shards.toString());
        assertEquals(documents(plain), documents(capped));
        for (String shard : shards) {
            String name = shard.replace(".csv.gz", "");
            TokenShard.Recount recount = TokenShard.recount(capped.resolve(name + ".npy"), 64);
            assertTrue(recount.tokens() <= CAP || recount.documents() == 1, name + " " + recount);
            String data = name.replaceFirst("tokens", "data") + ".parquet";
            try (TableReader table = new TableReader(FileChannel.open(capped.resolve(data)), data)) {
                assertEquals(recount.documents(), table.rows(), data);
            }
        }
    }

    /// Source, id and digest of the ids of every document of the tokens, shards of a part in their order.
    private static List<String> documents(Path corpus) throws IOException {
        List<String> documents = new ArrayList<>();
        for (String csv : files(corpus, ".csv.gz")) {
            Path npy = corpus.resolve(csv.replace(".csv.gz", ".npy"));
            try (TokenShard shard = TokenShard.open(npy);
                    DocumentSpans spans = new DocumentSpans(npy)) {
                for (DocumentSpan span = spans.next(); span != null; span = spans.next()) {
                    int[] ids = new int[(int) (span.end() - span.start())];
                    shard.read(span.start(), ids, 0, ids.length);
                    String line = csv.substring(0, csv.lastIndexOf('/')) + " " + span.source() + " " + span.line() + " "
                            + span.id() + " " + Arrays.hashCode(ids);
                    documents.add(line);
                }
            }
        }
        return documents;
    }

    @Test
    void inspectRecountsEveryFormatToTheFiguresOfTheCorpus() throws IOException {
        assertRecounts(capped);
        assertRecounts(plain);
        assertEquals(0, files(plain, ".idx").size());
    }

    private static void assertRecounts(Path corpus) throws IOException {
        JsonNode sources =
                CanonicalJson.read(corpus.resolve("stats/stats.json")).get("sources");
        long tokens = 0;
        for (JsonNode source : sources) {
            for (JsonNode split : source.get("tokens")) {
                tokens += split.longValue();
            }
        }
        for (String suffix : List.of(".npy", ".idx", ".ds")) {
            List<String> arguments = new ArrayList<>(List.of("inspect"));
            for (String file : files(corpus, suffix)) {
                if (!file.endsWith(TrainingOrder.INDICES_FILE)) {
                    arguments.add(corpus.resolve(file).toString());
                }
            }
            if (arguments.size() > 1) {
                long counted = 0;
                for (String line : run(arguments).split("\n")) {
                    counted += new ObjectMapper().readTree(line).get("tokens").longValue();
                }
                assertEquals(tokens, counted, suffix);
            }
        }
    }

    private static String run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertEquals(0, Commands.execute(new TokensCommand(), arguments.toArray(String[]::new)));
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void theOrderGoesOverAllShards() throws IOException {
        TrainingOrder order = TrainingOrder.read(capped.resolve("tokens"));
        Map<String, Long> expected = new TreeMap<>();
        for (String shard : files(capped, ".npy")) {
            if (shard.contains("/train/")) {
                long windows = Files.size(capped.resolve(shard)) / 2 / 64;
                if (windows > 0) {
                    expected.put(shard, windows);
                }
            }
        }
        Map<String, Long> found = new TreeMap<>();
        order.files().forEach(file -> found.put(file.path(), file.windows()));
        assertEquals(expected, found);
        assertTrue(found.size() > 4, found.toString());
    }

    /// A tokenizer of 70,000 ids, the last of which stands in a text.
    @Test
    void idsOfFourBytesGoThroughAllOfIt() throws IOException {
        JsonNode json = new ObjectMapper()
                .readTree(plain.resolve("tokenizer/tokenizer.json").toFile());
        ObjectNode vocabulary = (ObjectNode) json.at("/model/vocab");
        for (int id = vocabulary.size(); id < MANY - 1; id++) {
            vocabulary.put("more-" + id, id);
        }
        ((ArrayNode) json.get("added_tokens"))
                .addObject()
                .put("id", MANY - 1)
                .put("content", "<last>")
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", false);
        Path recipe = MadeUp.write(temporary.resolve("wide"), 1);
        Path tokenizer = recipe.resolveSibling("many.json");
        Files.write(tokenizer, new ObjectMapper().writeValueAsBytes(json));
        Files.writeString(
                recipe,
                Files.readString(recipe)
                                .replace(
                                        "{train: {vocabulary: 400, sample: 30kB}}",
                                        "{file: many.json, sha256: " + Sha256.of(tokenizer) + "}")
                        + TOKENS);
        Path lines = recipe.resolveSibling("input/c.jsonl");
        Files.writeString(lines, Files.readString(lines).replaceFirst("\"text\":\"", "$0<last>"));
        Path corpus = recipe.resolveSibling("corpus");
        MadeUp.build(recipe, corpus, "--parallelism=2");
        assertEquals(
                MANY, Tokenizer.read(corpus.resolve("tokenizer/tokenizer.json")).size());
        assertEquals(4, TrainingOrder.read(corpus.resolve("tokens")).bytesPerId());
        assertRecounts(corpus);
        int largest = -1;
        for (String csv : files(corpus, ".csv.gz")) {
            Path npy = corpus.resolve(csv.replace(".csv.gz", ".npy"));
            largest = Math.max(largest, TokenShard.recount(npy, 64).largestId());
        }
        assertEquals(MANY - 1, largest);
        String step = run(List.of("order", corpus.toString(), "--step", "1", "--batch", "4"));
        assertEquals(4, step.split("\n").length);
    }

    private static List<String> files(Path corpus, String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(corpus.resolve("tokens"))) {
            return files.map(file -> corpus.relativize(file).toString())
                    .filter(name -> name.endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}

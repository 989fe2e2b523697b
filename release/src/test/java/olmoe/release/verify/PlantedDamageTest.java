package olmoe.release.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import olmoe.release.attestation.SigningKey;
import olmoe.release.build.MadeUpRun;
import olmoe.release.build.ReleaseSigner;
import olmoe.release.format.ReleaseIndex;
import olmoe.release.format.SafetensorsEntry;
import olmoe.release.format.SafetensorsReader;
import olmoe.release.format.SafetensorsWriter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Damages that somebody plants who writes all lists of sums anew. With the key of the signer each is named; without
/// it each that changes a figure that can be derived.
class PlantedDamageTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final String DATA = "data/pages/train/input_a.jsonl.parquet";
    private static final String OTHER = "data/talks/train/input_a.jsonl.parquet";
    private static final String LEDGER = "ledger/pages/input_a.jsonl.parquet";
    private static final String WEIGHTS = "model/model.safetensors";
    private static final String STATS = "stats/stats.json";

    @TempDir
    static Path folder;

    private static Path sound;
    private static SigningKey key;

    private interface Action {
        void damage(Path release) throws IOException;
    }

    /// @param file that must be named
    /// @param derived whether it is found without a key, after the forger has signed with another
    private record Damage(String name, String file, boolean derived, Action action) {}

    @BeforeAll
    static void makeARelease() throws IOException {
        sound = MadeUpRun.withIndex(folder.resolve("made")).release(folder.resolve("run"));
        key = SigningKey.generate(SigningKey.Kind.P256, null);
        ReleaseSigner.sign(sound, key);
    }

    @Test
    void theSoundReleaseHoldsAndNamesItsSigner() throws IOException {
        Verification verification = Verification.of(sound, trust());
        assertEquals(List.of(), verification.findings());
        assertEquals(key.verification().fingerprint(), verification.signer());
        String fingerprint = key.verification().fingerprint();
        assertEquals(
                fingerprint,
                Verification.of(sound, new Trust(null, fingerprint, TODAY)).signer());
        assertEquals("unverified", Verification.of(sound, Trust.none(TODAY)).signer());
    }

    @Test
    void thereAreSixtyOfThem() throws IOException {
        assertTrue(damages().size() >= 60, damages().size() + " damages");
    }

    @TestFactory
    Stream<DynamicTest> eachIsNamed() throws IOException {
        return damages().stream()
                .map(damage -> DynamicTest.dynamicTest(damage.name, () -> {
                    Path release = Files.createTempDirectory(folder, "damaged").resolve("release");
                    Forger.copy(sound, release);
                    damage.action.damage(release);
                    assertNamed(damage, Verification.of(release, trust()).findings());
                    if (damage.derived) {
                        ReleaseSigner.sign(release, SigningKey.generate(SigningKey.Kind.P256, null));
                        assertNamed(
                                damage,
                                Verification.of(release, Trust.none(TODAY)).findings());
                    }
                }));
    }

    /// Manifests name the file too: this is what is left where a forger has changed them as well.
    @Test
    void anIndexOfOtherDocumentsDoesNotFitTheShards() throws IOException {
        Path release = Files.createTempDirectory(folder, "index").resolve("release");
        Forger.copy(sound, release);
        Path form = release.resolve("index/index.json");
        Forger.replace(form, "\"keys\": \"", "\"keys\": \"0");
        Forger.replace(form, "\"documents\": 2", "\"documents\": 92");
        Forger.seal(release);
        List<String> messages = Verification.of(release).findings().stream()
                .filter(finding -> finding.file().equals("index/index.json"))
                .map(Finding::message)
                .toList();
        for (String expected : List.of("keys against the shards: ", "documents: expected at most ")) {
            assertTrue(messages.stream().anyMatch(message -> message.startsWith(expected)), messages.toString());
        }
    }

    @Test
    void whatTheNextReleaseNeedsNamesTheDocumentsThatReachedTheMatch() throws IOException {
        Path release = Files.createTempDirectory(folder, "matches").resolve("release");
        Forger.copy(sound, release);
        Path pages = release.resolve("index/match-0/pages/input_a.jsonl.rows");
        Path talks = release.resolve("index/match-0/talks/input_a.jsonl.rows");
        byte[] rows = Files.readAllBytes(pages);
        rows[4] ^= 1;
        Files.write(pages, rows);
        Files.write(talks, Arrays.copyOf(Files.readAllBytes(talks), 24));
        Forger.seal(release);
        List<String> messages = Verification.of(release).results().stream()
                .filter(result -> result.check().equals("document-index"))
                .flatMap(result -> result.findings().stream())
                .map(finding -> finding.file() + ": " + finding.message().replaceFirst(": expected.*", ""))
                .toList();
        assertEquals(
                List.of(
                        "index/match-0/pages/input_a.jsonl.rows: keys against shard and ledger",
                        "index/match-0/talks/input_a.jsonl.rows: documents",
                        "index/match-0/talks/input_a.jsonl.rows: keys against shard and ledger"),
                messages);
    }

    /// OLMo's trap: one id ends a text in the tokenizer, another in what stands beside it.
    @Test
    void theEndOfATextIsOneTokenEverywhere() throws IOException {
        Path release = Files.createTempDirectory(folder, "end").resolve("release");
        Forger.copy(sound, release);
        Forger.replace(release.resolve("model/config.json"), "\"eos_token_id\": 299", "\"eos_token_id\": 0");
        Path tokens = release.resolve("tokenizer/tokenizer_config.json");
        Forger.replace(tokens, "\"eos_token\": \"<|endoftext|>\"", "\"eos_token\": \"!\"");
        Forger.seal(release);
        List<Finding> findings = Verification.of(release).results().stream()
                .filter(result -> result.check().equals("tokens"))
                .findFirst()
                .orElseThrow()
                .findings();
        assertEquals(
                List.of(
                        new Finding(
                                "tokenizer/tokenizer_config.json",
                                "eos_token: expected an added token of tokenizer.json, found !"),
                        new Finding(
                                "tokenizer/special_tokens_map.json",
                                "eos_token: expected ! as in tokenizer_config.json, found <|endoftext|>"),
                        new Finding(
                                "model/config.json", "eos_token_id: expected 299, <|endoftext|>, found 0, which is !")),
                findings);
    }

    private static void assertNamed(Damage damage, List<Finding> findings) {
        assertTrue(
                findings.stream().anyMatch(finding -> finding.file().equals(damage.file)),
                () -> damage.file + " is not named in " + findings);
    }

    private static Trust trust() {
        return new Trust(key.verification(), null, TODAY);
    }

    private static List<Damage> damages() throws IOException {
        List<Damage> damages = new ArrayList<>();
        for (ReleaseIndex.Listed file : ReleaseIndex.read(sound).files()) {
            if (!file.path().contains("talks")
                    && !file.path().contains("/validation/")
                    && !file.path().equals("reproduce/recipe.yaml")) {
                // a manifest names what each stage made, and documents are rendered again
                boolean derived = !file.path().startsWith("reproduce/");
                damages.add(new Damage("one byte of " + file.path(), file.path(), derived, release -> {
                    Forger.flip(release.resolve(file.path()));
                    Forger.seal(release);
                }));
            }
        }
        add(damages, "an index of a document that is not there", "index/index.json", true, release -> {
            Path form = release.resolve("index/index.json");
            Forger.replace(form, "\"keys\": \"", "\"keys\": \"0");
            Forger.seal(release);
        });
        add(
                damages,
                "one byte of a signature",
                "attestations/release.sig",
                false,
                release -> Forger.flip(release.resolve("attestations/release.sig")));
        add(
                damages,
                "one byte of the provenance",
                "attestations/corpus.intoto.json",
                false,
                release -> Forger.flip(release.resolve("attestations/corpus.intoto.json")));
        add(
                damages,
                "one byte of the key beside",
                "attestations/key.pub",
                false,
                release -> Forger.flip(release.resolve("attestations/key.pub")));
        add(damages, "a foreign key", "attestations/key.pub", false, Forger::sign);
        add(damages, "no signature any more", "attestations/release.sig", false, release -> {
            try (Stream<Path> all = Files.list(release.resolve("attestations"))) {
                for (Path path : (Iterable<Path>) all::iterator) {
                    Files.delete(path);
                }
            }
        });
        add(
                damages,
                "an attestation too many",
                "attestations/more.json",
                true,
                release -> Files.writeString(release.resolve("attestations/more.json"), "{}"));
        add(damages, "two shards exchanged", DATA, true, release -> {
            Forger.swap(release.resolve(DATA), release.resolve(OTHER));
            Forger.seal(release);
        });
        add(damages, "a dropped row", STATS, true, release -> {
            Forger.rows(
                    release.resolve(DATA),
                    (row, before) -> before == null ? row : row[1].equals("pages-train-3") ? null : row);
            Forger.seal(release);
        });
        add(damages, "a changed text", DATA, true, release -> {
            Forger.rows(release.resolve(DATA), (row, before) -> {
                row[5] = before == null ? "x" + ((String) row[5]).substring(1) : row[5];
                return row;
            });
            Forger.seal(release);
        });
        add(damages, "a reason rewritten in the ledger", STATS, true, release -> {
            Forger.rows(release.resolve(LEDGER), (row, before) -> {
                row[7] = "words-many";
                return row;
            });
            Forger.seal(release);
        });
        add(damages, "a renamed tensor", WEIGHTS, true, release -> {
            tensors(release, "model.norm.weight", "model.norm.wait", false);
            Forger.seal(release);
        });
        add(damages, "a weight that is no number", WEIGHTS, true, release -> {
            tensors(release, "model.norm.weight", "model.norm.weight", true);
            Forger.seal(release);
        });
        for (String figure : List.of(
                "\"kept\": 20",
                "\"dropped\": 2",
                "\"words-few\": 2",
                "\"rejected\": 1",
                "\"en\": 29",
                "\"spdx\": \"MIT\"",
                "\"evidence\": \"NOTICE\"")) {
            String wrong =
                    figure.replaceAll("[0-9]+$", "7").replace("MIT", "0BSD").replace("NOTICE", "nowhere");
            add(damages, "another figure than " + figure, STATS, true, release -> {
                Forger.replace(release.resolve(STATS), figure, wrong);
                Forger.seal(release);
            });
        }
        add(damages, "a licence in the index", "RELEASE.json", true, release -> {
            Forger.replace(release.resolve("RELEASE.json"), "\"license\": \"MIT\"", "\"license\": \"0BSD\"");
            Forger.seal(release);
        });
        add(damages, "a licence that nobody stated", "RELEASE.json", true, release -> {
            Forger.replace(release.resolve("RELEASE.json"), "\"license\": \"NOASSERTION\"", "\"license\": \"0BSD\"");
            Forger.seal(release);
        });
        add(damages, "the longest text", "stats/shards.json", true, release -> {
            Forger.replace(release.resolve("stats/shards.json"), "\"longest\": ", "\"longest\": 1");
            Forger.seal(release);
        });
        add(damages, "a better loss", "logs/training.json", true, release -> {
            Forger.replace(release.resolve("logs/training.json"), "4.5", "3.5");
            Forger.seal(release);
        });
        add(damages, "a figure on the card", "cards/data-card.md", true, release -> {
            Forger.replace(release.resolve("cards/data-card.md"), "33", "34");
            Forger.seal(release);
        });
        add(damages, "a statistic in Croissant", "croissant.json", true, release -> {
            Forger.replace(release.resolve("croissant.json"), "\"value\": ", "\"value\": 1");
            Forger.seal(release);
        });
        add(damages, "a sum in Croissant", "croissant.json", true, release -> {
            Forger.replace(release.resolve("croissant.json"), "\"sha256\": \"", "\"sha256\": \"0");
            Forger.seal(release);
        });
        add(
                damages,
                "a file that nobody lists",
                "data/extra.parquet",
                true,
                release -> Files.writeString(release.resolve("data/extra.parquet"), "x"));
        add(damages, "a missing file", OTHER, true, release -> Files.delete(release.resolve(OTHER)));
        add(damages, "a link", "README.md", true, release -> {
            Files.delete(release.resolve("README.md"));
            Files.createSymbolicLink(release.resolve("README.md"), sound.resolve("README.md"));
        });
        add(
                damages,
                "a path out of the release",
                "SHA256SUMS",
                false,
                release -> Forger.replace(release.resolve("SHA256SUMS"), "  CITATION.cff", "  ../CITATION.cff"));

        return damages;
    }

    private static void add(List<Damage> damages, String name, String file, boolean derived, Action action) {
        damages.add(new Damage(name, file, derived, action));
    }

    private static void tensors(Path release, String from, String to, boolean spoil) throws IOException {
        Path file = release.resolve(WEIGHTS);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        try (SafetensorsReader reader = SafetensorsReader.open(file)) {
            for (SafetensorsEntry entry : reader.entries().values()) {
                float[] values = new float[Math.toIntExact(entry.elements())];
                reader.readFloats(entry, values, 0);
                boolean meant = entry.name().equals(from);
                values[0] = meant && spoil ? Float.NaN : values[0];
                writer.floats(meant ? to : entry.name(), entry.dims(), values, 0);
            }
        }
        writer.write(file);
    }
}

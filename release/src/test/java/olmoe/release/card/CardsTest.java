package olmoe.release.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import olmoe.release.metadata.EvaluationResults;
import olmoe.tokenizer.cli.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CardsTest {
    /// Digits that are not the tail of a word such as sha256.
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9])[0-9]+");

    @ParameterizedTest
    @MethodSource("templates")
    void noTemplateHoldsANumber(String template) throws IOException {
        String text = Files.readString(sources("resources").resolve(template));
        List<String> found = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            found.add(text.substring(Math.max(0, number.start() - 20), Math.min(text.length(), number.end() + 20)));
        }
        assertEquals(List.of(), found);
    }

    static List<String> templates() throws IOException {
        try (Stream<Path> all = Files.list(sources("resources"))) {
            List<String> names = all.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".md"))
                    .sorted()
                    .toList();
            assertTrue(names.size() >= 5, names::toString);
            return names;
        }
    }

    /// What makes a document, whoever calls it.
    private static final List<String> BUILDERS = List.of("card", "metadata", "report", "build");

    /// The strings with digits that stand there: versions and names that a format or licence has, patterns that
    /// are matched, attributes of pictures, the place in a JSON document. No figure of a release is among them.
    private static final Set<String> NO_FIGURES = Set.of(
            "~0",
            "~1",
            "[a-z]{2,3}",
            "odc-by-1.0",
            "odbl-1.0",
            "pddl-1.0",
            "n>1T",
            "1K",
            "10K",
            "100K",
            "1M",
            "10M",
            "100M",
            "1B",
            "10B",
            "100B",
            "1T",
            "SHA-256",
            "every JDK has SHA-256",
            "0",
            "cff-version: 1.2.0\\n",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}",
            "http://mlcommons.org/croissant/1.1",
            "http://mlcommons.org/croissant/RAI/1.0",
            "ddi-stats:7975ed0",
            "ddi-stats:8321e79",
            "http://rdf-vocabulary.ddialliance.org/cv/SummaryStatisticType/2.1.2/",
            "1.6",
            "[A-Za-z0-9.+-]+",
            "framework:\\n  name: 'Model Openness Framework'\\n  version: '1.0'\\n",
            "1970-01-01",
            "T00:00:00Z",
            "https://spdx.org/rdf/3.0.1/spdx-context.jsonld",
            "3.0.1",
            "[^A-Za-z0-9.-]",
            "<div class=\\\"scroll\\\" role=\\\"region\\\" tabindex=\\\"0\\\" aria-label=\\\"",
            "Each stage names what it took by SHA-256; signed statements in attestations say the same.",
            "<!doctype html>\\n<html lang=\\\"en\\\">\\n<head>\\n<meta charset=\\\"utf-8\\\">\\n",
            "<meta name=\\\"viewport\\\" content=\\\"width=device-width, initial-scale=1\\\">\\n",
            "\\\" role=\\\"img\\\" width=\\\"100%\\\" height=\\\"",
            "\\\" x1=\\\"0\\\" x2=\\\"100%\\\" y1=\\\"",
            "\\\" r=\\\"3\\\"><title>",
            "-8",
            "<text class=\\\"halo end\\\" paint-order=\\\"stroke\\\" x=\\\"100%\\\" y=\\\"",
            "\\\" width=\\\"100%\\\" height=\\\"",
            "\\\" viewBox=\\\"0 0 ",
            ":1");

    @ParameterizedTest
    @MethodSource("builders")
    void noWordsInTheProgramHoldANumber(String file) throws IOException {
        String program = Files.readString(sources("java").getParent().resolve(file));
        Matcher literal = Pattern.compile("\"\"\"(.*?)\"\"\"|\"((?:[^\"\\\\\n]|\\\\.)*)\"", Pattern.DOTALL)
                .matcher(program);
        while (literal.find()) {
            String text = literal.group(1) == null ? literal.group(2) : literal.group(1);
            assertFalse(NUMBER.matcher(text).find() && !NO_FIGURES.contains(text), literal.group());
        }
    }

    static List<String> builders() throws IOException {
        List<String> files = new ArrayList<>();
        Path release = sources("java").getParent();
        for (String folder : BUILDERS) {
            try (Stream<Path> all = Files.list(release.resolve(folder))) {
                all.sorted().forEach(file -> files.add(folder + "/" + file.getFileName()));
            }
        }
        assertTrue(files.size() > 40 && files.contains("metadata/EvaluationResults.java"), files::toString);
        return files;
    }

    @Test
    void aCardWithoutItsFigureIsRefusedAndThePointerIsNamed() {
        List<String> pointers = new ArrayList<>();
        pointers("", Fixture.stats(), pointers);
        assertTrue(pointers.size() > 100, pointers::toString);
        for (String pointer : pointers) {
            ObjectNode stats = (ObjectNode) Fixture.stats();
            remove(stats, pointer);
            Measured measured = Fixture.measured();
            Measured broken = new Measured(
                    measured.recipe(),
                    stats,
                    measured.training(),
                    measured.metrics(),
                    measured.validation(),
                    measured.files(),
                    measured.shards(),
                    measured.facts());
            var e = assertThrows(CheckException.class, () -> DataCard.render(broken), pointer);
            assertTrue(e.getMessage().startsWith("stats.json#" + pointer + ": expected"), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/parameters/total",
        "/parameters/active",
        "/tokens",
        "/steps",
        "/validation/windows",
        "/validation/tokens",
        "/validation/loss-before",
        "/validation/loss-after",
        "/baselines/unigram",
        "/baselines/bigram",
        "/shape"
    })
    void aModelCardWithoutItsFigureIsRefusedAndThePointerIsNamed(String pointer) {
        ObjectNode training = (ObjectNode) Fixture.training();
        remove(training, pointer);
        Measured measured = Fixture.measured();
        Measured broken = new Measured(
                measured.recipe(),
                measured.stats(),
                training,
                measured.metrics(),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts());
        var e = assertThrows(CheckException.class, () -> ModelCard.render(broken));
        assertEquals("training.json#" + pointer + ": expected a figure, found nothing", e.getMessage());
    }

    @Test
    void signalsOfOptOutStandInTheCardAndWithoutAnyItSaysAmongHowMany() {
        Measured old = Fixture.measured();
        assertTrue(DataCard.render(old).contains("Nobody looked for signals of opt-out"), "an older corpus");
        String none = """
                {"responses":3328,"pages":4206,"unreadable-files":0,"files":{"ai.txt":0,"robots.txt":0,"tdmrep.json":0},
                 "signals":{},"domains":{"count":0,"largest":[]}}""";
        String some = """
                {"responses":3328,"pages":4206,"unreadable-files":1,"files":{"ai.txt":0,"robots.txt":2,"tdmrep.json":0},
                 "signals":{"header tdm-reservation":4100,"robots.txt gptbot":1},"domains":{"count":1,"largest":[
                  {"domain":"docs.example.org","signals":{"header tdm-reservation":4100,"robots.txt gptbot":1},
                   "files":{"robots.txt":"ab"}}]}}""";
        assertTrue(DataCard.render(optOut(none))
                .contains(
                        "None found: looked at the heads of 3,328 responses, the meta elements of 4,206 pages, 0 ai.txt,"
                                + " 0 robots.txt, 0 tdmrep.json.\n"));
        String card = DataCard.render(optOut(some));
        assertTrue(
                card.contains("Found on 1 domain: ") && card.contains("(1 of these could not be decoded)"),
                card::toString);
        assertTrue(card.contains("| header tdm-reservation | 4,100 |"), card::toString);
        assertTrue(card.contains("| docs.example.org | 4,101 | header tdm-reservation, robots.txt gptbot |"), card);
        assertTrue(PublicSummary.render(optOut(some)).contains("Found on 1 domain: "));
        assertEquals(
                "ab",
                new OptOutTables(optOut(some))
                        .json()
                        .at("/domains/largest/0/files/robots.txt")
                        .asText());
        var e = assertThrows(
                CheckException.class, () -> DataCard.render(optOut(some.replace("\"responses\":3328", "\"x\":1"))));
        assertEquals("stats.json#/opt-out/responses: expected a figure, found nothing", e.getMessage());
    }

    private static Measured optOut(String json) {
        ObjectNode stats = (ObjectNode) Fixture.stats();
        stats.set("opt-out", Fixture.json(json));
        Measured measured = Fixture.measured();
        return new Measured(
                measured.recipe(),
                stats,
                measured.training(),
                measured.metrics(),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts());
    }

    @Test
    void resultsForHuggingFaceAreThoseThatWereMeasured() throws IOException {
        JsonNode results = new YAMLMapper().readTree(EvaluationResults.of(Fixture.measured()));
        assertEquals(2, results.size());
        assertEquals(4.1733, results.at("/0/value").doubleValue());
        assertEquals("held-out-loss", results.at("/0/dataset/task_id").textValue());
        assertEquals("javadoc-mini", results.at("/0/dataset/id").textValue());
        assertEquals("2026-03-01", results.at("/0/date").textValue());
        assertEquals("https://javadoc.example/mini", results.at("/0/source/url").textValue());
        assertEquals(4.9021, results.at("/1/value").doubleValue());
        assertTrue(results.at("/1/notes").textValue().contains("60 windows"), results::toString);
    }

    @Test
    void refusesCountsThatDoNotAddUp() {
        ObjectNode stats = (ObjectNode) Fixture.stats();
        ((ObjectNode) stats.at("/steps/3")).put("dropped", 761);
        Measured measured = Fixture.measured();
        Measured broken = new Measured(
                measured.recipe(),
                stats,
                measured.training(),
                measured.metrics(),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts());
        var e = assertThrows(CheckException.class, () -> DataCard.render(broken));
        assertEquals("stats.json#/steps/3/read: expected kept + dropped + rejected = 4101, found 4102", e.getMessage());
    }

    @Test
    void datasetHeadStatesWhatWasMeasured() throws IOException {
        JsonNode head = head(DataCard.render(Fixture.measured()));
        assertEquals("[\"apache-2.0\"]", head.get("license").toString());
        assertEquals("[\"en\"]", head.get("language").toString());
        assertEquals("[\"1K<n<10K\"]", head.get("size_categories").toString());
        assertEquals("all", head.at("/configs/0/config_name").asText());
        assertTrue(head.at("/configs/0/default").asBoolean());
        assertEquals(
                "{\"split\":\"validation\",\"path\":[\"data/javadoc/validation/**/*.parquet\",\"data/sources/validation/*.parquet\"]}",
                head.at("/configs/0/data_files/1").toString());
        assertEquals(
                "{\"name\":\"train\",\"num_bytes\":6120312,\"num_examples\":1410}",
                head.at("/dataset_info/1/splits/0").toString());
        assertEquals(head(ReleaseReadme.render(Fixture.measured())), head);
    }

    @Test
    void modelHeadNamesLibraryTaskAndCorpus() throws IOException {
        JsonNode head = head(ModelCard.render(Fixture.measured()));
        assertEquals("transformers", head.get("library_name").asText());
        assertEquals("text-generation", head.get("pipeline_tag").asText());
        assertEquals("[\"javadoc-mini\"]", head.get("datasets").toString());
    }

    @Test
    void everyRowOfATableHasTheCellsOfItsHeading() {
        for (Function<Measured, String> card :
                List.<Function<Measured, String>>of(DataCard::render, ModelCard::render, ReleaseReadme::render)) {
            int cells = 0;
            for (String line : card.apply(Fixture.measured()).split("\n")) {
                int bars = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
                assertTrue(cells == 0 || bars == 0 || cells == bars, line);
                cells = bars;
            }
        }
    }

    @Test
    void textOfOthersCannotBreakACard() {
        ObjectNode stats = (ObjectNode) Fixture.stats();
        ((ObjectNode) stats.get("rejects")).put("a | b\n# <script>`x`", 1);
        Measured measured = Fixture.measured();
        String card = DataCard.render(new Measured(
                measured.recipe(),
                stats,
                measured.training(),
                measured.metrics(),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts()));
        assertTrue(card.contains("| a \\| b \\# \\<script\\>\\`x\\` | 1 |"), card);
    }

    @Test
    void cardsSayWhatTheyDoNotKnowAndLeaveNoHole() {
        String cards = DataCard.render(Fixture.measured())
                + ModelCard.render(Fixture.measured())
                + ReleaseReadme.render(Fixture.measured());
        assertFalse(cards.contains("{{") || cards.contains("More Information Needed") || cards.contains("null"), cards);
        assertEquals(2, cards.split("## Known limits", -1).length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "Apache-2.0,apache-2.0",
        "CC-BY-SA-4.0,cc-by-sa-4.0",
        "ODC-By-1.0,odc-by",
        "GPL-3.0-or-later,gpl-3.0",
        "LicenseRef-house,other",
        "NOASSERTION,unknown",
        "CC0-1.0,cc0-1.0"
    })
    void licencesAreInTheHubsForm(String spdx, String id) {
        assertEquals(id, HuggingFace.license(spdx));
    }

    @ParameterizedTest
    @CsvSource({"0,n<1K", "999,n<1K", "1000,1K<n<10K", "999999999999,100B<n<1T", "1000000000000,n>1T"})
    void sizeCategoryCountsRows(long rows, String category) {
        assertEquals(category, HuggingFace.sizeCategory(rows));
    }

    private static JsonNode head(String card) throws IOException {
        assertTrue(card.startsWith("---\n"), card);
        return new YAMLMapper().readTree(card.substring(4, card.indexOf("\n---\n", 4) + 1));
    }

    private static Path sources(String kind) {
        return Path.of(System.getenv("OLMOE_HOME"), "release/src/main", kind, "olmoe/release/card");
    }

    /// The pointers of all members that every document must have: not the names that data brings.
    private static void pointers(String place, JsonNode node, List<String> pointers) {
        for (var member : node.properties()) {
            String pointer = place + "/" + member.getKey();
            boolean brought = pointer.matches(
                    "/sources/[^/]+|/(rejects|languages)/.*|/steps/\\d+/(reasons/.*|sources)|/schema|/samples|/steps/\\d+/index");
            if (!brought) {
                pointers.add(pointer);
            }
            pointers(pointer, member.getValue(), pointers);
        }
        for (int i = 0; node.isArray() && i < node.size() && !place.equals("/samples"); i++) {
            pointers(place + "/" + i, node.get(i), pointers);
        }
    }

    private static void remove(JsonNode root, String pointer) {
        int last = pointer.lastIndexOf('/');
        ((ObjectNode) root.at(pointer.substring(0, last))).remove(pointer.substring(last + 1));
    }
}

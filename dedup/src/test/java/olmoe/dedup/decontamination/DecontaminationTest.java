package olmoe.dedup.decontamination;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import olmoe.filters.Document;
import olmoe.filters.DocumentKey;
import olmoe.filters.GoldenDocuments;
import olmoe.filters.Settings;
import olmoe.filters.Verdict;
import olmoe.tokenizer.cli.CheckException;
import olmoe.tokenizer.cli.ConfigurationException;
import olmoe.tokenizer.text.TextView;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecontaminationTest {
    private static final String QUESTION =
            "Mira sells nine jars of plum jam on each of four mornings and gives two jars"
                    + " to her neighbour, who sells them again for the same price. How many jars are sold in all?";
    private static final EvaluationItem LONG = new EvaluationItem(
            "jam", 7, QUESTION, "She sells thirty six and the neighbour sells two, so it is thirty eight.");
    private static final EvaluationItem SHORT = new EvaluationItem("tools", 0, "Tongs", "can turn a pancake");

    @ParameterizedTest
    @ValueSource(strings = {"ngram", "paragraph", "passage"})
    void dropsADocumentThatHoldsAnItemAndSaysWhichAndWhere(String variant) {
        String before = "Jam: «fruit» and sugar.\n";
        String after = "\nThat was the exercise.";
        Verdict verdict = judge(variant, List.of(SHORT, LONG), before + LONG.text() + after);
        Verdict.Drop drop = (Verdict.Drop) verdict;
        assertEquals("jam", drop.reason());
        assertEquals(1.0, drop.value(), 1e-6);
        assertEquals(7L, drop.values().get("item"));
        assertEquals((long) before.length(), drop.values().get("start"));
        // the last word or paragraph of the item; decon's passages are those of the question
        String end = variant.equals("passage") ? QUESTION : LONG.text();
        long full = before.length() + end.length();
        long found = (long) drop.values().get("end");
        assertTrue(found <= full && found >= full - 1, "end " + found + " of " + full);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ngram", "paragraph", "document", "passage"})
    void keepsADocumentWithoutAnItemAndAnEmptyOne(String variant) {
        assertEquals(Verdict.KEEP, judge(variant, List.of(LONG), "Nine jars of jam. How many are sold in all?"));
        assertEquals(Verdict.KEEP, judge(variant, List.of(LONG), ""));
        assertEquals(Verdict.KEEP, judge(variant, List.of(LONG), "jam"));
    }

    @Test
    void dropsADocumentThatIsAnItemButNotOneThatHoldsItWhereDocumentsAreCompared() {
        assertEquals("jam", ((Verdict.Drop) judge("document", List.of(LONG), " " + LONG.text() + "\n")).reason());
        assertEquals(Verdict.KEEP, judge("document", List.of(LONG), "Jam.\n" + LONG.text()));
    }

    @Test
    void findsAShortItemAsAWholeOnly() {
        assertEquals(
                "tools",
                ((Verdict.Drop) judge("ngram", List.of(SHORT), "With tongs can turn... no: tongs, CAN turn a pancake!"))
                        .reason());
        assertEquals(Verdict.KEEP, judge("ngram", List.of(SHORT), "With tongs you can turn a pancake."));
    }

    @Test
    void refusesToRunWhereAKnownItemIsNotFound() {
        var e = assertThrows(
                CheckException.class, () -> Decontamination.of("passage", List.of(LONG, SHORT), Settings.none()));
        assertEquals(
                "decontaminate/passage: self-test: tools#0 was put into a page and not found there; no item of tools"
                        + " is longer, so this step would miss them all",
                e.getMessage());
    }

    @Test
    void refusesAVariantThatItDoesNotKnow() {
        var e = assertThrows(
                ConfigurationException.class, () -> Decontamination.of("pasage", List.of(LONG), Settings.none()));
        assertEquals("no way to decontaminate is named pasage, did you mean passage?", e.getMessage());
    }

    @Test
    void saysHowManyItemsAreTooShort() {
        Decontamination step = Decontamination.of(
                "ngram", List.of(LONG, SHORT, new EvaluationItem("tools", 1, "A", "")), Settings.none());
        assertEquals(List.of("jam: 1 items", "tools: 2 items, 1 too short to look for"), step.coverage());
    }

    @Test
    void countsAnItemFromTheScoreThatIsAsked() {
        String half = QUESTION.substring(0, 90);
        assertEquals("jam", ((Verdict.Drop) judge("ngram", List.of(LONG), half)).reason());
        Decontamination strict = Decontamination.of("ngram", List.of(LONG), Settings.of(Map.of("min-score", 0.9)));
        assertEquals(List.of(), strict.findings(half));
        assertEquals(1, strict.findings(LONG.text()).size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'doc':{'goal':'Q','sol1':'wrong','sol2':'A','label':1}}",
                "{'doc':{'sentence':'Q','option1':'A','option2':'wrong','answer':'1'}}",
                "{'doc':{'query':'Q','choices':['wrong','A'],'gold':1}}",
                "{'question':'Q','choices':['A','wrong'],'answer':0}",
                "{'question':'Q','answer':'A'}",
                "{'prompt':'Q','canonical_solution':'A'}",
                "{'text':'Q','code':'A'}"
            })
    void readsAnItemInEachOfTheFormsThatEvaluationsArePublishedIn(String line) throws IOException {
        assertEquals(List.of(new EvaluationItem("quiz", 0, "Q", "A")), read(line.replace('\'', '"')));
    }

    @Test
    void refusesALineInNoFormWithItsPlace() {
        var e = assertThrows(ConfigurationException.class, () -> read("{\"text\":\"x\"}\n\n{\"a\":1,\"b\":2}"));
        assertEquals(
                "sets/quiz.jsonl.gz:3: expected a question with its answer in one of the known forms, found the fields a, b",
                e.getMessage());
        assertThrows(ConfigurationException.class, () -> read("\n"));
        assertThrows(ConfigurationException.class, () -> read("[1]"));
        assertThrows(ConfigurationException.class, () -> read("{\"question\":\"x\",\"choices\":[\"a\"],\"answer\":3}"));
    }

    @Test
    void findsEveryItemOfEveryEvaluationWhereItStandsVerbatim() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(26445);
        List<EvaluationItem> items = Evaluations.all(golden);
        NGramOverlap overlap = new NGramOverlap(items, 13, 3);
        int missed = 0;
        for (EvaluationItem item : items) {
            boolean found = overlap.find(TextView.of("On the pier. " + item.text() + " The ferry leaves.")).stream()
                    .anyMatch(finding -> finding.item().equals(item) && finding.score() == 1);
            missed += found ? 0 : 1;
        }
        assertEquals(26445, items.size());
        assertEquals(0, missed);
    }

    @Test
    void findsNoneOfTheRewordedProblems() throws IOException {
        GoldenDocuments golden = GoldenDocuments.orSkip(1319);
        List<EvaluationItem> items = Evaluations.all(golden);
        NGramOverlap overlap = new NGramOverlap(
                items.stream()
                        .filter(item -> item.evaluation().equals("gsm8k_test"))
                        .toList(),
                13,
                3);
        List<EvaluationItem> reworded = items.stream()
                .filter(item -> item.evaluation().equals("rephrase_gsm8k"))
                .toList();
        assertEquals(1319, reworded.size());
        assertEquals(
                0,
                reworded.stream()
                        .filter(item -> !overlap.find(TextView.of(item.text())).isEmpty())
                        .count());
    }

    private static Verdict judge(String variant, List<EvaluationItem> items, String text) {
        List<EvaluationItem> known = variant.equals("ngram") ? items : List.of(LONG);
        Document document = new Document(new DocumentKey(0, 1), "id", null, "s", null, text, Map.of(), "{}");
        return Decontamination.of(variant, known, Settings.none()).step().judge(document, TextView.of(text));
    }

    private static List<EvaluationItem> read(String lines) throws IOException {
        return EvaluationFile.read(
                        "sets/quiz.jsonl.gz", new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)))
                .items();
    }
}

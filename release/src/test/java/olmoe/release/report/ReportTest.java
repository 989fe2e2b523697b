package olmoe.release.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nu.validator.client.EmbeddedValidator;
import olmoe.release.card.Fixture;
import olmoe.release.card.Measured;
import olmoe.tokenizer.cli.CheckException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private static final int LIMIT_BYTES = 500_000;

    @Test
    void theStandardsCheckerHasNothingToSay() throws Exception {
        EmbeddedValidator validator = new EmbeddedValidator();
        validator.setOutputFormat(EmbeddedValidator.OutputFormat.JSON);
        for (Measured measured : List.of(hostile(), bare())) {
            byte[] page = Report.render(measured).getBytes(StandardCharsets.UTF_8);
            JsonNode found = new ObjectMapper().readTree(validator.validate(new ByteArrayInputStream(page)));
            assertEquals("[]", found.get("messages").toString());
        }
    }

    @Test
    void pageAsksForNothingOutsideItself() {
        String page = Report.render(Fixture.measured());
        Matcher address = Pattern.compile(
                        "\\s(?:src|href|action|data|xlink:href)=\"([^\"]*)\"|url\\(([^)]*)\\)|@import|<script|\\son[a-z]+=")
                .matcher(page);
        while (address.find()) {
            assertTrue(address.group().matches("\\shref=\"(#[a-z]+|data:,)\""), address.group());
        }
    }

    @Test
    void pageStaysSmallForALongRunOfManySources() {
        Measured measured = Fixture.measured();
        ObjectNode stats = (ObjectNode) Fixture.stats();
        ArrayNode samples = (ArrayNode) stats.get("samples");
        for (int i = 0; i < 2000; i++) {
            ObjectNode sample = samples.get(i % 5).deepCopy();
            sample.put("reason", "reason-" + i % 100);
            sample.put("text", "a long text & more of it ".repeat(400));
            samples.add(sample);
        }
        String page = Report.render(new Measured(
                measured.recipe(),
                stats,
                measured.training(),
                Fixture.metrics(20_000),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts()));
        int bytes = page.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(bytes < LIMIT_BYTES, bytes + " bytes");
    }

    @Test
    void drawsWhichExpertsAreVisitedTogetherAndSaysSoInNumbers() {
        String page = Report.render(Fixture.measured());
        assertTrue(page.contains("<title>0 → 3: 18.8 %</title>"), "1,500 of 8,000 tokens");
        assertTrue(page.contains("<title>11 → 3: 0.0 %</title>"), "an expert without tokens");
        assertTrue(
                page.contains("<td>layer 0</td><td class=\"number\">0</td><td class=\"number\">7</td>"),
                "the pair with the most");
        ObjectNode validation = (ObjectNode) Fixture.validation();
        ((ArrayNode) validation.at("/routing/1/together/2")).remove(0);
        var e = assertThrows(CheckException.class, () -> Report.render(with(validation)));
        assertTrue(
                e.getMessage()
                        .startsWith("validation.json#/routing/1/together/2: expected a count for each of 16 experts"),
                e.getMessage());
        validation.get("routing").forEach(layer -> ((ObjectNode) layer).remove("together"));
        assertFalse(Report.render(with(validation)).contains("visited together"), "an older validation");
    }

    private static Measured with(JsonNode validation) {
        Measured measured = Fixture.measured();
        return new Measured(
                measured.recipe(),
                measured.stats(),
                measured.training(),
                measured.metrics(),
                validation,
                measured.files(),
                measured.shards(),
                measured.facts());
    }

    @Test
    void textOfOthersStaysText() {
        String page = Report.render(hostile());
        assertFalse(
                page.contains("<img") || page.contains("<script") || page.contains("\u0000"), "markup came through");
        assertTrue(page.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; \uFFFD \uFFFD"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "tr-TR", "de-DE", "hi-IN-u-nu-deva"})
    void bytesDoNotDependOnTheLocale(String tag) {
        String expected = Report.render(Fixture.measured());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertEquals(expected, Report.render(Fixture.measured()));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void everyPictureHasATitleADescriptionAndItsNumbers() {
        String page = Report.render(Fixture.measured());
        int pictures = count(page, "role=\"img\"");
        assertTrue(pictures >= 8, page);
        assertEquals(pictures, count(page, "<desc id="));
        assertEquals(pictures, count(page, "<figure>"));
        assertEquals(pictures, count(page, "<details><summary>Numbers</summary>"));
    }

    @Test
    void aPageWithoutItsFigureIsRefusedAndThePointerIsNamed() {
        Measured measured = Fixture.measured();
        ObjectNode validation = (ObjectNode) Fixture.validation();
        ((ObjectNode) validation.at("/routing/1")).remove("load");
        var e = assertThrows(
                CheckException.class,
                () -> Report.render(new Measured(
                        measured.recipe(),
                        measured.stats(),
                        measured.training(),
                        measured.metrics(),
                        validation,
                        measured.files(),
                        measured.shards(),
                        measured.facts())));
        assertEquals("validation.json#/routing/1/load: expected a figure, found nothing", e.getMessage());
        List<JsonNode> lines = new ArrayList<>(Fixture.metrics(3));
        ((ObjectNode) lines.get(1)).remove("step");
        e = assertThrows(
                CheckException.class,
                () -> Report.render(new Measured(
                        measured.recipe(),
                        measured.stats(),
                        measured.training(),
                        lines,
                        measured.validation(),
                        measured.files(),
                        measured.shards(),
                        measured.facts())));
        assertEquals("metrics.jsonl:2#/step: expected a figure, found nothing", e.getMessage());
    }

    @Test
    void aCheckThatDoesNotHoldIsSaidOnTopAndInItsPlace() {
        Measured measured = Fixture.measured();
        ObjectNode validation = (ObjectNode) Fixture.validation();
        ((ObjectNode) validation.at("/checks/1")).put("holds", false);
        String page = Report.render(new Measured(
                measured.recipe(),
                measured.stats(),
                measured.training(),
                measured.metrics(),
                validation,
                measured.files(),
                measured.shards(),
                measured.facts()));
        assertTrue(page.contains("<strong>3 of 4</strong> <span>see below</span>"), page);
        assertTrue(page.contains("<li class=\"fails\"><strong>two engines</strong> does not hold: "), page);
    }

    @Test
    void drawsNoCurveBetweenTwoMeasurementsAndSaysWhereTheModelStands() {
        Measured measured = Fixture.measured();
        ObjectNode training = (ObjectNode) Fixture.training();
        ((ObjectNode) training.get("validation")).put("loss-after", 5.8);
        List<JsonNode> lines = new ArrayList<>(Fixture.metrics(1200));
        String joined = "<polyline class=\"curve held\"";
        assertTrue(Report.render(measured).contains(joined));
        assertTrue(Report.render(measured).contains("does better than both"));
        lines.forEach(line -> ((ObjectNode) line).remove("eval/validation/CrossEntropyLoss"));
        String page = Report.render(new Measured(
                measured.recipe(),
                measured.stats(),
                training,
                lines,
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts()));
        assertFalse(page.contains(joined));
        assertTrue(page.contains("<circle class=\"dot held\""));
        assertTrue(page.contains("better than one of them and not than the other"));
        ((ObjectNode) training.get("validation")).put("loss-after", 4.4);
        ((ObjectNode) training.at("/validation/clean")).put("loss-after", 5.3);
        String both = Report.render(new Measured(
                measured.recipe(),
                measured.stats(),
                training,
                lines,
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts()));
        assertTrue(both.contains("The trained model does better than both; where documents share no passage with the"
                + " training part it does better than one of them and not than the other."));
    }

    @Test
    void aSpikeOfOneStepSurvivesAMillionSteps() {
        int steps = 1_000_000;
        double[] x = new double[steps];
        double[] y = new double[steps];
        for (int i = 0; i < steps; i++) {
            x[i] = i;
            y[i] = i == 777_777 ? 9 : 4;
        }
        LineChart.Curve curve = new LineChart.Curve("train", "loss", x, y, false);
        double[] points = LineChart.reduced(curve, Axis.within(0, steps - 1, 5), Axis.within(4, 9, 5), 200);
        assertTrue(points.length <= 2 * 4 * 641, points.length + " coordinates");
        double top = Double.POSITIVE_INFINITY;
        for (int i = 1; i < points.length; i += 2) {
            top = Math.min(top, points[i]);
        }
        assertEquals(0, top);
        for (int i = 2; i < points.length; i += 2) {
            assertTrue(points[i] > points[i - 2], "x goes on at " + i);
        }
    }

    /// Text of others that tries to be more than text, in every place that shows such text.
    static Measured hostile() {
        String text = "<script>alert(\"x\")</script> & \u0000 \uD800 <img src=https://tracker.example/x.png>";
        Measured measured = Fixture.measured();
        ObjectNode stats = (ObjectNode) Fixture.stats();
        ObjectNode sample = (ObjectNode) stats.at("/samples/0");
        sample.put("text", text).put("url", text).put("value", text).put("reason", text);
        ((ObjectNode) stats.get("rejects")).put(text, 1);
        ((ObjectNode) stats.at("/steps/0/reasons")).put(text, 1);
        ((ObjectNode) stats.at("/steps/0")).put("step", text);
        ((ObjectNode) stats.at("/sources/javadoc/license")).put("evidence", text);
        ObjectNode recipe = (ObjectNode) Fixture.recipe();
        recipe.put("name", text);
        ObjectNode validation = (ObjectNode) Fixture.validation();
        ((ObjectNode) validation.at("/checks/0")).put("message", text);
        return new Measured(
                recipe,
                stats,
                measured.training(),
                measured.metrics(),
                validation,
                measured.files(),
                measured.shards(),
                measured.facts());
    }

    /// A release in which nothing was dropped, by no step, and training took one step.
    static Measured bare() {
        Measured measured = Fixture.measured();
        ObjectNode stats = (ObjectNode) Fixture.stats();
        stats.putArray("steps");
        stats.putArray("duplicates");
        stats.putArray("samples");
        stats.putObject("rejects");
        stats.putObject("languages");
        ((ObjectNode) stats.get("tokens-per-document")).putArray("bins").add(0);
        ((ObjectNode) stats.get("tokens-per-document")).putArray("counts").add(0);
        ObjectNode training = (ObjectNode) Fixture.training();
        training.put("steps", 1);
        return new Measured(
                measured.recipe(),
                stats,
                training,
                Fixture.metrics(1),
                measured.validation(),
                measured.files(),
                measured.shards(),
                measured.facts());
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}

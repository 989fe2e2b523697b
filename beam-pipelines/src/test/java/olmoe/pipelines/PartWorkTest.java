package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a runner displays while parts are made.
class PartWorkTest {
    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {"--parallelism=2", "--runner=DirectRunner"})
    void beamsCountersAreTheAccountingUnderTheLedgersNames(String option) throws IOException {
        Path recipe = MadeUp.write(temporary, 1);
        CorpusPlan plan = CorpusPlan.of(Recipe.read(recipe));
        Inputs inputs = Inputs.of(temporary.toString());
        Places places = Places.of(temporary.resolve("corpus").toString());
        Jobs jobs = Jobs.of(List.of(option));
        plan.resources().store(places);
        List<Block> blocks = new ArrayList<>();
        for (Source source : plan.recipe().sources()) {
            for (String path : inputs.files(source).keySet()) {
                blocks.addAll(plan.blocks(source, path, inputs));
            }
        }
        MetricResults metrics = jobs.run(
                "refine-0", pipeline -> Refine.build(pipeline, blocks, new Refine.RefinePart(plan, 0, places, inputs)));
        Map<String, Long> counters = new TreeMap<>();
        for (MetricResult<Long> counter :
                metrics.queryMetrics(MetricsFilter.builder().build()).getCounters()) {
            counters.put(
                    counter.getName().getNamespace() + "/" + counter.getName().getName(), counter.getAttempted());
        }
        Map<String, Long> expected = new TreeMap<>();
        for (Block block : blocks) {
            String path = plan.refinements().get(0).path(block);
            Accounting.parse(PartState.commit(places, path).counts().get("steps"))
                    .steps()
                    .forEach((ordinal, counts) -> {
                        String step = plan.stepName(ordinal);
                        expected.merge(step + "/kept", counts.kept(), Long::sum);
                        expected.merge(step + "/dropped", counts.dropped(), Long::sum);
                        expected.merge(step + "/rejected", counts.rejected(), Long::sum);
                        counts.reasons()
                                .forEach((reason, count) ->
                                        expected.merge(step + "/reason " + reason, count, Long::sum));
                    });
        }
        assertEquals(60, expected.get("read/kept"));
        assertEquals(expected, counters);
    }

    @Test
    void aFailureNamesItsPartAndItsKindWhereItSaysNothingElse() throws IOException {
        CorpusPlan plan = CorpusPlan.of(Recipe.read(MadeUp.write(temporary, 1)));
        IOException failure = assertThrows(
                IOException.class,
                () -> PartWork.run(plan, "refine 0", new Block("web", "input/a.warc.gz", 0, 0, 9), () -> {
                    throw new EOFException();
                }));
        assertEquals("refine 0, part web/input~1a.warc.gz-00000: EOFException", failure.getMessage());
    }
}

package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import olmoe.pipelines.io.Block;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.format.CanonicalJson;
import olmoe.release.recipe.Recipe;
import olmoe.release.recipe.Source;
import olmoe.tokenizer.cli.ConfigurationException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The jobs as Dataflow gets them, translated to templates without network or credentials. Needs the class path of
/// `-Drunner=dataflow`; a corpus in an object store, made by the Direct runner, is what the jobs are about.
class DataflowTest {
    @TempDir
    private static Path temporary;

    private static Path stored;
    private static CorpusPlan plan;
    private static Inputs inputs;
    private static Places places;
    private static List<Block> blocks;

    @BeforeAll
    static void buildInAnObjectStore() throws IOException {
        Path recipe = MadeUp.write(temporary.resolve("made"), 1);
        Path crawl = Files.createDirectories(temporary.resolve("crawl"));
        try (Stream<Path> files = Files.list(temporary.resolve("made/input"))) {
            for (Path input : files.toList()) {
                Files.copy(input, crawl.resolve("input+" + input.getFileName()));
            }
        }
        stored = temporary.resolve("stored");
        Jobs jobs = Jobs.of(List.of("--runner=DirectRunner"));
        inputs = Inputs.of(Shelves.of(crawl));
        places = Places.of(Shelves.of(stored));
        plan = CorpusPlan.of(Recipe.read(recipe));
        new CorpusBuild(plan, inputs, places, jobs).run();
        blocks = new ArrayList<>();
        for (Source source : plan.recipe().sources()) {
            for (String path : inputs.files(source).keySet()) {
                blocks.addAll(plan.blocks(source, path, inputs));
            }
        }
    }

    @Test
    void jobsHaveTheStepsShufflesAndWorkersThatAreMeant() throws IOException {
        JsonNode refine = template("refine-0", this::refine);
        assertEquals(List.of("ParallelRead Blocks", "ParallelDo Refine part"), steps(refine));
        JsonNode match = template("match-0", this::match);
        assertEquals(
                List.of(
                        "ParallelRead Blocks",
                        "ParallelDo Every part",
                        "ParallelDo Equal documents/Read digests",
                        "GroupByKey Equal documents/Group equal documents",
                        "ParallelDo Equal documents/Choose survivor",
                        "Flatten All edits",
                        "GroupByKey Group by part",
                        "ParallelDo Write edits"),
                steps(match),
                "two shuffles, of digests and of edits");
        JsonNode write = template("write", this::write);
        assertEquals(List.of("ParallelRead Blocks", "ParallelDo Write part"), steps(write));
        for (JsonNode job : List.of(refine, match, write)) {
            String image = job.at("/environment/workerPools/0/workerHarnessContainerImage")
                    .textValue();
            int java = Runtime.version().feature() < 25 ? 17 : 25;
            assertTrue(image.endsWith("/beam-java" + java + "-batch:2.70.0"), image);
            assertTrue(
                    !job.toString().contains(temporary.resolve("made").toString()),
                    "nothing beside the recipe is read");
        }
    }

    /// Under JDK 17, as in the oldest image that our classes run on, where there is one.
    @Test
    void functionsOfTheTemplatesMakeAPartAgainInAnotherProcess() throws Exception {
        template("refine-0", this::refine);
        template("write", this::write);
        Block block = blocks.get(0);
        Map<String, String> before = MadeUp.digests(stored);
        Map<String, String> made = new TreeMap<>(before);
        made.keySet().removeIf(name -> !name.contains(block.part().replace('/', '+')));
        made.keySet().removeIf(name -> name.contains("work+match") || name.contains("work+refine-1"));
        assertTrue(made.size() >= 4, made.keySet() + " of refine 0 and write");
        for (String name : made.keySet()) {
            Files.delete(stored.resolve(name));
        }
        Path log = temporary.resolve("worker.log");
        List<String> command = new ArrayList<>(List.of(
                FlinkCluster.java().resolve("bin/java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TemplateWorker.class.getName(),
                block.source(),
                block.path(),
                Integer.toString(block.index()),
                Long.toString(block.from()),
                Long.toString(block.to())));
        command.add(graph("refine-0").toString());
        command.add(graph("write").toString());
        Process worker = new ProcessBuilder(command)
                .directory(
                        Files.createDirectories(temporary.resolve("elsewhere")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(worker.waitFor(3, TimeUnit.MINUTES));
        assertEquals(0, worker.exitValue(), Files.readString(log));
        assertEquals(before, MadeUp.digests(stored));
    }

    @Test
    void foldersOnThisMachineAreRefused() throws IOException {
        Jobs jobs = Jobs.of(List.of(arguments("refused")));
        String message = assertThrows(
                        ConfigurationException.class,
                        () -> jobs.checkShared(
                                Places.of(temporary.resolve("here").toString())))
                .getMessage();
        assertTrue(message.startsWith("-o: expected a folder that the client and all workers share"), message);
        jobs.checkReadable(inputs);
        Inputs here = Inputs.of(temporary.toString());
        String other = assertThrows(ConfigurationException.class, () -> jobs.checkReadable(here))
                .getMessage();
        assertTrue(other.startsWith("--inputs: expected a folder that all workers see"), other);
    }

    private void refine(Pipeline pipeline) {
        Refine.build(pipeline, blocks, new Refine.RefinePart(plan, 0, places, inputs));
    }

    private void match(Pipeline pipeline) {
        Match.build(pipeline, new MatchParts(plan, 0, blocks, places, List.of()), "digest");
    }

    private void write(Pipeline pipeline) {
        Write.build(pipeline, blocks, plan, places);
    }

    private static JsonNode template(String name, Consumer<Pipeline> build) throws IOException {
        Pipeline pipeline =
                Pipeline.create(PipelineOptionsFactory.fromArgs(arguments(name)).create());
        build.accept(pipeline);
        pipeline.run();
        return CanonicalJson.read(temporary.resolve(name + ".json"));
    }

    private static String[] arguments(String name) throws IOException {
        Path jar = Files.write(temporary.resolve("one.jar"), "one".getBytes(StandardCharsets.UTF_8));
        Path staging = Files.createDirectories(temporary.resolve(name));
        return new String[] {
            "--runner=DataflowRunner",
            "--jobName=" + name,
            "--project=none",
            "--region=none1",
            "--gcpTempLocation=gs://none/temp",
            "--tempLocation=gs://none/temp",
            "--stagingLocation=" + staging,
            "--templateLocation=" + temporary.resolve(name + ".json"),
            "--credentialFactoryClass=org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory",
            "--pathValidatorClass=org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator",
            "--filesToStage=" + jar
        };
    }

    /// The graph with its functions, that Dataflow's workers get.
    private static Path graph(String name) throws IOException {
        try (Stream<Path> staged = Files.list(temporary.resolve(name))) {
            return staged.filter(file -> file.toString().endsWith(".pb"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> steps(JsonNode job) {
        List<String> steps = new ArrayList<>();
        for (JsonNode step : job.get("steps")) {
            JsonNode name = step.at("/properties/user_name");
            steps.add(step.get("kind").textValue() + " " + name.path("value").asText(name.asText()));
        }
        return steps;
    }
}

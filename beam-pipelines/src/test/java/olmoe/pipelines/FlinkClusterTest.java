package olmoe.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import olmoe.pipelines.io.Places;
import olmoe.tokenizer.cli.ConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds on a Flink cluster in processes of its own, on the JDK that Flink's images have.
class FlinkClusterTest {
    private static final String QUICK = "-XX:TieredStopAtLevel=1"; // most of such a short job is start-up

    @TempDir
    private static Path temporary;

    private static FlinkCluster cluster;
    private static Map<String, String> embedded;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        cluster = new FlinkCluster(temporary.resolve("cluster"), FlinkCluster.java(), 2, QUICK);
        Path recipe = write("embedded", 1);
        MadeUp.build(recipe, recipe.resolveSibling("corpus"), "--parallelism=1");
        embedded = MadeUp.digests(recipe.resolveSibling("corpus"));
        cluster.await(2);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void aClusterThatLosesATaskManagerGivesTheBytesOfTheEmbeddedRun() throws Exception {
        Path recipe = write("cluster", 2);
        Path corpus = recipe.resolveSibling("corpus");
        System.err.println("cluster of TaskManagers " + cluster.pid(0) + " and " + cluster.pid(1) + ", client "
                + ProcessHandle.current().pid() + ", Java " + FlinkCluster.java());
        CompletableFuture<Void> build = buildUntilParts(recipe);
        System.err.println("killing TaskManager " + cluster.pid(0));
        cluster.killTaskManager(0);
        cluster.startTaskManager();
        build.get(8, TimeUnit.MINUTES);
        assertTrue(files(corpus.resolve("ledger")) >= 20, "at least 20 parts");
        assertEquals(embedded, MadeUp.digests(corpus));
    }

    @Test
    void aBuildWhoseJobManagerIsLostFailsAndGoesOnWhenStartedAgain() throws Exception {
        Path recipe = write("manager", 3);
        Path corpus = recipe.resolveSibling("corpus");
        CompletableFuture<Void> build = buildUntilParts(recipe);
        System.err.println("killing JobManager " + cluster.jobManagerPid());
        cluster.replaceJobManager();
        assertThrows(ExecutionException.class, () -> build.get(4, TimeUnit.MINUTES));
        assertFalse(Files.exists(corpus.resolve("manifest.json")), "nothing is said to be done");
        MadeUp.build(recipe, corpus, "--parallelism=2"); // embedded: goes on with what the cluster has made
        assertEquals(embedded, MadeUp.digests(corpus));
        cluster.await(2);
    }

    @Test
    void aClientThatIsAskedToEndCancelsItsJob() throws Exception {
        Path recipe = write("asked", 4);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "olmoe.pipelines.cli.CorpusCommand",
                "build",
                recipe.toString()));
        command.addAll(List.of(onCluster()));
        Path log = recipe.resolveSibling("log");
        Process client = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (client.isAlive()
                && cluster.ask("/jobs/overview")
                        .filter(jobs -> jobs.contains("RUNNING"))
                        .isEmpty()) {
            Thread.sleep(100);
        }
        client.destroy();
        assertTrue(client.waitFor(1, TimeUnit.MINUTES), "the client ends");
        assertEquals(143, client.exitValue(), Files.readString(log));
        assertTrue(Files.readString(log).contains("is cancelled; the same command goes on"), Files.readString(log));
        String jobs = cluster.ask("/jobs/overview").orElseThrow();
        assertTrue(jobs.contains("CANCEL") && !jobs.contains("RUNNING"), jobs);
    }

    /// As Flink's Kubernetes operator runs a job: the program is the cluster's own.
    @Test
    void aClusterInApplicationModeRunsTheWholeBuildAndEnds() throws Exception {
        Path recipe = write("application", 5);
        Path corpus = recipe.resolveSibling("corpus");
        Path jar = temporary.resolve("application.jar");
        StagedJar.write(StagedJar.withoutFlink(System.getProperty("java.class.path")), jar);
        try (FlinkCluster application = FlinkCluster.application(
                temporary.resolve("application-cluster"),
                FlinkCluster.java(),
                jar,
                "olmoe.pipelines.cli.FlinkProgram",
                List.of("build", recipe.toString(), "-o", corpus.toString(), "--runner=FlinkRunner"),
                QUICK)) {
            assertEquals(0, application.awaitEnd(), application.jobManagerLog());
        }
        assertEquals(embedded, MadeUp.digests(corpus));
    }

    /// Starts a build on the cluster and returns when its first parts are there.
    private static CompletableFuture<Void> buildUntilParts(Path recipe) throws Exception {
        Path corpus = recipe.resolveSibling("corpus");
        CompletableFuture<Void> build = CompletableFuture.runAsync(() -> {
            try {
                MadeUp.build(recipe, corpus, onCluster());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        while (!build.isDone() && files(corpus.resolve("work/refine-0")) < 3) {
            Thread.sleep(20);
        }
        return build;
    }

    private static long files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (UncheckedIOException e) {
            return 0; // renamed under the walk
        }
    }

    @Test
    void workersThatDoNotSeeTheOutputAreRefusedBeforeAnyWork() throws IOException {
        Jobs jobs = Jobs.of(List.of(onCluster()));
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/cwd")), "skipped: 1 test that needs Linux");
        // means the folder that a process was started in, another one for the client than for the cluster
        Places own = new Places("/proc/self/cwd/target/unshared");
        String message = assertThrows(ConfigurationException.class, () -> jobs.checkShared(own))
                .getMessage();
        assertTrue(message.contains("share"), message);
    }

    private static Path write(String name, long seed) throws IOException {
        Path recipe = MadeUp.write(temporary.resolve(name), seed);
        String text = Files.readString(recipe);
        return Files.writeString(recipe, text.replace("split-size: 20kB", "split-size: 1kB"));
    }

    private static String[] onCluster() {
        return new String[] {"--runner=flink", "--flinkMaster=" + cluster.master(), "--parallelism=2"};
    }
}

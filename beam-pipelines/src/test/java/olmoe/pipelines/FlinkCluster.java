package olmoe.pipelines;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A standalone Flink cluster: a JobManager and TaskManagers with one slot each, every one a process of its own with
/// nothing but Flink on its class path. It takes jobs from clients, or runs one program and ends.
final class FlinkCluster implements AutoCloseable {
    private static final String CONFIGURATION = """
            jobmanager.rpc.address: 127.0.0.1
            jobmanager.rpc.port: %d
            jobmanager.bind-host: 127.0.0.1
            jobmanager.memory.process.size: 768m
            rest.address: 127.0.0.1
            rest.bind-address: 127.0.0.1
            rest.port: %d
            rest.bind-port: %d
            taskmanager.host: 127.0.0.1
            taskmanager.bind-host: 127.0.0.1
            taskmanager.numberOfTaskSlots: 1
            taskmanager.cpu.cores: 1.0
            taskmanager.memory.framework.heap.size: 128m
            taskmanager.memory.task.heap.size: 512m
            taskmanager.memory.framework.off-heap.size: 128m
            taskmanager.memory.task.off-heap.size: 0m
            taskmanager.memory.managed.size: 128m
            taskmanager.memory.network.min: 64m
            taskmanager.memory.network.max: 64m
            taskmanager.memory.jvm-metaspace.size: 256m
            taskmanager.memory.jvm-overhead.min: 192m
            taskmanager.memory.jvm-overhead.max: 192m
            heartbeat.interval: 2000
            heartbeat.timeout: 8000
            restart-strategy.type: fixed-delay
            restart-strategy.fixed-delay.attempts: 10
            restart-strategy.fixed-delay.delay: 1 s
            execution.attached: true
            io.tmp.dirs: %s
            """;

    private static final String SESSION = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
    // by name: it is compiled where Flink is the runner, this class with every runner
    private static final String APPLICATION = "olmoe.pipelines.FlinkApplication";
    private static final Pattern OURS = Pattern.compile("beam-|tokenizer-|release-|filters-|dedup-");

    private final Path folder;
    private final Path java;
    private final List<String> options;
    private final List<String> program; // main class of the JobManager, and what it is told
    private final int rest;
    private final List<Process> taskManagers = new ArrayList<>();
    private Process jobManager;
    private int started;

    /// A session cluster.
    ///
    /// @param java home of the JDK that the cluster runs on
    /// @param options of all its JVMs, besides those that they need
    FlinkCluster(Path folder, Path java, int taskManagers, String... options) throws IOException {
        this(folder, java, taskManagers, List.of(options), List.of(SESSION));
    }

    private FlinkCluster(Path folder, Path java, int taskManagers, List<String> options, List<String> program)
            throws IOException {
        this.folder = Files.createDirectories(folder);
        this.java = java;
        this.options = options;
        this.program = program;
        this.rest = freePort();
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Files.writeString(
                Files.createDirectories(folder.resolve("conf")).resolve("config.yaml"),
                CONFIGURATION.formatted(freePort(), rest, rest, temporary));
        this.jobManager = startJobManager();
        for (int i = 0; i < taskManagers; i++) {
            startTaskManager();
        }
    }

    /// A cluster in application mode: its JobManager runs the main method of a class in a jar, and ends with it.
    static FlinkCluster application(
            Path folder, Path java, Path jar, String main, List<String> arguments, String... options)
            throws IOException {
        List<String> program = new ArrayList<>(List.of(APPLICATION, jar.toString(), main));
        program.addAll(arguments);
        return new FlinkCluster(folder, java, 1, List.of(options), program);
    }

    /// The JDK that Flink's images have, or the one that runs the tests where there is none.
    static Path java() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(all)) {
            try (Stream<Path> homes = Files.list(all)) {
                Optional<Path> seventeen = homes.filter(
                                home -> home.getFileName().toString().contains("17"))
                        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                        .sorted()
                        .findFirst();
                if (seventeen.isPresent()) {
                    return seventeen.get();
                }
            }
        }
        return Path.of(System.getProperty("java.home"));
    }

    String master() {
        return "127.0.0.1:" + rest;
    }

    long pid(int taskManager) {
        return taskManagers.get(taskManager).pid();
    }

    private Process startJobManager() throws IOException {
        return start("jobmanager-" + started++, List.of("-Xmx512m"), program);
    }

    /// Kills it as `kill -9` does; the next one knows nothing of its jobs.
    void replaceJobManager() throws IOException, InterruptedException {
        jobManager.destroyForcibly().waitFor();
        jobManager = startJobManager();
    }

    /// Waits until the program of an application has ended, and its JobManager with it.
    ///
    /// @return the JobManager's exit status
    int awaitEnd() throws InterruptedException {
        return jobManager.waitFor();
    }

    String jobManagerLog() throws IOException {
        return Files.readString(folder.resolve("jobmanager-0.log"));
    }

    long jobManagerPid() {
        return jobManager.pid();
    }

    void startTaskManager() throws IOException {
        taskManagers.add(start(
                "taskmanager-" + started++,
                List.of("-Xmx640m", "-XX:MaxDirectMemorySize=320m", "-XX:MaxMetaspaceSize=256m"),
                List.of("org.apache.flink.runtime.taskexecutor.TaskManagerRunner")));
    }

    /// As `kill -9` does.
    void killTaskManager(int taskManager) {
        taskManagers.remove(taskManager).destroyForcibly();
    }

    /// Waits until all slots are offered.
    void await(int slots) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (System.nanoTime() < end) {
            if (ask("/overview")
                    .filter(answer -> answer.contains("\"slots-total\":" + slots))
                    .isPresent()) {
                return;
            }
            Thread.sleep(500);
        }
        throw new IllegalStateException("the cluster did not start; logs in " + folder);
    }

    /// What the JobManager answers, if it does.
    Optional<String> ask(String path) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + master() + path)).build();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Optional.empty(); // not up yet
        }
    }

    private Process start(String name, List<String> memory, List<String> program) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(java.resolve("bin/java").toString());
        all.addAll(memory);
        all.addAll(options);
        all.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                classPath(program.get(0)),
                program.get(0),
                "--configDir",
                folder.resolve("conf").toString()));
        all.addAll(program.subList(1, program.size()));
        return new ProcessBuilder(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    /// Flink and what it needs, without Beam and without us but for the entry of application mode.
    private static String classPath(String main) {
        String flink = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(file -> file.endsWith(".jar")
                        && !OURS.matcher(new File(file).getName()).lookingAt())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
        String entry = FlinkCluster.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        return main.equals(APPLICATION) ? entry + File.pathSeparator + flink : flink;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        for (Process process : taskManagers) {
            process.destroyForcibly().onExit().join();
        }
        jobManager.destroyForcibly().onExit().join();
    }
}

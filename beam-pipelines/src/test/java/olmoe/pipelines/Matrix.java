package olmoe.pipelines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import olmoe.release.format.TableReader;

/// One corpus made in every way: by embedded Flink in all combinations of parallelism, order of the listing, JDK and
/// the process' locale, charset and time zone; by a cluster, by the Direct runner and without Beam so that
/// each of their values meets each runner. Each run is a process of its own.
///
/// By hand: `main FOLDER JDK17 JDK25 [RUNNERS]`.
final class Matrix {
    /// Texts of a kilobyte in one file that is one part: enough for two row groups.
    private static final int MANY = 24_000;

    /// Of a process, and on a cluster of all its processes.
    private enum Setting {
        PLAIN("-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8"),
        FAR(
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.timezone=Pacific/Kiritimati",
                "-Dfile.encoding=ISO-8859-1");

        private final String[] options;

        Setting(String... options) {
            this.options = options;
        }
    }

    private enum Runner {
        EMBEDDED,
        CLUSTER,
        DIRECT,
        ORACLE
    }

    /// @param many whether the file with two row groups takes part: the Direct runner would take hours over it
    private record Way(Runner runner, int parallelism, int listing, int jdk, Setting setting, boolean many) {}

    private final Path folder;
    private final Map<Integer, Path> jdks;
    private final Map<Boolean, Map<String, String>> first = new HashMap<>(); // with many texts and without
    private int runs;

    private Matrix(Path folder, Map<Integer, Path> jdks) {
        this.folder = folder;
        this.jdks = jdks;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Matrix matrix = new Matrix(
                Path.of(arguments[0]).toAbsolutePath(), Map.of(17, Path.of(arguments[1]), 25, Path.of(arguments[2])));
        for (Way way : ways()) {
            Runner compared = way.many() ? way.runner() : Runner.DIRECT;
            if (arguments.length < 4 || arguments[3].contains(compared.name())) {
                matrix.run(way);
            }
        }
        System.out.println(matrix.runs + " runs, all equal");
    }

    private static List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        for (int parallelism : new int[] {1, 2, 7}) {
            for (int listing : new int[] {1, 5}) {
                for (int jdk : new int[] {17, 25}) {
                    for (Setting setting : Setting.values()) {
                        ways.add(new Way(Runner.EMBEDDED, parallelism, listing, jdk, setting, true));
                    }
                }
            }
        }
        ways.add(new Way(Runner.EMBEDDED, 2, 1, 25, Setting.PLAIN, false));
        for (Runner runner : List.of(Runner.CLUSTER, Runner.DIRECT, Runner.ORACLE)) {
            boolean many = runner != Runner.DIRECT;
            ways.add(new Way(runner, 1, 1, 25, Setting.PLAIN, many));
            ways.add(new Way(runner, 2, 5, 17, Setting.FAR, many));
            ways.add(new Way(runner, 7, 1, 17, Setting.PLAIN, many));
        }
        return ways;
    }

    private void run(Way way) throws IOException, InterruptedException {
        Path recipe = write(folder.resolve("run-" + runs), way);
        Path corpus = recipe.resolveSibling("corpus");
        String processes;
        if (way.runner() == Runner.CLUSTER) {
            List<String> options = new ArrayList<>(List.of(way.setting().options));
            options.add("-XX:TieredStopAtLevel=1");
            try (FlinkCluster cluster = new FlinkCluster(
                    folder.resolve("cluster-" + runs), jdks.get(way.jdk()), 2, options.toArray(String[]::new))) {
                cluster.await(2);
                processes = ", JobManager " + cluster.jobManagerPid() + ", TaskManagers " + cluster.pid(0) + " and "
                        + cluster.pid(1)
                        + process(way, recipe, corpus, "--runner=flink", "--flinkMaster=" + cluster.master());
            }
        } else if (way.runner() == Runner.DIRECT) {
            processes =
                    process(way, recipe, corpus, "--runner=DirectRunner", "--targetParallelism=" + way.parallelism());
        } else {
            processes = process(way, recipe, corpus);
        }
        Map<String, String> digests = MadeUp.digests(corpus);
        if (first.putIfAbsent(way.many(), digests) == null) {
            System.out.println(digests.size() + " files, " + parts(corpus) + " parts, at most " + rowGroups(corpus)
                    + " row groups in a file");
        }
        if (!first.get(way.many()).equals(digests)) {
            throw new AssertionError(way + ": " + corpus + " differs from that of the first run");
        }
        System.out.println(way + ": equal" + processes);
        runs++;
    }

    /// @return its process id, for the log
    private String process(Way way, Path recipe, Path corpus, String... beam) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(jdks.get(way.jdk()).resolve("bin/java").toString());
        command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(way.setting().options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        if (way.runner() == Runner.ORACLE) {
            command.addAll(List.of("olmoe.pipelines.Oracle", recipe.toString(), corpus.toString()));
        } else {
            command.addAll(List.of("olmoe.pipelines.cli.CorpusCommand", "build", recipe.toString()));
            command.addAll(List.of("-o", corpus.toString()));
            command.addAll(List.of(beam));
            if (way.runner() != Runner.DIRECT) {
                command.add("--parallelism=" + way.parallelism());
            }
        }
        Path log = recipe.resolveSibling("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new AssertionError(way + " failed: " + log);
        }
        return ", process " + process.pid();
    }

    private static Path write(Path folder, Way way) throws IOException {
        Path recipe = MadeUp.writeNear(folder, way.listing());
        Random random = new Random(11);
        List<String> many = new ArrayList<>();
        for (int i = 0; way.many() && i < MANY; i++) {
            many.add(MadeUp.text(random));
        }
        if (way.many()) {
            Files.write(folder.resolve("input/many.jsonl.gz"), MadeUp.gzip(MadeUp.lines(many)));
        }
        return Files.writeString(recipe, Files.readString(recipe).replace("split-size: 20kB", "split-size: 3kB"));
    }

    private static long parts(Path corpus) throws IOException {
        try (Stream<Path> ledgers = Files.walk(corpus.resolve("ledger"))) {
            return ledgers.filter(Files::isRegularFile).count();
        }
    }

    private static int rowGroups(Path corpus) throws IOException {
        int most = 0;
        try (Stream<Path> files = Files.walk(corpus.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (TableReader table = new TableReader(FileChannel.open(file), file.toString())) {
                    most = Math.max(most, table.rowGroups());
                }
            }
        }
        return most;
    }
}

package olmoe.pipelines;

import java.io.IOException;
import java.nio.file.Path;

/// A corpus by a cluster of one's own, for whoever measures a run with all its processes:
/// `main RECIPE CORPUS JDK TASKMANAGERS`.
final class Clustered {
    private Clustered() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path corpus = Path.of(arguments[1]).toAbsolutePath();
        int taskManagers = Integer.parseInt(arguments[3]);
        Path logs = corpus.resolveSibling(corpus.getFileName() + "-cluster");
        try (FlinkCluster cluster = new FlinkCluster(logs, Path.of(arguments[2]), taskManagers)) {
            cluster.await(taskManagers);
            MadeUp.build(
                    Path.of(arguments[0]),
                    corpus,
                    "--runner=flink",
                    "--flinkMaster=" + cluster.master(),
                    "--parallelism=" + taskManagers);
        }
    }
}

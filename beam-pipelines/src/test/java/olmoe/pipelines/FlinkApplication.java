package olmoe.pipelines;

import java.io.File;
import java.util.Arrays;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;

/// A JobManager in application mode, as `standalone-job.sh` of Flink's images starts one; that class itself is in a jar
/// of Flink's distribution which is in no registry: `main --configDir DIR JAR MAIN ARGUMENTS`.
final class FlinkApplication extends ApplicationClusterEntryPoint {
    private FlinkApplication(Configuration configuration, PackagedProgram program) {
        super(configuration, program, StandaloneResourceManagerFactory.getInstance());
    }

    public static void main(String[] arguments) throws Exception {
        Configuration configuration = GlobalConfiguration.loadConfiguration(arguments[1]);
        PackagedProgram program = PackagedProgram.newBuilder()
                .setJarFile(new File(arguments[2]))
                .setEntryPointClassName(arguments[3])
                .setArguments(Arrays.copyOfRange(arguments, 4, arguments.length))
                .setConfiguration(configuration)
                .build();
        configureExecution(configuration, program);
        ClusterEntrypoint.runClusterEntrypoint(new FlinkApplication(configuration, program));
    }
}

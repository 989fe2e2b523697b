package olmoe.pipelines.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import olmoe.pipelines.CorpusBuild;
import olmoe.pipelines.CorpusPlan;
import olmoe.pipelines.Jobs;
import olmoe.pipelines.SourceOverlap;
import olmoe.pipelines.io.Inputs;
import olmoe.pipelines.io.Places;
import olmoe.release.recipe.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;

/// `olmoe corpus build RECIPE -o DIR [Beam options]`.
@Command(
        name = "build",
        description = "Makes the corpus of a recipe. What is complete is not made again. Options that are not"
                + " listed here are Beam's, such as --runner=FlinkRunner --flinkMaster=host:8081 --parallelism=8.")
final class BuildCommand implements Callable<Integer> {
    /// A step that takes more than this share of a source is worth a look.
    static final double MUCH = 0.5;

    @Parameters(paramLabel = "RECIPE", description = "the recipe, YAML")
    private Path recipe;

    @Option(
            names = "-o",
            paramLabel = "DIR",
            description = "the corpus folder, also of an object store: gs://…, s3://… (default: corpus, beside the"
                    + " recipe)")
    private String output;

    @Option(
            names = "--inputs",
            paramLabel = "DIR",
            description = "what the files of the recipe are relative to, also of an object store (default: the"
                    + " recipe's folder)")
    private String inputs;

    @Option(
            names = "--warn-removed",
            paramLabel = "SHARE",
            description = "of a source's documents: a step that takes more is named in the end"
                    + " (default: ${DEFAULT-VALUE})")
    private double share = MUCH;

    @Unmatched
    private List<String> beam = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        Recipe read = Recipe.read(recipe);
        Jobs jobs = Jobs.of(beam); // knows the file systems
        Inputs from = Inputs.of(inputs == null ? read.file().getParent().toString() : inputs);
        read.checkFiles(from::files);
        CorpusPlan plan = CorpusPlan.of(read);
        plan.checkInputs(from::files);
        Places places =
                Places.of(output == null ? read.file().resolveSibling("corpus").toString() : output);
        new CorpusBuild(plan, from, places, jobs).run();
        new SourceOverlap(places).warnings(share).forEach(warning -> System.err.println("warning: " + warning));
        return 0;
    }
}
